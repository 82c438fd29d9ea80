import { expect, test } from "vitest";
import { monthsOf } from "./months";

test("months follow each other over the end of a year, both ends included", () => {
  expect(monthsOf("2026-11-26", "2027-01-03")).toEqual(["2026-11", "2026-12", "2027-01"]);
  expect(monthsOf("2027-01-03", "2026-11-26")).toEqual([]);
  expect(monthsOf("2000-01-01", "2100-01-01")).toHaveLength(60);
});
