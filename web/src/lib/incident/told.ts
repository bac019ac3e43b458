// What stands in an incident's lineages and denials, as `tacitus show INCIDENT --json` has it.
import type { CodedEvent, Document, Frame, IncidentView } from "../api";

export interface Told {
  document: Omit<Document, "text">;
  events: CodedEvent[];
  origin: string;
  sentences: string[];
  naming: { part: string; name: string; words: string }[];
  frames: Frame[];
}
export interface Lineage {
  origin: string;
  first: Told;
  others: Told[];
}
export interface Reason {
  events: [string, string];
  outlets: [string | null, string | null];
  score: number;
  parts: string[];
}

export const lineagesOf = (view: IncidentView) => view.lineages as unknown as Lineage[];
export const denialsOf = (view: IncidentView) => view.denials as unknown as Told[];
export const reasonsOf = (view: IncidentView) => view.reasons as unknown as Reason[];
/** Who published it; where that is not known, what the document is called in the record. */
export const outletOf = (told: Told) => told.document.outlet ?? told.document.source_id;

export const addressOf = (document: string, event?: string | null) => `/documents/${encodeURIComponent(document)}${event ? `?at=${encodeURIComponent(event)}` : ""}`;

/** What outlets call each party: neutral name, then outlet, then words with how often. */
export function namingBy(reports: readonly Told[]): { outlets: string[]; rows: { name: string; part: string; words: Map<string, Map<string, number>> }[] } {
  const outlets = [...new Set(reports.map(outletOf))];
  const rows = new Map<string, { name: string; part: string; words: Map<string, Map<string, number>> }>();
  for (const told of reports) {
    for (const { part, name, words } of told.naming) {
      const row = rows.get(name) ?? { name, part, words: new Map<string, Map<string, number>>() };
      const used = row.words.get(outletOf(told)) ?? new Map<string, number>();
      used.set(words, (used.get(words) ?? 0) + 1);
      row.words.set(outletOf(told), used);
      rows.set(name, row);
    }
  }
  return { outlets, rows: [...rows.values()] };
}
