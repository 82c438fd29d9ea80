import { expect, test } from "vitest";
import { type Clash, differs, merged, proposed } from "./clash";

interface Values {
  day: string;
  terms: string;
  covers: string[];
  reason: string;
}

const clash: Clash<Values> = {
  opened: { day: "", terms: "old", covers: ["HR"], reason: "" },
  mine: { day: "2026-01-02", terms: "old", covers: ["HR"], reason: "mine" },
  theirs: {
    version: 3,
    values: { day: "2026-01-01", terms: "new", covers: ["HR"] },
    actor: "link:anna",
    at: "",
    reason: "",
  },
};

test("fields differ where the two wrote different things, and only of the record", () => {
  const fields: (keyof Values)[] = ["day", "terms", "covers", "reason"];
  expect(fields.filter((field) => differs(clash, field))).toEqual(["day", "terms"]);
});

test("what I did not touch is theirs, what both changed stays mine until I choose", () => {
  expect(proposed(clash, "terms")).toBe("theirs");
  expect(proposed(clash, "day")).toBe("mine");
});

test("a choice is merged field by field, and my reason is never lost", () => {
  expect(merged(clash, (field) => proposed(clash, field))).toEqual({ ...clash.mine, terms: "new" });
  expect(merged(clash, () => "mine")).toEqual(clash.mine);
  expect(merged(clash, () => "theirs")).toEqual({
    day: "2026-01-01",
    terms: "new",
    covers: ["HR"],
    reason: "mine",
  });
});
