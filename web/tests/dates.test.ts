import { expect, test } from "vitest";
import { when } from "../src/lib/dates";

test("a happening without a day of its own is told by the last day on which it can have been", () => {
  expect(when({ earliest: null, latest: null, not_after: "2024-03-08" })).toBe("by 2024-03-08");
  expect(when({ earliest: "2024-03-07", latest: "2024-03-07", precision: "day", not_after: "2024-03-08" })).toBe("2024-03-07");
  expect(when({ earliest: "2024-03-01", latest: "2024-03-31", precision: "month" })).toBe("2024-03-01 to 2024-03-31 (month)");
  expect(when(null)).toBe("no date");
});
