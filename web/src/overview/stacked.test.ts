import { expect, test } from "vitest";
import type { Status } from "../graphql/schema.gen";
import { areasOf, mostOf } from "./stacked";

const counts = new Map<Status, Int32Array>([
  ["VALID", Int32Array.of(2, 0)],
  ["NO_VALID_BASIS", Int32Array.of(0, 4)],
]);

test("areas stand on each other, the worst at the bottom, and hold until the next stop", () => {
  const [worst, valid] = areasOf(counts, [0, 10], 20, 100);
  expect(worst).toEqual({
    status: "NO_VALID_BASIS",
    outline: "M0 100L10 100L10 0L20 0L20 100L10 100L10 100L0 100Z",
  });
  expect(valid).toEqual({ status: "VALID", outline: "M0 50L10 50L10 0L20 0L20 0L10 0L10 100L0 100Z" });
});

test("the highest stop is the scale, and nothing at all does not divide by zero", () => {
  expect(mostOf(counts, 2)).toBe(4);
  expect(mostOf(new Map(), 2)).toBe(1);
});
