import { expect, test } from "vitest";
import { several } from "./several";

test("a question stands there once for each time, with variables of its own", () => {
  expect(several("\nquery A($x: Int!, $y: In = {n: 1}) { a(x: $x, y: $y) { b } }\n", 2)).toBe(
    "query Several($x0: Int!, $y0: In = {n: 1}, $x1: Int!, $y1: In = {n: 1}) { a0: a(x: $x0, y: $y0) { b } a1: a(x: $x1, y: $y1) { b } }",
  );
});
