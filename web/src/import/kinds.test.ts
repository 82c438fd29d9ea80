import { expect, test } from "vitest";
import { kindOf } from "./kinds";

test("a file's name tells what its rows are, or is asked about", () => {
  expect(kindOf("flows.csv")).toBe("flows");
  expect(kindOf("2026-11 Binding Rules (2).csv")).toBe("binding_rules");
  expect(kindOf("customers.csv")).toBeUndefined();
  expect(kindOf("flows and agreements.csv")).toBeUndefined();
});
