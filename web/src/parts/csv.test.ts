import { expect, test } from "vitest";
import { csvOf } from "./csv";

test("quotes, commas and lines stay in their cell", () => {
  expect(csvOf([["a,b", 'say "x"', "two\nlines", "plain"]])).toBe('"a,b","say ""x""","two\nlines",plain\r\n');
});

test("no cell runs in a spreadsheet", () => {
  expect(csvOf([["=1+1", "+x", "-1", "@f"]])).toBe("'=1+1,'+x,'-1,'@f\r\n");
});
