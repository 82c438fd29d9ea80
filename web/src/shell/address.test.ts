import { expect, test } from "vitest";
import { today } from "../time/day";
import { addressOf, onDay } from "./address";

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
