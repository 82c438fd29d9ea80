import { expect, test } from "vitest";
import { type Change, changesFrom, changeText, dayOfAll, isWhole, lawChange } from "./changes";

const falls: Change = { kind: "invalidate", subject: "eu-us-dpf", day: "2026-12-01" };

test("a change is read back from its address, with any mark in its subject", () => {
  const odd: Change = { kind: "terminate", subject: "dpa~odd", day: "2027-01-01" };
  expect(changesFrom([changeText(falls), changeText(odd)])).toEqual([falls, odd]);
});

test("nonsense in an address is left out", () => {
  expect(changesFrom(["x~y~2026-12-01", "invalidate~eu-us-dpf~soon", "", "<script>"])).toEqual([]);
});

test("a change is whole when it names its subject", () => {
  expect(isWhole(falls)).toBe(true);
  expect(isWhole({ ...falls, subject: " " })).toBe(false);
  expect(isWhole({ kind: "enact", subject: "EU-", day: "2027-01-01" })).toBe(false);
});

test("a country that becomes adequate is an instrument of its own", () => {
  expect(lawChange({ kind: "enact", subject: "EU-IN", day: "2027-01-01" }, 0)).toEqual({
    enact: {
      id: "what-if-1-eu-in",
      kind: "ADEQUACY",
      regime: "EU",
      destination: "IN",
      from: "2027-01-01",
    },
  });
});

test("the day that is asked about is the first on which all changes hold", () => {
  expect(dayOfAll([falls, { ...falls, day: "2028-01-01" }], "2026-01-01")).toBe("2028-01-01");
  expect(dayOfAll([{ ...falls, kind: "end", day: "2026-12-31" }], "2026-01-01")).toBe("2027-01-01");
  expect(dayOfAll([], "2026-01-01")).toBe("2026-01-01");
});
