/**
 * Judgements on their way to the record. Each is written to this browser's own storage before it is sent, and taken away once the server has
 * kept it; nothing is lost when the server or the window goes. Each carries a token, so that what is sent twice is kept once.
 */
import { api, ProblemError, type Judged, type Judgement, type NewJudgement, type Verdict } from "../api";

const PREFIX = "tacitus.outbox.";
const MOST = 100; // in one request
const WAITS = [500, 1000, 2000, 3000]; // ms; the server is on this machine, so asking costs little

export interface Letter {
  token: string;
  order: number;
  judgement: NewJudgement;
}
export interface Refusal {
  letter: Letter;
  problem: ProblemError;
}

let waiting = $state.raw<readonly Letter[]>([]);
let refused = $state.raw<readonly Refusal[]>([]);
let trouble = $state.raw<ProblemError | null>(null);
let verdicts = $state.raw<Readonly<Record<string, Verdict>>>({});
let sending = $state(false);
let judged = $state(0); // by this window, kept by the server
const ids = new Map<string, string>(); // token: id of the judgement
const tried = new Set<string>(); // tokens of what was sent and not answered: the server may have it
const heard = new Set<(judgements: readonly Judgement[]) => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let tries = 0;
let last = 0;

export const outbox = {
  /** Not yet kept by the server. */
  get waiting(): readonly Letter[] {
    return waiting;
  },
  get refused(): readonly Refusal[] {
    return refused;
  },
  /** Why the server keeps nothing at the moment. */
  get trouble(): ProblemError | null {
    return trouble;
  },
  get sending(): boolean {
    return sending;
  },
  get kept(): number {
    return judged;
  },
  /** The newest verdict that the server told of a target. */
  verdict(target: string): Verdict | undefined {
    return verdicts[target];
  },
};

const compare = (a: Letter, b: Letter) => a.order - b.order || (a.token < b.token ? -1 : 1);

function store(letter: Letter): void {
  try {
    localStorage.setItem(PREFIX + letter.token, JSON.stringify(letter));
  } catch {
    // Without storage it lives in this window alone; the leave-guard asks before that closes.
  }
}

function forget(letter: Letter): void {
  try {
    localStorage.removeItem(PREFIX + letter.token);
  } catch {
    // see above
  }
}

/** What an earlier window has not got rid of. */
export function recall(): void {
  const found: Letter[] = [];
  try {
    for (let n = 0; n < localStorage.length; n++) {
      const key = localStorage.key(n);
      if (!key?.startsWith(PREFIX)) continue;
      const letter = JSON.parse(localStorage.getItem(key) ?? "null") as Letter | null;
      if (letter?.token && letter.judgement?.target) found.push(letter);
    }
  } catch {
    return;
  }
  const known = new Set([...waiting, ...refused.map((one) => one.letter)].map((one) => one.token));
  waiting = [...waiting, ...found.filter((one) => !known.has(one.token))].sort(compare);
  if (waiting.length) void flush();
}

function token(): string {
  return crypto.randomUUID();
}

/** Takes a judgement on its way; gives its token. */
export function post(judgements: readonly NewJudgement[]): string[] {
  const letters = judgements.map((judgement) => {
    last = Math.max(Date.now(), last + 1);
    const made = judgement.token ?? token();
    return { token: made, order: last, judgement: { ...judgement, token: made } };
  });
  letters.forEach(store);
  waiting = [...waiting, ...letters];
  void flush();
  return letters.map((one) => one.token);
}

/** Takes judgements back, whether they were sent already or not. */
export async function takeBack(tokens: readonly string[]): Promise<void> {
  await idle();
  if (waiting.some((one) => tokens.includes(one.token) && tried.has(one.token))) {
    await flush();
    if (waiting.some((one) => tokens.includes(one.token))) throw trouble ?? new ProblemError(0, "The server does not answer.");
  }
  const unsent = waiting.filter((one) => tokens.includes(one.token));
  unsent.forEach(forget);
  waiting = waiting.filter((one) => !tokens.includes(one.token));
  refused = refused.filter((one) => !tokens.includes(one.letter.token));
  const sent = tokens.flatMap((one) => ids.get(one) ?? []);
  if (sent.length) took(await api.undo({ judgements: sent }));
}

