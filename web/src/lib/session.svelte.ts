// The record, who judges, the vocabulary: asked for once, for every page.
import { api, ProblemError, type Session, type Term, type Vocabulary } from "./api";

let session = $state.raw<Session | null>(null);
let vocabulary = $state.raw<Vocabulary | null>(null);
let problem = $state.raw<ProblemError | null>(null);
let asking = $state.raw<((author: string | null) => void) | null>(null);

export const app = {
  get session(): Session | null {
    return session;
  },
  get vocabulary(): Vocabulary | null {
    return vocabulary;
  },
  get problem(): ProblemError | null {
    return problem;
  },
  get author(): string | null {
    return session?.author ?? null;
  },
  /** Whether the dialog that asks for the reviewer's name is open. */
  get asking(): boolean {
    return asking !== null;
  },
};

const failed = (error: unknown) => (problem = error instanceof ProblemError ? error : new ProblemError(-1, String(error)));

export async function loadSession(): Promise<void> {
  try {
    session = await api.session();
    problem = null;
  } catch (error) {
    failed(error);
  }
}

export async function loadVocabulary(): Promise<void> {
  try {
    vocabulary = await api.vocabulary();
  } catch (error) {
    failed(error);
  }
}

/** Follows the record: whether its index stands, whether it changed. */
export function watchSession(): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") void loadSession();
  }, 15_000);
  return () => clearInterval(timer);
}

/** The reviewer's name; asks for it where nobody is named yet. Null: they would rather not. */
export function author(): Promise<string | null> {
  if (session?.author) return Promise.resolve(session.author);
  return askAuthor();
}

export function askAuthor(): Promise<string | null> {
  asking?.(null);
  return new Promise((done) => (asking = done));
}

export async function nameAuthor(name: string | null): Promise<void> {
  if (name !== null) session = await api.name(name);
  const done = asking;
  asking = null;
  done?.(name);
}

const by = (terms: readonly Term[] | undefined, code: string) => terms?.find((term) => term.code === code);

/** The word for a code; the code itself until the vocabulary is there. */
export function label(of: keyof Vocabulary, code: string): string {
  return by(vocabulary?.[of], code)?.label ?? code;
}

export function help(of: keyof Vocabulary, code: string): string {
  return by(vocabulary?.[of], code)?.help ?? "";
}
