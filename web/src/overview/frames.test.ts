import { expect, test } from "vitest";
import { firstActive, framesOf, routesAt, statusCounts, stopAt, stopNear } from "./frames";

const months = {
  days: ["2020-06-01", "2020-07-01", "2020-08-01"],
  lines: [
    { name: "IE US VALID", counts: [0, 5, 1] },
    { name: "IE US NO_VALID_BASIS", counts: [0, 0, 4] },
    { name: "CH US VALID", counts: [0, 2, 2] },
  ],
};
const judgment = {
  days: ["2020-07-16"],
  lines: [
    { name: "IE US NO_VALID_BASIS", counts: [5] },
    { name: "CH US VALID", counts: [2] },
  ],
};
const all = { origin: "", destination: "", status: "" };
const frames = framesOf([months, judgment]);

test("the day of a judgment stands among the months, with its own counts", () => {
  expect(frames.days).toEqual(["2020-06-01", "2020-07-01", "2020-07-16", "2020-08-01"]);
  expect(routesAt(frames, 2, all)).toEqual([
    { origin: "IE", destination: "US", status: "NO_VALID_BASIS", flows: 5 },
    { origin: "CH", destination: "US", status: "VALID", flows: 2 },
  ]);
});

test("narrowing to an origin counts its routes only; a status narrows routes and not the counts", () => {
  const swiss = { ...all, origin: "CH", status: "NO_VALID_BASIS" };
  expect(routesAt(frames, 2, swiss)).toEqual([]);
  expect([...(statusCounts(frames, swiss).get("VALID") ?? [])]).toEqual([0, 2, 2, 2]);
  expect(statusCounts(frames, swiss).has("NO_VALID_BASIS")).toBe(false);
});

test("counts of all routes add up", () => {
  expect([...(statusCounts(frames, all).get("VALID") ?? [])]).toEqual([0, 7, 2, 3]);
  expect([...(statusCounts(frames, all).get("NO_VALID_BASIS") ?? [])]).toEqual([0, 0, 5, 4]);
});

test("a day between stops shows the stop before it", () => {
  expect(stopAt(frames.days, "2020-07-15")).toBe(1);
  expect(stopAt(frames.days, "2020-07-16")).toBe(2);
  expect(stopAt(frames.days, "1999-01-01")).toBe(0);
  expect(stopAt(frames.days, "2030-01-01")).toBe(3);
});

test("a place on the axis is the nearest stop", () => {
  expect(stopNear([0, 30, 45, 60], 0.5)).toBe(1);
  expect(stopNear([0, 30, 45, 60], 0.7)).toBe(2);
  expect(stopNear([0, 30, 45, 60], 1)).toBe(3);
});

test("the years before anything was active are told", () => {
  expect(firstActive(months)).toBe("2020-07-01");
  expect(firstActive({ days: ["2020-01-01"], lines: [] })).toBeUndefined();
});
