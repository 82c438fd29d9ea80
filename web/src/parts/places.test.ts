import { expect, test } from "vitest";
import { clustersOf, rowsOfLabels } from "./places";

test("labels that would overlap stand in rows of their own, and the heavier ones first", () => {
  const spans = [
    { at: 0, width: 50, weight: 1 },
    { at: 30, width: 50, weight: 2 },
    { at: 40, width: 50, weight: 1 },
    { at: 90, width: 50, weight: 1 },
  ];
  expect(rowsOfLabels(spans, 2)).toEqual([1, 0, -1, 0]);
});

test("marks that would collide become one, which may collide with the next", () => {
  const widthOf = (members: number[]) => (members.length === 1 ? 40 : 80);
  expect(clustersOf([100, 200], widthOf, 500)).toEqual([
    { members: [0], at: 80, width: 40 },
    { members: [1], at: 180, width: 40 },
  ]);
  expect(clustersOf([130, 100], widthOf, 500)).toEqual([{ members: [1, 0], at: 75, width: 80 }]);
  // The first two become wider than each was, and so reach the third.
  expect(clustersOf([100, 130, 176], widthOf, 500)).toEqual([{ members: [0, 1, 2], at: 98, width: 80 }]);
});

test("nothing stands beyond the ends, and no two clusters overlap", () => {
  const days = Array.from({ length: 60 }, (_, i) => (i * i * 7919) % 997);
  const row = clustersOf(days, (members) => (members.length === 1 ? 90 : 70), 1000);
  expect(row.flatMap((one) => one.members).sort((a, b) => a - b)).toEqual(days.map((_, i) => i));
  for (const [i, { at, width }] of row.entries()) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at + width).toBeLessThanOrEqual(1000);
    const next = row[i + 1];
    if (next) expect(at + width).toBeLessThanOrEqual(next.at);
  }
  expect(clustersOf([3, 997], () => 90, 1000).map(({ at }) => at)).toEqual([0, 910]);
  expect(clustersOf([], () => 90, 1000)).toEqual([]);
});
