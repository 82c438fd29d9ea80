import { expect, test } from "vitest";
import { changed, orNull, split } from "./use-entity-form";

test("only what was changed is sent; what was emptied is null, and lists are compared by what is in them", () => {
  const before = {
    name: "Relay",
    group: "Relay",
    domain: ["a.example", "b.example"],
    covers: [] as string[],
  };
  expect(changed(before, { ...before, domain: ["a.example", "b.example"] })).toEqual({});
  expect(changed(before, { ...before, group: null as unknown as string, covers: ["HR"] })).toEqual({
    group: null,
    covers: ["HR"],
  });
});

test("text of spaces is none, and lists are written with commas, spaces or semicolons", () => {
  expect(orNull("  ")).toBe(null);
  expect(orNull(" a b ")).toBe("a b");
  expect(split(" scc-2021/M2, uk-addendum;; x ")).toEqual(["scc-2021/M2", "uk-addendum", "x"]);
});
