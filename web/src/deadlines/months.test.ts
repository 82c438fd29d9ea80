import { expect, test } from "vitest";
import { monthsOf, runsOf } from "./months";

test("months follow each other over the end of a year, both ends included", () => {
  expect(monthsOf("2026-11-26", "2027-01-03")).toEqual(["2026-11", "2026-12", "2027-01"]);
  expect(monthsOf("2027-01-03", "2026-11-26")).toEqual([]);
  expect(monthsOf("2000-01-01", "2100-01-01")).toHaveLength(60);
});

test("months in which nothing is due are drawn together", () => {
  const months = monthsOf("2026-11-01", "2027-04-01");
  const runs = runsOf(months, [{ date: "2026-11-30" }, { date: "2027-03-01" }]);
  expect(runs.map(({ from, through, due }) => [from, through, due])).toEqual([
    ["2026-11", "2026-11", true],
    ["2026-12", "2027-02", false],
    ["2027-03", "2027-03", true],
    ["2027-04", "2027-04", false],
  ]);
});
