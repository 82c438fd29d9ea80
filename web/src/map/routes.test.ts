import { expect, test } from "vitest";
import type { RouteCount } from "../overview/frames";
import { placesOf, routesOf, tintOf } from "./routes";

const counts: RouteCount[] = [
  { origin: "IE", destination: "US", status: "NO_VALID_BASIS", flows: 3 },
  { origin: "IE", destination: "US", status: "VALID", flows: 1 },
  { origin: "CH", destination: "US", status: "VALID", flows: 4 },
  { origin: "CH", destination: "JP", status: "AT_RISK", flows: 2 },
];

test("a route has its counts by status, and the heaviest comes first", () => {
  expect(routesOf(counts).map((r) => [r.origin, r.destination, r.total])).toEqual([
    ["CH", "US", 4],
    ["IE", "US", 4],
    ["CH", "JP", 2],
  ]);
});

test("countries at an end add up their routes", () => {
  expect(placesOf(counts, "destination")[0]).toEqual({
    code: "US",
    counts: { NO_VALID_BASIS: 3, VALID: 5 },
    total: 8,
  });
  expect(placesOf(counts, "origin").map((p) => [p.code, p.total])).toEqual([
    ["CH", 6],
    ["IE", 4],
  ]);
});

test("one flow without a basis makes a country red, and the more there are the redder", () => {
  const weak = tintOf({ code: "US", counts: { NO_VALID_BASIS: 1, VALID: 9 }, total: 10 });
  const strong = tintOf({ code: "US", counts: { NO_VALID_BASIS: 9, VALID: 1 }, total: 10 });
  expect(weak.status).toBe("NO_VALID_BASIS");
  expect(strong.strength).toBeGreaterThan(weak.strength);
  expect(tintOf({ code: "US", counts: {}, total: 0 }).status).toBe("NOT_RESTRICTED");
});
