// What is to be judged next: fetched ahead, so that a key never waits for the server.
import { api, ProblemError, type Query, type Queue, type ReviewItem } from "../api";

const AHEAD = 20;
const LOW = 8;

export class ReviewQueue {
  items = $state.raw<readonly ReviewItem[]>([]);
  told = $state.raw<Queue | null>(null);
  loading = $state(true);
  problem = $state.raw<ProblemError | null>(null);
  /** Judged or skipped since the queue was opened; they do not come again. */
  readonly seen = new Set<string>();
  #asked: Query = {};
  #stop: AbortController | null = null;
  #done = $state(0);

  get current(): ReviewItem | undefined {
    return this.items[0];
  }

  /** How many are left, this one included. */
  get left(): number {
    return Math.max(this.items.length, (this.told?.left ?? 0) - this.#done);
  }

  /** Begins anew with other questions. */
  open(asked: Query): void {
    this.#asked = asked;
    this.items = [];
    this.told = null;
    this.seen.clear();
    void this.#fetch();
  }

  reload(): void {
    void this.#fetch();
  }

  /** Puts the current item behind us. */
  next(): ReviewItem | undefined {
    const [first, ...rest] = this.items;
    if (!first) return undefined;
    this.seen.add(first.target);
    this.items = rest;
    this.#done++;
    if (rest.length < LOW && (this.told?.left ?? 0) - this.#done > rest.length) void this.#fetch();
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
  }

  async #fetch(): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.loading = true;
    this.problem = null;
    try {
      const known = [...this.seen, ...this.items.map((one) => one.target)];
      const found = await api.queue({ ...this.#asked, limit: AHEAD, skip: known.slice(-150) }, stop.signal);
      if (stop.signal.aborted) return;
      const here = new Set([...this.seen, ...this.items.map((one) => one.target)]);
      const before = this.items.length;
      this.items = [...this.items, ...found.items.filter((one) => !here.has(one.target))];
      this.told = { ...found, left: found.left + before };
      this.#done = 0;
    } catch (error) {
      if (stop.signal.aborted) return;
      this.problem = error instanceof ProblemError ? error : new ProblemError(-1, String(error));
    } finally {
      if (this.#stop === stop) this.loading = false;
    }
  }
}
