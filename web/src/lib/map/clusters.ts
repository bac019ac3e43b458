// Spots that would lie on one another are drawn as one; areas stay areas.
import type { PlaceMap } from "../api";

export type Spot = PlaceMap["spots"][number];
export type Box = [number, number, number, number];

export interface Cluster {
  x: number;
  y: number;
  count: number;
  spots: Spot[];
  area: boolean;
}

const AREAS = new Set(["admin1", "region", "country"]);
export const isArea = (spot: Spot) => AREAS.has(spot.precision);

/** The box around all spots, as the filter takes it. */
export function boxOf(spots: readonly Spot[]): Box {
  return [Math.min(...spots.map((one) => one.box[0])), Math.min(...spots.map((one) => one.box[1])), Math.max(...spots.map((one) => one.box[2])), Math.max(...spots.map((one) => one.box[3]))];
}

/** Greedy, the most frequent first; `near` in pixels. */
export function clustered(spots: readonly Spot[], place: (spot: Spot) => [number, number] | null, near: number): Cluster[] {
  const found: Cluster[] = [];
  for (const spot of [...spots].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))) {
    const at = place(spot);
    if (!at) continue;
    const area = isArea(spot);
    const close = area ? undefined : found.find((one) => !one.area && Math.hypot(one.x - at[0], one.y - at[1]) < near);
    if (close) {
      close.spots.push(spot);
      close.count += spot.count;
    } else found.push({ x: at[0], y: at[1], count: spot.count, spots: [spot], area });
  }
  return found.sort((a, b) => Number(b.area) - Number(a.area) || b.count - a.count); // areas lie below
}
