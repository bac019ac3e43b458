// Offsets of the record count code points; JavaScript counts UTF-16 units. Everything that cuts text goes through here.

/** A text that is cut by code points. */
export class PointText {
  readonly #units: Uint32Array | null; // unit offset by code point; null where both are the same
  readonly length: number;

  constructor(readonly text: string) {
    let wide = false;
    for (let n = 0; n < text.length && !wide; n++) wide = isHigh(text.charCodeAt(n)) && isLow(text.charCodeAt(n + 1));
    if (!wide) {
      this.#units = null;
      this.length = text.length;
      return;
    }
    const units: number[] = [];
    for (let n = 0; n < text.length; n++) {
      units.push(n);
      if (isHigh(text.charCodeAt(n)) && isLow(text.charCodeAt(n + 1))) n++;
    }
    this.length = units.length;
    units.push(text.length);
    this.#units = Uint32Array.from(units);
  }

  /** The UTF-16 offset of a code point; offsets beyond the ends are the ends. */
  unit(point: number): number {
    const at = Math.max(0, Math.min(point, this.length));
    return this.#units === null ? at : (this.#units[at] ?? this.text.length);
  }

  /** The code point in which a UTF-16 offset lies. */
  point(unit: number): number {
    const at = Math.max(0, Math.min(unit, this.text.length));
    if (this.#units === null) return at;
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#units[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  slice(start: number, end: number = this.length): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

export interface Range {
  start: number;
  end: number;
}

export interface Segment extends Range {
  covering: number[]; // indices of the ranges that cover it
}

/** The text from `from` to `to` cut where ranges begin and end, in order and without a gap, so that overlapping ranges can be drawn without nesting. */
export function segments(ranges: readonly Range[], from: number, to: number): Segment[] {
  const begun = new Map<number, number[]>();
  const ended = new Map<number, number[]>();
  const put = (where: Map<number, number[]>, at: number, n: number) => void (where.get(at)?.push(n) ?? where.set(at, [n]));
  ranges.forEach((range, n) => {
    const start = Math.max(range.start, from);
    const end = Math.min(range.end, to);
    if (start >= end) return;
    put(begun, start, n);
    put(ended, end, n);
  });
  const found: Segment[] = [];
  let active: number[] = [];
  let position = from;
  for (const boundary of [...new Set([...begun.keys(), ...ended.keys()])].sort((a, b) => a - b)) {
    if (boundary > position) found.push({ start: position, end: boundary, covering: active });
    position = Math.max(position, boundary);
    const gone = new Set(ended.get(boundary));
    active = [...active.filter((n) => !gone.has(n)), ...(begun.get(boundary) ?? [])].sort((a, b) => a - b);
  }
  if (position < to) found.push({ start: position, end: to, covering: [] });
  return found;
}

/** The range without white space at its ends, and grown to whole words; null where nothing is left. */
export function wordsOf(text: PointText, range: Range): Range | null {
  const points = Array.from(text.text);
  const letter = (at: number) => /[\p{L}\p{N}\p{M}]/u.test(points[at] ?? "");
  const space = (at: number) => /\s/u.test(points[at] ?? " ");
  let { start, end } = range;
  while (start < end && space(start)) start++;
  while (end > start && space(end - 1)) end--;
  if (start >= end) return null;
  while (start > 0 && letter(start) && letter(start - 1)) start--;
  while (end < points.length && letter(end - 1) && letter(end)) end++;
  return { start, end };
}

/** A snippet of a search: what was found stands between U+2068 and U+2069. */
export function snippetParts(snippet: string): { text: string; found: boolean }[] {
  return snippet
    .split(/(\u2068[^\u2069]*\u2069)/u)
    .filter(Boolean)
    .map((part) => (part.startsWith("\u2068") ? { text: part.slice(1, -1), found: true } : { text: part, found: false }));
}

/** An address that may be followed: http and https alone. */
export function safeUrl(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}
