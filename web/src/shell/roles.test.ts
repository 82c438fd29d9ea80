import { expect, test } from "vitest";
import { paths } from "./app";
import { homeOf, opens, writes } from "./roles";

type Rights = Parameters<typeof opens>[0];

const whole = (role: Rights["role"]): Rights => ({ role, exporters: [] });

test("sales opens one page, which is its first", () => {
  expect(paths.filter((path) => opens(whole("SALES"), path))).toEqual(["/dpa"]);
  expect(homeOf(whole("SALES"))).toBe("/dpa");
});

test("compliance opens what is recorded, and begins with the overview", () => {
  for (const path of ["/", "/flows/:id", "/dpa", "/log", "/graphiql"])
    expect(opens(whole("COMPLIANCE"), path)).toBe(true);
  expect(homeOf(whole("AUDITOR"))).toBe("/");
});

test("who is limited to some exporters opens what can be confined to them, and records nothing", () => {
  const limited: Rights = { role: "COMPLIANCE", exporters: ["subsidiary"] };
  for (const path of ["/", "/flags", "/flows/:id", "/agreements/:id", "/deadlines", "/law", "/graphiql"])
    expect(opens(limited, path)).toBe(true);
  for (const path of ["/dpa", "/what-if", "/log", "/import", "/tokens"])
    expect(opens(limited, path)).toBe(false);
  expect([writes(limited), writes(whole("COMPLIANCE")), writes(whole("AUDITOR"))]).toEqual([
    false,
    true,
    false,
  ]);
});
