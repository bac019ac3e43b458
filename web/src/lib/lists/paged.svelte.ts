// Rows of a long list, fetched by offset where they come into sight.
import { ProblemError, type Query } from "../api";

const SIZE = 100; // rows of one request

interface Page<T> {
  total: number;
  rows: T[];
}

export class Paged<T> {
  total = $state<number | null>(null);
  loading = $state(true);
  problem = $state.raw<ProblemError | null>(null);
  #chunks = $state.raw<ReadonlyMap<number, readonly T[]>>(new Map());
  #asked = new Set<number>();
  #stop = new AbortController();
  #question: Query = {};

  constructor(readonly ask: (question: Query, signal: AbortSignal) => Promise<Page<T>>) {}

  /** Another list; what was on its way is dropped. */
  open(question: Query): void {
    this.close();
    this.#stop = new AbortController();
    this.#question = question;
    this.#asked = new Set();
    this.#chunks = new Map();
    this.problem = null;
    this.loading = true;
    void this.#fetch(0);
  }

  reload(): void {
    this.open(this.#question);
  }

  close(): void {
    this.#stop.abort();
  }

  at(index: number): T | undefined {
    return this.#chunks.get(Math.floor(index / SIZE))?.[index % SIZE];
  }

  /** Rows `from` to `to` are in sight. */
  see(from: number, to: number): void {
    if (this.total === null) return;
    for (let chunk = Math.floor(from / SIZE); chunk * SIZE < Math.min(to, this.total); chunk++) void this.#fetch(chunk);
  }

  async #fetch(chunk: number): Promise<void> {
    if (this.#asked.has(chunk)) return;
    this.#asked.add(chunk);
    const { signal } = this.#stop;
    try {
      const page = await this.ask({ ...this.#question, offset: chunk * SIZE, limit: SIZE }, signal);
      if (signal.aborted) return;
      this.#chunks = new Map(this.#chunks).set(chunk, page.rows);
      this.total = page.total;
      this.loading = false;
    } catch (error) {
      if (signal.aborted) return;
      this.#asked.delete(chunk);
      this.loading = false;
      this.problem = error instanceof ProblemError ? error : new ProblemError(-1, `The list failed: ${String(error)}`);
    }
  }
}
