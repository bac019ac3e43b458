// What is asked of the server, as state: the value, whether it is being loaded, what went wrong.
import { untrack } from "svelte";
import { ProblemError } from "./api";
import { route } from "./router.svelte";

export interface Resource<T> {
  readonly value: T | undefined;
  readonly loading: boolean;
  readonly problem: ProblemError | null;
  /** Asks again; the value stays until the new one is here. */
  reload(): void;
  /** Puts a value in its place, as after an act whose answer holds it. */
  set(value: T): void;
}

/**
 * Asks whenever the key changes; the answer to an older question never shows. Call it while a component is made.
 * Of the page on which it was made alone: while the reader is on the way to another one, whose address stands already, nothing is asked. A key of
 * null asks nothing. `keep`: the older value stays while the next one is loaded (lists), else it goes (pages of one thing).
 */
export function resource<K, T>(
  key: () => K | null,
  ask: (key: K, signal: AbortSignal) => Promise<T>,
  how: { keep?: boolean } = {},
): Resource<T> {
  let value = $state.raw<T | undefined>(undefined);
  let loading = $state(true);
  let problem = $state.raw<ProblemError | null>(null);
  let turn = $state(0);
  let last: string | undefined;
  const page = untrack(() => route.path);

  $effect(() => {
    if (route.path !== page) return;
    const asked = key();
    void turn;
    const named = JSON.stringify(asked);
    if (named !== last && !how.keep) value = undefined;
    last = named;
    problem = null;
    if (asked === null) {
      loading = false;
      return;
    }
    loading = true;
    const stop = new AbortController();
    ask(asked, stop.signal).then(
      (found) => {
        if (stop.signal.aborted) return;
        value = found;
        loading = false;
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        loading = false;
        problem = error instanceof ProblemError ? error : new ProblemError(-1, `The page failed: ${String(error)}`);
      },
    );
    return () => stop.abort();
  });

  return {
    get value() {
      return value;
    },
    get loading() {
      return loading;
    },
    get problem() {
      return problem;
    },
    reload: () => void turn++,
    set: (given) => void (value = given),
  };
}
