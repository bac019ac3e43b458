import { beforeEach, describe, expect, it } from "vitest";
import { changed, go, href, route, setQuery, start } from "../src/lib/router.svelte";
import { matched, routes } from "../src/routes";

beforeEach(() => go("/", { replace: true, quiet: true }));

describe("addresses", () => {
  it("leave out what is empty and repeat lists", () => {
    expect(href("/events", { type: ["ASSAULT", "AID"], words: "", since: null })).toBe("/events?type=ASSAULT&type=AID");
  });
  it("change one parameter and keep the others", () => {
    go("/events?type=ASSAULT&status=actual", { quiet: true });
    expect(changed({ type: null, voice: ["report"] })).toBe("/events?status=actual&voice=report");
    setQuery({ status: "future" });
    expect(route.query.get("status")).toBe("future");
    expect(location.search).toBe("?type=ASSAULT&status=future");
  });
  it("go back to what was before", async () => {
    const stop = start();
    go("/incidents", { quiet: true });
    go("/incidents/inc-1", { quiet: true });
    history.back();
    await new Promise((done) => window.addEventListener("popstate", done, { once: true }));
    expect(route.path).toBe("/incidents");
    stop();
  });
  it("stay within the app", () => {
    go("https://elsewhere.invalid/x");
    expect(route.path).toBe("/");
  });
});

describe("routes", () => {
  it("find a page with what its address holds", () => {
    expect(matched("/documents/doc-1")?.props).toEqual({ id: "doc-1" });
    expect(matched("/incidents/")?.route.name).toBe("Incidents");
    expect(matched("/nothing/here/at/all")).toBeNull();
  });
  it("have one page each", () => {
    expect(new Set(routes.map((one) => one.name)).size).toBe(routes.length);
  });
});
