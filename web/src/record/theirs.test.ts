import { expect, test } from "vitest";
import { valuesOf } from "./theirs";

test("what the history says is told in the values of a form, the latest last", () => {
  const opened = { terms: "", data: ["CONTACT"], clauses: "scc-2010", reason: "mine" };
  const changes = [
    { field: "terms", new: "first" },
    { field: "data", new: "CONTACT;HR" },
    { field: "clauses", new: "scc-2021/M2;ch-addendum" },
    { field: "through", new: "2030-01-01" },
    { field: "terms", new: "second; and more" },
  ];
  expect(valuesOf(changes, opened)).toEqual({
    terms: "second; and more",
    data: ["CONTACT", "HR"],
    clauses: "scc-2021/M2, ch-addendum",
  });
  expect(valuesOf([{ field: "data", new: "" }], opened)).toEqual({ data: [] });
});
