import { expect, test } from "vitest";
import { asks, free, proposals, saying, unmatched } from "./said";
import type { Layout, Matched } from "./send";

const matched = (given: string, column = given, nearest = ""): Matched => ({
  given,
  column,
  nearest,
  leftOut: false,
});
const layout: Layout = {
  file: "a.csv",
  sheet: "",
  kind: "organizations",
  leftOut: false,
  columns: [matched("id"), matched("nme", "", "name"), matched("Name", "", "name"), matched("x", "")],
  known: ["id", "name", "country"],
};

test("a name that is no column is asked about, and each column is proposed once", () => {
  expect(unmatched(layout.columns).map(({ given }) => given)).toEqual(["nme", "Name", "x"]);
  expect(proposals(layout)).toEqual({ nme: "name" });
  expect(free(layout, layout.columns[1] as Matched)).toEqual(["name", "country"]);
  expect(asks(layout)).toBe(true);
  expect(asks({ ...layout, columns: [matched("id")] })).toBe(false);
});

test("what is said of one table adds up, and leaves others alone", () => {
  const other = { file: "b.xlsx", sheet: "S", columns: {} };
  const once = saying([other], layout, { columns: { nme: "name" } });
  expect(saying(once, layout, { columns: { x: "" }, kind: "flows" })).toEqual([
    other,
    { file: "a.csv", sheet: "", kind: "flows", columns: { nme: "name", x: "" } },
  ]);
});
