import { expect, test } from "vitest";
import { doings } from "./news";

test("writes of a kind by one person are told as one, the latest first", () => {
  const entry = (commit: number, verb: string, actor: string, changes: number) => ({
    commit,
    verb,
    actor,
    changes,
    at: `2026-11-26T10:0${commit}:00.000Z`,
  });
  const told = doings([
    entry(1, "import", "os:root", 700),
    entry(2, "recordAgreement", "link:anna", 1),
    entry(3, "recordAgreement", "link:ben", 1),
    entry(4, "recordAgreement", "link:anna", 2),
  ]);
  expect(told.map(({ verb, actor, writes, changes }) => [verb, actor, writes, changes])).toEqual([
    ["recordAgreement", "link:anna", 2, 3],
    ["recordAgreement", "link:ben", 1, 1],
    ["import", "os:root", 1, 700],
  ]);
  expect(doings([])).toEqual([]);
});
