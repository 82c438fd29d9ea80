import { expect, test } from "vitest";
import { lawChange } from "./changes";
import { addressOfSaved } from "./saved";

/** Where a scenario of one saved change is opened. */
const opened = (kind: string, about: string, on: string) =>
  addressOfSaved({ name: "n", asOf: on, changes: [{ kind, about, on, message: "" }] });

test("a saved end is typed as the last day, and told as the first without it", () => {
  expect(opened("end", "eu-us-dpf", "2027-01-01")).toContain("?change=end%7Eeu-us-dpf%7E2026-12-31&");
});

test("a country that this page made adequate is read back from its id", () => {
  const change = { kind: "enact", subject: "EU-IN", day: "2027-01-01" } as const;
  const about = lawChange(change, 3).enact?.id ?? "";
  expect(opened("enact", about, change.day)).toContain("?change=enact%7EEU-IN%7E2027-01-01&");
  expect(opened("enact", "of-somebody-else", change.day)).toBeUndefined();
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
