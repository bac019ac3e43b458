import { describe, expect, it } from "vitest";
import { PointText, safeUrl, segments, snippetParts, wordsOf } from "../src/lib/text";

describe("PointText", () => {
  it("is the plain string where no character is wide", () => {
    const text = new PointText("Rohan's riders");
    expect(text.length).toBe(14);
    expect(text.slice(0, 7)).toBe("Rohan's");
    expect(text.point(9)).toBe(9);
  });
  it("counts code points before and after an emoji", () => {
    const text = new PointText("a😀b😀c");
    expect(text.length).toBe(5);
    expect(text.slice(1, 2)).toBe("😀");
    expect(text.slice(2, 3)).toBe("b");
    expect(text.slice(4)).toBe("c");
    expect(text.unit(4)).toBe(6);
    for (let n = 0; n <= text.length; n++) expect(text.point(text.unit(n))).toBe(n);
    expect(text.point(2)).toBe(1); // in the middle of a pair
  });
  it("keeps lone surrogates as one point each", () => {
    const text = new PointText("\ud800x\udc00");
    expect(text.length).toBe(3);
    expect(text.slice(1, 2)).toBe("x");
  });
  it("cuts offsets that lie outside", () => {
    expect(new PointText("abc").slice(-3, 99)).toBe("abc");
  });
});

describe("segments", () => {
  it("cuts overlapping ranges without a gap", () => {
    const found = segments([{ start: 2, end: 6 }, { start: 4, end: 8 }], 0, 10);
    expect(found).toEqual([
      { start: 0, end: 2, covering: [] },
      { start: 2, end: 4, covering: [0] },
      { start: 4, end: 6, covering: [0, 1] },
      { start: 6, end: 8, covering: [1] },
      { start: 8, end: 10, covering: [] },
    ]);
  });
  it("leaves out what lies outside the window, and empty ranges", () => {
    expect(segments([{ start: 0, end: 3 }, { start: 5, end: 5 }, { start: 9, end: 12 }], 4, 8)).toEqual([{ start: 4, end: 8, covering: [] }]);
  });
  it("covers every point exactly once, whatever the ranges", () => {
    let seed = 7;
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    for (let round = 0; round < 200; round++) {
      const ranges = Array.from({ length: random(12) }, () => ({ start: random(40), end: random(40) }));
      const found = segments(ranges, 5, 35);
      expect(found.map((one) => one.end - one.start).reduce((a, b) => a + b, 0)).toBe(30);
      for (const piece of found) {
        ranges.forEach((range, n) => {
          const covers = range.start <= piece.start && range.end >= piece.end;
          expect(piece.covering.includes(n)).toBe(covers);
        });
      }
    }
  });
});

describe("wordsOf", () => {
  it("drops white space and grows to whole words", () => {
    const text = new PointText("the king of Rohan rode");
    expect(wordsOf(text, { start: 5, end: 12 })).toEqual({ start: 4, end: 11 });
    expect(wordsOf(text, { start: 3, end: 4 })).toBeNull();
  });
});

describe("safeUrl", () => {
  it("lets http and https alone through", () => {
    expect(safeUrl("https://example.org/a")).toBe("https://example.org/a");
    for (const bad of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "", null, " x "]) expect(safeUrl(bad)).toBeNull();
  });
});

it("finds the marks of a snippet", () => {
  expect(snippetParts("a \u2068b\u2069 c")).toEqual([{ text: "a ", found: false }, { text: "b", found: true }, { text: " c", found: false }]);
});
