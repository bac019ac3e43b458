// Which parameters of an address narrow a list; the others say how it is shown.
import type { Facets, Query } from "../api";
import { label } from "../session.svelte";

export const FILTERS = ["words", "type", "quad", "status", "voice", "country", "actor", "recipient", "speaker", "outlet", "place", "box", "since", "until", "origins", "reviewed", "incident", "document", "dated", "day", "outlet_known", "off_map", "newer"] as const;

/** The filters of an address, and nothing else of it. */
export function filtersOf(query: URLSearchParams): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const name of FILTERS) if (query.has(name)) found[name] = query.getAll(name).filter(Boolean);
  return found;
}

export const without = (filters: Query, ...names: string[]): Query => Object.fromEntries(Object.entries(filters).filter(([name]) => !names.includes(name)));

/** First and last day of a value of the filter `day`, which a window over a timeline sets: where a row stands there, and not what its time touches. */
export function daysOf(value: string): [string, string] {
  const [first = "", last = ""] = value.split("..");
  return [first, last || first];
}
export const dayBetween = (first: string | null, last: string | null) => (first ? (last && last !== first ? `${first}..${last}` : first) : null);
/** The window that an address sets over a timeline. */
export function windowOf(query: URLSearchParams): [string | null, string | null] {
  const day = query.get("day");
  return day ? daysOf(day) : [query.get("since"), query.get("until")];
}

const NAMES: Record<string, string> = { words: "words", box: "area", since: "from", until: "to", origins: "origins ≥", outlet: "outlet", country: "country", incident: "incident", document: "article", dated: "has a date", day: "day", outlet_known: "outlet known", off_map: "off the map", newer: "coded after number" };
const CODES = { type: "types", quad: "quads", status: "statuses", voice: "voices" } as const;

export const filterName = (name: string) => NAMES[name] ?? name;

/** What a filter's value is called: as its facet says, as the vocabulary says, else as it stands. */
export function filterValue(name: string, value: string, facets?: Facets): string {
  const told = facets?.facets.find((facet) => facet.name === name)?.counts.find((count) => count.value === value)?.label;
  if (told) return told;
  if (name in CODES) return label(CODES[name as keyof typeof CODES], value);
  if (name === "day") {
    const [first, last] = daysOf(value);
    return first === last ? first : `${first} to ${last}`;
  }
  if (name === "off_map") return value === "nowhere" ? "no place" : `${value}, no nearer`;
  if (name === "box") return value.split(",").map((one) => `${Number(one).toFixed(1)}°`).join(" ");
  return value.replace(/^name:/u, "").replace(/\|[A-Z]*$/u, "");
}
