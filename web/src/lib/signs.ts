// One sign a value everywhere, so that colour is never the only one. The signs of a status are those of the static report.
import type { ReviewState } from "./api";

export const STATUS_SIGNS: Record<string, string> = { actual: "●", future: "▷", threatened: "▲", demanded: "◆", hypothetical: "◌", negated: "✕" };
export const REVIEW_SIGNS: Record<ReviewState, string> = { unreviewed: "–", accepted: "✓", rejected: "✗", edited: "✎", flagged: "⚑", disputed: "≠" };
