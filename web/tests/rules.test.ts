// What the policy of the server and the safety of readers ask of every source.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    return one.isDirectory() ? files(path) : /\.(svelte|ts|css|html)$/.test(one.name) ? [path] : [];
  });
}

const sources = [...files("src"), "index.html"].map((path) => ({ path, text: readFileSync(path, "utf-8") }));
const found = (pattern: RegExp, where = /\.(svelte|ts|html)$/) => sources.filter(({ path, text }) => where.test(path) && pattern.test(text)).map(({ path }) => path);

it("puts text from outside into text nodes alone", () => {
  expect(found(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.html\(/)).toEqual([]);
});

it("has no script or style within markup", () => {
  expect(found(/\sstyle="[^"{]*"|\son[a-z]+="[^"{]/, /\.(svelte|html)$/)).toEqual([]);
  expect(found(/\beval\(|new Function\(/)).toEqual([]);
});

it("asks nobody but the server on this machine", () => {
  const allowed = /http:\/\/www\.w3\.org\//g;
  expect(sources.filter(({ text, path }) => !path.endsWith("schema.ts") && /(https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}/i.test(text.replace(allowed, ""))).map(({ path }) => path)).toEqual([]);
});

it("keeps no address of a registry in the lock file", () => {
  expect(readFileSync("package-lock.json", "utf-8")).not.toContain('"resolved"');
});
