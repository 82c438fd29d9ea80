import { expect, test } from "vitest";
import { asKnown } from "./as-known";

test("all questions of a query stand within the moment, its fragments beside it", () => {
  expect(asKnown("query A($x: In = {n: 1}, $y: Int) { a(x: $x) { b } c } fragment B on C { d }")).toBe(
    "query A($knownAt: DateTime!, $x: In = {n: 1}, $y: Int) { asKnownAt(moment: $knownAt) { a(x: $x) { b } c } } fragment B on C { d }",
  );
  expect(asKnown("\n query A {\n a\n}\n")).toBe(
    "\n query A($knownAt: DateTime!) { asKnownAt(moment: $knownAt) {\n a\n} }\n",
  );
});
