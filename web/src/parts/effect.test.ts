import { expect, test } from "vitest";
import { alike, type Effect, effectsIn, movedIn, turnsIn } from "./effect";

const effect = (byStatus: Effect["byStatus"]): Effect => ({
  asOf: "2026-01-01",
  flaggedCount: 0,
  clearedCount: 0,
  byStatus,
  flows: [],
});

test("flags go and come, ease and worsen; other flows count apart", () => {
  const of = effect([
    { before: "NO_VALID_BASIS", after: "VALID", flows: 3 },
    { before: "NO_VALID_BASIS", after: "AT_RISK", flows: 4 },
    { before: "AT_RISK", after: "INACTIVE", flows: 2 },
    { before: "AT_RISK", after: "NO_VALID_BASIS", flows: 5 },
    { before: "INACTIVE", after: "NO_VALID_BASIS", flows: 1 },
    { before: "VALID", after: "NOT_RESTRICTED", flows: 6 },
  ]);
  expect(turnsIn(of)).toEqual({ gone: 5, come: 1, eased: 4, worse: 5, others: 6 });
  expect(movedIn(of)).toBe(21);
});

test("effects are found in the answer of any command, and none where it was done", () => {
  const [now, later] = [effect([]), effect([{ before: "VALID", after: "AT_RISK", flows: 1 }])];
  expect(effectsIn({ signAgreement: { record: null, now, later } })).toEqual({ now, later });
  expect(alike(now, later)).toBe(false);
  for (const answer of [
    undefined,
    null,
    {},
    { assess: null },
    { assess: { record: null, now: null, later: null } },
  ]) {
    expect(effectsIn(answer)).toBeUndefined();
  }
});