/** Waits while something is being sent, so that an undo never overtakes what it undoes. */
async function idle(): Promise<void> {
  while (sending) await new Promise((done) => setTimeout(done, 20));
}

export function drop(refusal: Refusal): void {
  forget(refusal.letter);
  refused = refused.filter((one) => one !== refusal);
}

export function retry(): void {
  waiting = [...refused.map((one) => one.letter), ...waiting].sort(compare);
  refused = [];
  void flush();
}

/** Verdicts that an answer told. */
export function took(answer: Judged): void {
  verdicts = { ...verdicts, ...answer.verdicts };
  for (const hear of heard) hear(answer.judgements);
}

/** Hears of every judgement that the server has kept. */
export function onKept(hear: (judgements: readonly Judgement[]) => void): () => void {
  heard.add(hear);
  return () => void heard.delete(hear);
}

export async function flush(): Promise<void> {
  if (sending || waiting.length === 0) return;
  sending = true;
  clearTimeout(timer);
  let size = MOST;
  try {
    while (waiting.length) {
      const batch = waiting.slice(0, size);
      batch.forEach((one) => tried.add(one.token));
      try {
        const answer = await api.judge(batch.map((one) => one.judgement));
        done(batch, answer);
        size = MOST;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (error.passing || error.status >= 500 || error.status === 401 || error.status === 429) throw error;
        if (batch.length > 1) size = 1; // one of them is refused: find it
        else refuse(batch[0]!, error);
      }
    }
    trouble = null;
    tries = 0;
  } catch (error) {
    trouble = error instanceof ProblemError ? error : new ProblemError(-1, String(error));
    timer = setTimeout(() => void flush(), WAITS[Math.min(tries++, WAITS.length - 1)]);
  } finally {
    sending = false;
  }
}

function done(batch: readonly Letter[], answer: Judged): void {
  batch.forEach((letter, n) => {
    const kept = answer.judgements.length === batch.length ? answer.judgements[n] : answer.judgements.find((one) => one.target === letter.judgement.target && one.act === letter.judgement.act);
    if (kept) ids.set(letter.token, kept.id);
    forget(letter);
  });
  const gone = new Set(batch.map((one) => one.token));
  waiting = waiting.filter((one) => !gone.has(one.token));
  judged += batch.length;
  took(answer);
}

/** What was said of the same thing after it waits too: an event is not accepted as corrected while the correction is refused. */
function refuse(letter: Letter, problem: ProblemError): void {
  const held = waiting.filter((one) => one === letter || (one.order > letter.order && one.judgement.target === letter.judgement.target));
  held.forEach((one) => tried.delete(one.token));
  waiting = waiting.filter((one) => !held.includes(one));
  const behind = new ProblemError(problem.status, "It was said after a judgement that is refused.");
  refused = [...refused, ...held.map((one) => ({ letter: one, problem: one === letter ? problem : behind }))];
}

/** Keeps an eye on what waits; call once. */
export function watchOutbox(): () => void {
  recall();
  const again = () => void flush();
  const guard = (event: BeforeUnloadEvent) => {
    if (waiting.length && !storageWorks()) event.preventDefault();
  };
  window.addEventListener("online", again);
  window.addEventListener("beforeunload", guard);
  return () => {
    window.removeEventListener("online", again);
    window.removeEventListener("beforeunload", guard);
  };
}

function storageWorks(): boolean {
  try {
    localStorage.setItem(`${PREFIX}test`, "");
    localStorage.removeItem(`${PREFIX}test`);
    return true;
  } catch {
    return false;
  }
}
