import { expect, test } from "vitest";
import { marksOf, rowsOfLabels } from "./marks";

type Turning = Parameters<typeof marksOf>[0][number];

const framework = (id: string, from: string, fell: string): Turning => ({
  id,
  name: id.toUpperCase(),
  kind: "FRAMEWORK",
  from,
  through: null,
  end: { kind: "INVALIDATED", date: fell, by: "a court" },
  recognised: [],
});
const clauses = (id: string, through: string | null): Turning => ({
  id,
  name: id,
  kind: "CLAUSES",
  from: "2001-01-01",
  through,
  end: null,
  recognised: [{ regime: "EU", rely: { through } }],
});

test("a framework is marked where it begins and on the day of its judgment", () => {
  expect(marksOf([framework("shield", "2016-07-12", "2020-07-16")])).toEqual([
    { day: "2016-07-12", turn: "begins", instruments: [{ id: "shield", name: "SHIELD" }], by: "" },
    { day: "2020-07-16", turn: "falls", instruments: [{ id: "shield", name: "SHIELD" }], by: "a court" },
  ]);
});

test("clauses that end together are one mark, on the first day without them", () => {
  const marks = marksOf([clauses("a", "2022-12-27"), clauses("b", "2022-12-27"), clauses("c", null)]);
  expect(marks.map((mark) => [mark.day, mark.instruments.length])).toEqual([["2022-12-28", 2]]);
});

test("labels that would overlap stand in rows of their own, and the heavier ones first", () => {
  const spans = [
    { at: 0, width: 50, weight: 1 },
    { at: 30, width: 50, weight: 2 },
    { at: 40, width: 50, weight: 1 },
    { at: 90, width: 50, weight: 1 },
  ];
  expect(rowsOfLabels(spans, 2)).toEqual([1, 0, -1, 0]);
});
