// Addresses are the state: every view is a path and a query that can be shared, reloaded and gone back to.
import { tick, untrack } from "svelte";

export interface Place {
  path: string;
  query: URLSearchParams;
}

function read(): Place {
  return { path: decoded(location.pathname), query: new URLSearchParams(location.search) };
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

let here = $state.raw<Place>(read());

/** Where we are; reading it in a component makes the component follow. */
export const route = {
  get path(): string {
    return here.path;
  },
  get query(): URLSearchParams {
    return here.query;
  },
  /** The query with its "?", or nothing. */
  get search(): string {
    const text = here.query.toString();
    return text ? `?${text}` : "";
  },
};

/** An address with a query; values that are null, undefined or empty are left out. */
export function href(path: string, values: Record<string, string | number | readonly string[] | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else if (value !== null && value !== undefined && value !== "") query.append(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** This address with some parameters changed: null takes one away, a list gives it several times. */
export function changed(changes: Record<string, string | number | readonly string[] | null | undefined>): string {
  const query = new URLSearchParams(here.query);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else if (value !== null && value !== undefined && value !== "") query.append(name, String(value));
  }
  const text = query.toString();
  return text ? `${location.pathname}?${text}` : location.pathname;
}

/** Goes to an address of the app. `replace`: without a step for the back button. `quiet`: the reader stays where they look. */
export function go(address: string, how: { replace?: boolean; quiet?: boolean } = {}): void {
  const to = new URL(address, location.href);
  if (to.origin !== location.origin) return;
  const before = untrack(() => here.path); // an effect that goes somewhere must not run again because it went
  const same = to.pathname + to.search === location.pathname + location.search;
  keepScroll();
  if (how.replace || same) history.replaceState({ ...history.state }, "", to.pathname + to.search + to.hash);
  else history.pushState({ key: nextKey() }, "", to.pathname + to.search + to.hash);
  const now = read();
  here = now;
  if (now.path !== before && !how.quiet) void arrived();
}

/** Changes parameters of this address. */
export function setQuery(changes: Parameters<typeof changed>[0], how: { replace?: boolean } = {}): void {
  go(changed(changes), { ...how, quiet: true });
}

let count = 0;
const nextKey = () => `${Date.now().toString(36)}-${count++}`;

function keepScroll(): void {
  history.replaceState({ ...history.state, scroll: window.scrollY }, "");
}

/** A page that is new begins at its top, with its heading read out. */
async function arrived(): Promise<void> {
  await tick();
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>("#main")?.focus({ preventScroll: true });
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href]");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/api/") || link.pathname.startsWith("/schema/")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  go(link.href, { quiet: link.dataset["quiet"] !== undefined });
}

/** Begins to follow links and the back button. */
export function start(): () => void {
  const back = () => {
    const before = here.path;
    here = read();
    const scroll = Number((history.state as { scroll?: number } | null)?.scroll ?? 0);
    if (here.path !== before) void restore(scroll);
  };
  history.scrollRestoration = "manual";
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", back);
  window.addEventListener("pagehide", keepScroll);
  return () => {
    document.removeEventListener("click", onClick);
    window.removeEventListener("popstate", back);
    window.removeEventListener("pagehide", keepScroll);
  };
}

/** Back to where the reader was; the page may need a moment to have its height again. */
async function restore(scroll: number): Promise<void> {
  await tick();
  for (let n = 0; n < 20 && document.documentElement.scrollHeight < scroll + window.innerHeight; n++) {
    await new Promise((done) => setTimeout(done, 50));
  }
  window.scrollTo(0, scroll);
}
