import { expect, test } from "vitest";
import { dayAt, lanesOf, placeIn, type Stretch, spanOf, turnsOf } from "./life";

const shield = { instrument: { id: "shield", name: "Privacy Shield" } };
const clauses = { instrument: { id: "scc", name: "Clauses" } };
const life: Stretch[] = [
  { from: null, through: "2016-12-31", status: "INACTIVE", bases: [] },
  { from: "2017-01-01", through: "2018-05-24", status: "VALID", bases: [shield] },
  { from: "2018-05-25", through: "2020-07-15", status: "VALID", bases: [shield, clauses, clauses] },
  { from: "2020-07-16", through: "2021-01-31", status: "NO_VALID_BASIS", bases: [] },
  { from: "2021-02-01", through: null, status: "AT_RISK", bases: [clauses] },
];

test("an instrument that holds over a change is one period, one that comes back is two", () => {
  expect(lanesOf(life)).toEqual([
    { id: "shield", name: "Privacy Shield", periods: [{ from: "2017-01-01", through: "2020-07-15" }] },
    {
      id: "scc",
      name: "Clauses",
      periods: [
        { from: "2018-05-25", through: "2020-07-15" },
        { from: "2021-02-01", through: null },
      ],
    },
  ]);
});

test("the span has all changes and today, with air around them", () => {
  expect(spanOf(life, "2026-11-26")).toEqual({ from: "2016-01-01", through: "2027-12-31" });
  expect(spanOf([{ from: null, through: null, status: "VALID", bases: [] }], "2026-11-26")).toEqual({
    from: "2026-01-01",
    through: "2027-12-31",
  });
});

test("a period is placed in its span, cut at its ends, and left out beyond", () => {
  const span = { from: "2020-01-01", through: "2020-12-31" };
  expect(placeIn(span, null, null)).toEqual({ at: 0, width: 1 });
  expect(placeIn(span, "2020-07-02", null)).toEqual({ at: 0.5, width: 0.5 });
  expect(placeIn(span, null, "2019-12-31")).toBeUndefined();
  expect(dayAt(span, 0)).toBe("2020-01-01");
  expect(dayAt(span, 2)).toBe("2020-12-31");
});

test("the changes of a life are the days on which its stretches begin", () => {
  expect(turnsOf(life)).toEqual(["2017-01-01", "2018-05-25", "2020-07-16", "2021-02-01"]);
});
