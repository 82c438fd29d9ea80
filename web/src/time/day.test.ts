import { expect, test } from "vitest";
import { addDays, addYears, dayFrom, isDay, today } from "./day";

test("days follow each other over leap days and years", () => {
  expect(addDays("2020-02-28", 1)).toBe("2020-02-29");
  expect(addDays("2020-12-31", 1)).toBe("2021-01-01");
  expect(addDays("2020-03-01", -1)).toBe("2020-02-29");
});

test("nothing lies behind the last day that has a name", () => {
  expect(addDays("9999-12-31", 1)).toBe("9999-12-31");
  expect(addYears("9999-01-01", 1)).toBe("9999-12-31");
});

test("a leap day a year later is 28 February", () => {
  expect(addYears("2020-02-29", 1)).toBe("2021-02-28");
  expect(addYears("2020-02-29", 4)).toBe("2024-02-29");
});

test("what is no day is refused, and an address with nonsense means today", () => {
  expect(isDay("2020-02-30")).toBe(false);
  expect(isDay("2020-2-3")).toBe(false);
  expect(isDay("2020-07-16")).toBe(true);
  expect(dayFrom("<script>")).toBe(today());
  expect(dayFrom("2020-07-16")).toBe("2020-07-16");
});
