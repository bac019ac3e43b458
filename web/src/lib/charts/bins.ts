// Days gathered into bins wide enough to be seen.
import type { Day } from "../api";

const MS = 86_400_000;
export const numberOf = (iso: string) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / MS);
export const isoOf = (day: number) => new Date(day * MS).toISOString().slice(0, 10);

export interface Bin {
  first: number; // days since 1970
  last: number;
  count: number;
}
export type Unit = "day" | "week" | "month" | "year";

function begins(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // Mondays
  const date = new Date(day * MS);
  return Math.round(Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / MS);
}
function next(first: number, unit: Unit): number {
  if (unit === "day") return first + 1;
  if (unit === "week") return first + 7;
  const date = new Date(first * MS);
  return Math.round((unit === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : Date.UTC(date.getUTCFullYear() + 1, 0, 1)) / MS);
}
const LENGTH: Record<Unit, number> = { day: 1, week: 7, month: 30.4, year: 365 };

/** All bins from the first to the last day, empty ones too; at most about `most` of them. */
export function binned(days: readonly Day[], most: number): { unit: Unit; bins: Bin[] } {
  const known = days.map((one) => ({ day: numberOf(one.day), count: one.count })).filter((one) => Number.isFinite(one.day)).sort((a, b) => a.day - b.day);
  const first = known[0]?.day;
  const last = known.at(-1)?.day;
  if (first === undefined || last === undefined) return { unit: "day", bins: [] };
  const unit = (["day", "week", "month", "year"] as const).find((one) => (last - first) / LENGTH[one] < most) ?? "year";
  const bins: Bin[] = [];
  for (let at = begins(first, unit); at <= last; at = next(at, unit)) bins.push({ first: at, last: next(at, unit) - 1, count: 0 });
  let n = 0;
  for (const { day, count } of known) {
    while ((bins[n]?.last ?? day) < day) n++;
    const bin = bins[n];
    if (bin) bin.count += count;
  }
  return { unit, bins };
}
