import { expect, test } from "vitest";
import { byAssignee, flagInputs, type Handed, laterDays, nameOf } from "./triage";

const flag = (id: string, assignee?: string): Handed => ({
  externalId: id,
  triage: assignee === undefined ? null : { version: 3, assignee, snooze: null, asleep: false },
  verdict: { status: "AT_RISK" },
});

test("the server is told what was seen of a flag, also that nobody had it", () => {
  expect(flagInputs([flag("a"), flag("b", "oidc:anna")])).toEqual([
    { flow: "a", expectedVersion: 0, seen: "AT_RISK" },
    { flow: "b", expectedVersion: 3, seen: "AT_RISK" },
  ]);
});

test("flags go back to each of those who had them", () => {
  const before = [flag("a"), flag("b", "oidc:anna"), flag("c", "")];
  const after = ["a", "b", "c"].map((flow) => ({ flow, expectedVersion: 4 }));
  expect([...byAssignee(before, after)].map(([who, flags]) => [who, flags.map((one) => one.flow)])).toEqual([
    ["", ["a", "c"]],
    ["oidc:anna", ["b"]],
  ]);
});

test("people are called without the way in which they came", () => {
  expect(nameOf("oidc:anna@example.com")).toBe("anna@example.com");
  expect(nameOf("link:root")).toBe("root");
  expect(nameOf("token:nightly:k3v9")).toBe("token:nightly:k3v9");
});

test("a flag is put off from the day that is looked at", () => {
  expect(laterDays("2020-12-30")).toEqual({ week: "2021-01-06", month: "2021-01-29", quarter: "2021-03-31" });
});
