import { expect, test } from "vitest";
import { keeping, knownIn } from "./known";

const now = Date.parse("2026-11-26T12:00:00Z");

test("a day is known at its end, a moment at itself", () => {
  expect(knownIn("?known=2023-05-01", now)).toEqual({
    moment: "2023-05-01T23:59:59.999Z",
    day: "2023-05-01",
    whole: true,
  });
  expect(knownIn("?on=2020-07-16&known=2023-05-01T23%3A30%3A00-02%3A00", now)).toEqual({
    moment: "2023-05-01T23:30:00-02:00",
    day: "2023-05-02",
    whole: false,
  });
});

test("what is no moment of the past is none", () => {
  for (const text of [
    "",
    "soon",
    "2023-02-30",
    "2026-11-26",
    "2031-01-01T00:00:00Z",
    "2023",
    "2023-05-01T99:00:00Z",
  ])
    expect(knownIn(`?known=${encodeURIComponent(text)}`, now)).toBeNull();
  expect(knownIn("", now)).toBeNull();
});

test("links keep the moment, and one of their own wins", () => {
  const search = "?known=2023-05-01T10%3A00%3A00%2B02%3A00";
  expect(keeping("/flags", search)).toBe("/flags?known=2023-05-01T10%3A00%3A00%2B02%3A00");
  expect(keeping("/flags?on=2020-07-16#content", "?known=2023-05-01")).toBe(
    "/flags?on=2020-07-16&known=2023-05-01#content",
  );
  expect(keeping("/?known=2024-01-01", search)).toBe("/?known=2024-01-01");
  expect(keeping("/flags", "?on=2020-07-16")).toBe("/flags");
});
