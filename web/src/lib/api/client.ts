// Speaks to the server on this machine, and to nobody else. The cookie travels by itself (same origin).
import type { Problem, Query } from "./types";

const WAITS = [300, 900, 2000, 3000, 5000]; // ms between the tries of a GET
const PATIENCE = 60; // tries while the index over the record is being made (503)

/** What a request that failed says: `what` failed and what to `do`. `status` 0: the server did not answer. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly what: string,
    readonly act: string | null = null,
  ) {
    super(what);
    this.name = "ProblemError";
  }
  /** Whether the same request may succeed later without a change. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export function query(values: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) for (const one of value as readonly (string | number)[]) params.append(name, String(one));
    else params.append(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

async function answered(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  const problem = body as Problem | null;
  if (response.status === 401) {
    throw new ProblemError(401, "This browser has no session with the server.", "Open the address that `tacitus serve` printed, token included.");
  }
  throw new ProblemError(response.status, problem?.what ?? `the server answered ${response.status}`, problem?.do ?? null);
}

async function send(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: "same-origin", headers: { Accept: "application/json", ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ProblemError(0, "The server does not answer.", "See whether `tacitus serve` still runs; what you did here is kept.");
  }
  return answered(response);
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((done, fail) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", () => (clearTimeout(timer), fail(signal.reason as Error)), { once: true });
  });

/** A safe request; tried again where the server is away for a moment or makes its index. */
export async function get<T>(path: string, values: Query = {}, signal?: AbortSignal): Promise<T> {
  const address = path + query(values);
  for (let tries = 0; ; tries++) {
    try {
      return (await send(address, signal ? { signal } : {})) as T;
    } catch (error) {
      const again = error instanceof ProblemError && error.passing && tries < (error.status === 503 ? PATIENCE : 2);
      if (!again) throw error;
      await pause(WAITS[Math.min(tries, WAITS.length - 1)] ?? 5000, signal);
    }
  }
}

/** A request that changes something: sent once. */
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  return (await send(path, signal ? { ...init, signal } : init)) as T;
}
