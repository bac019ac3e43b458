// What is to be judged next: fetched ahead, so that a key never waits for the server.
import { api, ProblemError, type Query, type Queue, type ReviewItem } from "../api";
import { outbox } from "./outbox.svelte";

const FIRST = 60; // soon here, and enough until the next come
const AHEAD = 100; // of a later batch
const LOW = 80; // so many in hand outlast a slow answer even where somebody leans on a key
const MOST_LEFT_OUT = 500; // targets in one question

export class ReviewQueue {
  items = $state.raw<readonly ReviewItem[]>([]);
  told = $state.raw<Queue | null>(null);
  loading = $state(true);
  problem = $state.raw<ProblemError | null>(null);
  /** Judged or skipped since the queue was opened; they do not come again. */
  readonly seen = new Set<string>();
  #asked: Query = {};
  #stop: AbortController | null = null;
  #all = $state(false); // the server has no more
  #done = $state(0); // since the queue was opened

  get current(): ReviewItem | undefined {
    return this.items[0];
  }

  /** How many are left, this one included. */
  get left(): number {
    return this.#all ? this.items.length : Math.max(this.items.length, (this.told?.left ?? 0) - this.#done);
  }

  /** Begins anew with other questions. */
  open(asked: Query): void {
    this.close();
    this.#asked = asked;
    this.items = [];
    this.told = null;
    this.seen.clear();
    this.#done = 0;
    this.#all = false;
    void this.#fetch(FIRST);
  }

  reload(): void {
    this.#all = false;
    void this.#fetch(AHEAD);
  }

  /** Puts the current item behind us. */
  next(): ReviewItem | undefined {
    const [first, ...rest] = this.items;
    if (!first) return undefined;
    this.seen.add(first.target);
    this.items = rest;
    this.#done++;
    this.#refill();
    return first;
  }

  /** Puts an item before us again. */
  back(item: ReviewItem): void {
    this.seen.delete(item.target);
    this.items = [item, ...this.items.filter((one) => one.target !== item.target)];
    this.#done = Math.max(0, this.#done - 1);
  }

  close(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  #refill(): void {
    if (this.items.length < LOW && !this.#all) void this.#fetch(AHEAD);
  }

  /** What the server is not to give: what is in hand, what was skipped, and what it may not know to be judged. */
  #leftOut(): string[] {
    const sure = (target: string) => outbox.verdict(target) !== undefined && !outbox.waiting.some((one) => one.judgement.target === target);
    return [...this.items.map((one) => one.target), ...[...this.seen].reverse().filter((one) => !sure(one))].slice(0, MOST_LEFT_OUT);
  }

  /** One question at a time: keys that come while it is under way take from what is in hand. */
  async #fetch(limit: number): Promise<void> {
    if (this.#stop) return;
    const stop = (this.#stop = new AbortController());
    this.loading = true;
    this.problem = null;
    try {
      const found = await api.queue({ ...this.#asked, limit, skip: this.#leftOut() }, stop.signal);
      if (stop.signal.aborted) return;
      const here = new Set([...this.seen, ...this.items.map((one) => one.target)]);
      const fresh = found.items.filter((one) => !here.has(one.target));
      this.items = [...this.items, ...fresh];
      this.told ??= found;
      this.#all = fresh.length === 0;
    } catch (error) {
      if (stop.signal.aborted) return;
      this.problem = error instanceof ProblemError ? error : new ProblemError(-1, String(error)); // the next key asks again
    }
    this.#stop = null;
    this.loading = false;
    if (!this.problem) this.#refill();
  }
}
