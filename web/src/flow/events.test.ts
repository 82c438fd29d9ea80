import { expect, test } from "vitest";
import { eventsOf, type LifeBasis, type LifeStretch } from "./events";

const basis = (id: string, more: Partial<LifeBasis["instrument"]> = {}, certified = ""): LifeBasis => ({
  instrument: { id, name: id.toUpperCase(), from: null, through: null, end: null, recognised: [], ...more },
  agreement: null,
  certification: certified ? { externalId: certified } : null,
  rules: null,
});
const shield = basis(
  "shield",
  { from: "2016-07-12", through: "2020-07-15", end: { date: "2020-07-16", by: "C-311/18" } },
  "cert-1",
);
const framework = basis("dpf", { from: "2023-07-10" }, "cert-2");
const clauses: LifeBasis = {
  ...basis("scc", { recognised: [{ rely: { from: null, through: "2022-12-27" } }] }),
  agreement: { externalId: "dpa-1" },
};
const stretch = (
  from: string | null,
  status: LifeStretch["status"],
  bases: LifeBasis[],
  reasons: LifeStretch["reasons"] = [],
): LifeStretch => ({ from, through: null, status, bases, reasons });
const told = (life: LifeStretch[]) =>
  eventsOf(life).map(({ day, changes }) => [
    day,
    ...changes.map(({ what, cause, name, evidence, by }) =>
      [what, cause, name, evidence, by].filter((word) => word).join(" "),
    ),
  ]);

test("a life begins, loses a basis to a judgment, gets one by evidence and one by law, and ends", () => {
  expect(
    told([
      stretch(null, "INACTIVE", []),
      stretch("2018-01-01", "VALID", [shield]),
      stretch("2020-07-16", "NO_VALID_BASIS", [], [{ code: "INSTRUMENT_INVALIDATED", message: "fell" }]),
      stretch("2021-02-01", "VALID", [clauses]),
      stretch("2022-12-28", "NO_VALID_BASIS", []),
      stretch("2023-07-10", "VALID", [framework]),
      stretch("2024-07-10", "NO_VALID_BASIS", []),
      stretch("2025-01-01", "INACTIVE", []),
    ]),
  ).toEqual([
    ["2018-01-01", "begins flow", "comes flow SHIELD cert-1"],
    ["2020-07-16", "goes law SHIELD cert-1 C-311/18"],
    ["2021-02-01", "comes evidence SCC dpa-1"],
    ["2022-12-28", "goes law SCC dpa-1"],
    ["2023-07-10", "comes law DPF cert-2"],
    ["2024-07-10", "goes evidence DPF cert-2"],
    ["2025-01-01", "ends flow"],
  ]);
});

test("a basis that rests on other evidence is another one", () => {
  const renewed = basis("dpf", { from: "2023-07-10" }, "cert-3");
  expect(told([stretch(null, "VALID", [framework]), stretch("2025-05-05", "VALID", [renewed])])).toEqual([
    ["2025-05-05", "goes evidence DPF cert-2", "comes evidence DPF cert-3"],
  ]);
});

test("where the bases stay, what is at risk comes and goes, and the flow above counts as itself", () => {
  const overdue = { code: "ASSESSMENT_OVERDUE" as const, message: "the review is overdue" };
  const above = { code: "UPSTREAM_WITHOUT_BASIS" as const, message: "the flow before has none" };
  expect(
    told([
      stretch(null, "VALID", [clauses]),
      stretch("2021-01-01", "AT_RISK", [clauses], [overdue]),
      stretch("2021-03-01", "VALID", [clauses]),
      stretch("2021-05-01", "AT_RISK", [clauses], [above]),
    ]),
  ).toEqual([
    ["2021-01-01", "reason evidence the review is overdue"],
    ["2021-03-01", "mended evidence the review is overdue"],
    ["2021-05-01", "reason above the flow before has none"],
  ]);
});
