import { expect, test } from "vitest";
import { paths } from "./app";
import { homeOf, opens } from "./roles";

test("sales opens one page, which is its first", () => {
  expect(paths.filter((path) => opens("SALES", path))).toEqual(["/dpa"]);
  expect(homeOf("SALES")).toBe("/dpa");
});

test("compliance opens what is recorded, and begins with the overview", () => {
  for (const path of ["/", "/flows/:id", "/dpa", "/log", "/graphiql"])
    expect(opens("COMPLIANCE", path)).toBe(true);
  expect(homeOf("AUDITOR")).toBe("/");
});
