import { expect, test } from "vitest";
import { dueMarks, isHeavy, marksOf, placeOf } from "./marks";

type Turning = Parameters<typeof marksOf>[0][number];

const framework = (id: string, from: string, fell: string): Turning => ({
  id,
  name: id.toUpperCase(),
  kind: "FRAMEWORK",
  regime: "EU",
  from,
  through: null,
  end: { kind: "INVALIDATED", date: fell, by: "a court" },
  recognised: [],
});
const clauses = (id: string, through: string | null): Turning => ({
  id,
  name: id,
  kind: "CLAUSES",
  regime: null,
  from: "2001-01-01",
  through,
  end: null,
  recognised: [{ regime: "EU", rely: { through } }],
});

test("a framework is marked where it begins and on the day of its judgment", () => {
  expect(marksOf([framework("shield", "2016-07-12", "2020-07-16")])).toEqual([
    { day: "2016-07-12", turn: "begins", of: [{ name: "SHIELD", to: "/law/shield" }], by: "" },
    { day: "2020-07-16", turn: "falls", of: [{ name: "SHIELD", to: "/law/shield" }], by: "a court" },
  ]);
});

test("clauses that end together are one mark, on the first day without them", () => {
  const marks = marksOf([clauses("a", "2022-12-27"), clauses("b", "2022-12-27"), clauses("c", null)]);
  expect(marks.map((mark) => [mark.day, mark.of.length])).toEqual([["2022-12-28", 2]]);
});

const finding = (id: string, regime: "EU" | "CH" | "UK", from: string, through: string | null): Turning => ({
  id,
  name: id,
  kind: "ADEQUACY",
  regime,
  from,
  through,
  end: null,
  recognised: [],
});

test("findings of adequacy are marked by day and regime: taken, ended, or replaced by others on the same day", () => {
  const marks = marksOf([
    finding("eu-jp", "EU", "2019-01-23", null),
    finding("eu-gb", "EU", "2021-06-28", "2031-12-27"),
    finding("ch-old-ad", "CH", "2020-09-08", "2023-08-31"),
    finding("ch-old-ar", "CH", "2020-09-08", "2023-08-31"),
    finding("ch-ad", "CH", "2023-09-01", null),
    finding("ch-ar", "CH", "2023-09-01", null),
    finding("uk-kr", "UK", "2023-09-01", null),
  ]);
  expect(marks.map(({ day, turn, of }) => [day, turn, of.map((one) => one.name).join(" ")])).toEqual([
    ["2019-01-23", "adequate", "eu-jp"],
    ["2020-09-08", "adequate", "ch-old-ad ch-old-ar"],
    ["2021-06-28", "adequate", "eu-gb"],
    ["2023-09-01", "adequate", "uk-kr"],
    ["2023-09-01", "replaced", "ch-ad ch-ar"],
    ["2031-12-28", "inadequate", "eu-gb"],
  ]);
  expect(marks.some(isHeavy)).toBe(false);
});

test("deadlines of our own evidence are marked, those of one day together; those of the law are not", () => {
  const due = (
    date: string,
    kind: "AGREEMENT_ENDS" | "ASSESSMENT_DUE" | "RELIANCE_ENDS",
    evidence: string,
  ) => ({
    date,
    kind,
    evidence,
  });
  expect(
    dueMarks([
      due("2027-03-01", "ASSESSMENT_DUE", "tia 1"),
      due("2027-01-01", "AGREEMENT_ENDS", "dpa"),
      due("2027-03-01", "AGREEMENT_ENDS", "dpa-2"),
      due("2026-12-27", "RELIANCE_ENDS", "scc"),
    ]).map(({ day, of }) => [day, of.map(({ to, due }) => `${due} ${to}`)]),
  ).toEqual([
    ["2027-01-01", ["AGREEMENT_ENDS /agreements/dpa"]],
    ["2027-03-01", ["ASSESSMENT_DUE /assessments/tia%201", "AGREEMENT_ENDS /agreements/dpa-2"]],
  ]);
});

test("where there is little room, what a finding is limited to is not named", () => {
  expect(placeOf("Canada (commercial organisations under PIPEDA)")).toBe("Canada");
});
