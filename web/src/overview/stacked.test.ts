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
    outline: "M0 100H10V0H20V100H0Z",
  });
  expect(valid).toEqual({ status: "VALID", outline: "M0 50H10V0H20V0H10V100H0Z" });
});

test("the highest stop is the scale, and nothing at all does not divide by zero", () => {
  expect(mostOf(counts, 2)).toBe(4);
  expect(mostOf(new Map(), 2)).toBe(1);
});
