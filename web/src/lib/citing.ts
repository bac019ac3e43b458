// A citation: sentence, outlet, date, address, ids.
import { safeUrl } from "./text";

export interface Cited {
  sentence?: string | null | undefined;
  title?: string | null | undefined;
  outlet?: string | null | undefined;
  published_at?: string | null | undefined;
  url?: string | null | undefined;
  document?: string | undefined;
  event?: string | undefined;
  incident?: string | null | undefined;
}

export function citation(of: Cited): string {
  const head = [of.outlet, of.title && `“${of.title}”`, of.published_at?.slice(0, 10) ?? "no date", safeUrl(of.url)].filter(Boolean).join(", ");
  const ids = [of.document, of.event, of.incident].filter(Boolean).join(", ");
  return [of.sentence && `“${of.sentence.trim()}”`, `${head}.`, ids && `[tacitus: ${ids}]`].filter(Boolean).join("\n");
}
