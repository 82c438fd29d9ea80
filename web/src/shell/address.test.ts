import { expect, test } from "vitest";
import { today } from "../time/day";
import { addressOf, keyIn, onDay } from "./address";

test("a change keeps what it does not name, and an empty one removes", () => {
  const now = new URLSearchParams("on=2020-07-16&country=US");
  expect(addressOf("/flags", now, { country: null, reason: ["A", "B"] })).toBe(
    "/flags?on=2020-07-16&reason=A&reason=B",
  );
  expect(addressOf("/flags", now, { on: "", country: "" })).toBe("/flags");
});

test("a link keeps the day unless it is today", () => {
  expect(onDay("/flags", "2020-07-16")).toBe("/flags?on=2020-07-16");
  expect(onDay("/flags", today())).toBe("/flags");
  expect(onDay("/flags", today(), { country: "US" })).toBe("/flags?country=US");
});

test("a key is what was written into the address, whatever signs it has", () => {
  for (const key of ["relay-us", "a/b", "100%", "%00", "<b> / ../?#", "שלום"]) {
    expect(keyIn(`/flows/${encodeURIComponent(key)}`)).toBe(key);
  }
  expect(keyIn("/flows/100%")).toBe("100%");
});
