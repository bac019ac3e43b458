// Which page stands at which address. Each page is one module that is loaded when it is first opened.
import type { Component } from "svelte";

export interface Route {
  name: string; // of the page, as the window's title has it
  nav?: string; // the entry of the navigation that is lit
  pattern: RegExp; // its groups are handed to the page as properties
  load: () => Promise<{ default: Component<Record<string, string>> }>;
}

const page = (load: () => Promise<unknown>) => load as Route["load"];

export const routes: readonly Route[] = [
  { name: "Overview", nav: "/", pattern: /^\/$/, load: page(() => import("./pages/Overview.svelte")) },
  { name: "Incidents", nav: "/incidents", pattern: /^\/incidents$/, load: page(() => import("./pages/Incidents.svelte")) },
  { name: "Incident", nav: "/incidents", pattern: /^\/incidents\/(?<id>[^/]+)$/, load: page(() => import("./pages/Incident.svelte")) },
  { name: "Events", nav: "/events", pattern: /^\/events$/, load: page(() => import("./pages/Events.svelte")) },
  { name: "Event", nav: "/events", pattern: /^\/events\/(?<id>[^/]+)$/, load: page(() => import("./pages/EventGoes.svelte")) },
  { name: "Quotations", nav: "/quotes", pattern: /^\/quotes$/, load: page(() => import("./pages/Quotes.svelte")) },
  { name: "Articles", nav: "/documents", pattern: /^\/documents$/, load: page(() => import("./pages/Documents.svelte")) },
  { name: "Article", nav: "/documents", pattern: /^\/documents\/(?<id>[^/]+)$/, load: page(() => import("./pages/Article.svelte")) },
  { name: "Actors", nav: "/actors", pattern: /^\/actors$/, load: page(() => import("./pages/Actors.svelte")) },
  { name: "Actor", nav: "/actors", pattern: /^\/actors\/(?<id>[^/]+)$/, load: page(() => import("./pages/Actor.svelte")) },
  { name: "Framing", nav: "/framing", pattern: /^\/framing$/, load: page(() => import("./pages/Framing.svelte")) },
  { name: "Review", nav: "/review", pattern: /^\/review$/, load: page(() => import("./pages/Review.svelte")) },
  { name: "Runs and failures", nav: "/runs", pattern: /^\/runs$/, load: page(() => import("./pages/Runs.svelte")) },
];

export const navigation: readonly { href: string; label: string; key: string }[] = [
  { href: "/", label: "Overview", key: "g o" },
  { href: "/incidents", label: "Incidents", key: "g i" },
  { href: "/events", label: "Events", key: "g e" },
  { href: "/quotes", label: "Quotations", key: "g q" },
  { href: "/documents", label: "Articles", key: "g d" },
  { href: "/actors", label: "Actors", key: "g a" },
  { href: "/framing", label: "Framing", key: "g f" },
  { href: "/review", label: "Review", key: "g r" },
  { href: "/runs", label: "Runs", key: "g u" },
];

/** The route of a path and what its pattern took from it. */
export function matched(path: string): { route: Route; props: Record<string, string> } | null {
  const plain = path.length > 1 ? path.replace(/\/+$/, "") || "/" : path;
  for (const route of routes) {
    const found = route.pattern.exec(plain);
    if (found) return { route, props: { ...found.groups } };
  }
  return null;
}
