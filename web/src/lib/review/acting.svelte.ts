// What the keys of a verdict do, wherever they are pressed: on the article, in the review.
import { api, ProblemError, type Act, type NewJudgement, type Ruled, type Verdict } from "../api";
import { app, author } from "../session.svelte";
import { tell } from "../toast.svelte";
import { outbox, post, takeBack } from "./outbox.svelte";

interface Done {
  tokens: string[];
  target: string;
  label: string;
  undone?: () => void;
  /** Of a ruling on incidents: what the server answers to it. */
  ruling?: Promise<Ruled | null>;
  /** Of a verdict on many: the server's name for it. */
  batch?: string;
}

const PAST: Record<string, string> = { accept: "Accepted", reject: "Rejected", flag: "Flagged", edit: "Edited", add: "Added", curate: "Decided" };

/** Judgements of this window, the last at the end, so that backspace can take them back one act at a time. */
let done = $state.raw<readonly Done[]>([]);
/** Verdicts of mine that the server has not told yet. */
let mine = $state.raw<Readonly<Record<string, Act>>>({});

export const acts = {
  get count(): number {
    return done.length;
  },
  last(): Done | undefined {
    return done.at(-1);
  },
};

/** The verdict that is shown: the newest that the server told, with my last act over it. */
export function shownVerdict(target: string, given: Verdict | undefined): Verdict | undefined {
  const told = outbox.verdict(target) ?? given;
  const act = mine[target];
  if (!act || !outbox.waiting.some((one) => one.judgement.target === target)) return told;
  const states: Partial<Record<Act, Verdict["state"]>> = { accept: "accepted", reject: "rejected", flag: "flagged", edit: "edited" };
  return { by: {}, edits: {}, judgements: [], ...told, target, state: states[act] ?? told?.state ?? "unreviewed" };
}

/** One act, of one judgement or several (edits and the acceptance that follows). False where nobody gave a name. */
export async function act(judgements: readonly NewJudgement[], undone?: () => void): Promise<boolean> {
  const first = judgements[0];
  const last = judgements.at(-1);
  if (!first || !last) return false;
  if (app.author === null && (await author()) === null) {
    tell("Nothing was judged: a judgement needs a name.", { kind: "error" });
    return false;
  }
  const tokens = post(judgements);
  mine = { ...mine, [last.target]: judgements.some((one) => one.act === "edit") ? "edit" : last.act };
  done = [...done, { tokens, target: last.target, label: PAST[last.act] ?? last.act, ...(undone ? { undone } : {}) }];
  return true;
}

/** A ruling on incidents: kept when the server answers. ``undone`` puts back what was judged, also where it could not be kept. */
export async function rule(asked: () => Promise<Ruled>, target: string, label: string, undone: () => void): Promise<boolean> {
  if ((await author()) === null) {
    tell("Nothing was ruled: a ruling needs a name.", { kind: "error" });
    return false;
  }
  const one: Done = { tokens: [], target, label, undone };
  one.ruling = asked().catch((error: unknown) => {
    const problem = error instanceof ProblemError ? error : new ProblemError(-1, String(error));
    done = done.filter((other) => other !== one);
    undone();
    tell(`It could not be kept: ${problem.what}${problem.act ? ` ${problem.act}` : ""}`, { kind: "error", act: { label: "Try again", run: () => void rule(asked, target, label, undone) } });
    return null;
  });
  done = [...done, one];
  return true;
}

/** A verdict on many that the server has kept: it is taken back with the others, the last first, or by its own button. */
export function actedOnMany(batch: string, label: string, undone: () => void): () => void {
  const one: Done = { tokens: [], target: batch, label, batch, undone };
  done = [...done, one];
  return () => void undo(one);
}

/** Takes the last act back, or this one. */
export async function undo(one?: Done): Promise<boolean> {
  const last = one ?? done.at(-1);
  if (!last) {
    tell("There is nothing to undo in this window.");
    return false;
  }
  const before = done;
  done = done.filter((other) => other !== last);
  try {
    const ruled = await last.ruling;
    if (ruled) await api.undoRuling(ruled.ruling);
    if (last.batch) await api.undo({ batch: last.batch });
    await takeBack(last.tokens);
  } catch (error) {
    if (before.includes(last)) done = [...done, last];
    const problem = error instanceof ProblemError ? error : new ProblemError(-1, String(error));
    tell(`It could not be undone: ${problem.what}`, { kind: "error", act: { label: "Try again", run: () => void undo(one) } });
    return false;
  }
  mine = Object.fromEntries(Object.entries(mine).filter(([target]) => target !== last.target));
  tell(`Undone: ${last.label.toLowerCase()}.`, { ms: 2500 });
  last.undone?.();
  return true;
}
