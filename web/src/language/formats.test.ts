import { expect, test } from "vitest";
import { formatsOf } from "./formats";

test("a name from right to left stands by itself among other words", () => {
  const { name } = formatsOf("en-GB");
  expect(name("Relay, Inc.")).toBe("Relay, Inc.");
  expect(name("שלום")).toBe("\u2068שלום\u2069");
});
