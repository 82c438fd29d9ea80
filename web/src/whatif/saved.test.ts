import { expect, test } from "vitest";
import { lawChange } from "./changes";
import { addressOfSaved, changeOf } from "./saved";

test("a saved end is typed as the last day, and told as the first without it", () => {
  expect(changeOf({ kind: "end", about: "eu-us-dpf", on: "2027-01-01" })).toEqual({
    kind: "end",
    subject: "eu-us-dpf",
    day: "2026-12-31",
  });
});

test("a country that this page made adequate is read back from its id", () => {
  const change = { kind: "enact", subject: "EU-IN", day: "2027-01-01" } as const;
  const about = lawChange(change, 3).enact?.id ?? "";
  expect(changeOf({ kind: "enact", about, on: change.day })).toEqual(change);
  expect(changeOf({ kind: "enact", about: "of-somebody-else", on: change.day })).toBeUndefined();
});

test("a scenario is opened where all of it can be shown, on its own day", () => {
  const change = { kind: "invalidate", about: "eu-us-dpf", on: "2026-12-01", message: "" };
  const saved = { name: "DPF & more", asOf: "2026-12-01", changes: [change] };
  const address = "/what-if?change=invalidate%7Eeu-us-dpf%7E2026-12-01&saved=DPF+%26+more";
  expect(addressOfSaved(saved)).toBe(address);
  expect(addressOfSaved({ ...saved, asOf: "2027-02-01" })).toContain("&on=2027-02-01&");
  expect(
    addressOfSaved({ ...saved, changes: [change, { ...change, kind: "adequate", about: "IN" }] }),
  ).toBeUndefined();
});
