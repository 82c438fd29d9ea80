import { expect, test } from "vitest";
import { weeksOf } from "./weeks";

test("a month has the weeks that it touches, each from Monday", () => {
  const november = weeksOf("2026-11"); // begins on a Sunday, ends on a Monday
  expect(november).toHaveLength(6);
  expect(november[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(november[5]).toEqual(["2026-11-30", null, null, null, null, null, null]);
  expect(weeksOf("2027-02").flat()).toHaveLength(28); // four weeks, no more
  expect(weeksOf("2024-02").flat().filter(Boolean).at(-1)).toBe("2024-02-29");
  expect(weeksOf("1969-12")[0]?.[0]).toBe("1969-12-01");
});
