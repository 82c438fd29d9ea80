import { expect, test } from "vitest";
import type { ReasonCode, Status } from "../graphql/schema.gen";
import { nobody } from "../triage/triage";
import { type Flag, grouped, narrowed, nothing, pairs, piecesOf } from "./groups";

function flag(id: string, importer: string, more: Partial<Flag> = {}): Flag {
  return {
    externalId: id,
    name: id,
    product: "",
    origin: "IE",
    destination: "US",
    customer: null,
    exporter: { externalId: "ie", name: "IE Ltd" },
    importer: { externalId: importer, name: importer },
    verdict: { status: "NO_VALID_BASIS" as Status, reasons: [reason("NO_MECHANISM")] },
    remedies: [{ pieces: [{ kind: "ASSESS", evidence: [] }] }],
    triage: null,
    ...more,
  };
}
const reason = (code: ReasonCode) => ({ code, message: "", citation: "", params: [] });
const sign = { kind: "SIGN" as const, evidence: ["scc-2021/M2+M3"] };
const assess = { kind: "ASSESS" as const, evidence: [] };

const flags = [
  flag("a", "google"),
  flag("b", "google", { remedies: [{ pieces: [sign, assess] }, { pieces: [assess] }] }),
  flag("c", "adobe", { remedies: [], destination: "IN", customer: { externalId: "acme", name: "ACME" } }),
];

test("what mends is the same whatever the order of its pieces, and is read back", () => {
  const both = [
    [sign, assess],
    [assess, sign],
  ].map((pieces, i) => flag(`f-${i}`, "google", { remedies: [{ pieces }] }));
  const [group, ...others] = grouped(both, "mend");
  expect(others).toEqual([]);
  expect(piecesOf(group?.key ?? "")).toEqual([assess, sign]);
});

test("a flow with two remedies is in both groups, one with none in its own", () => {
  expect(grouped(flags, "mend").map((group) => [group.key, group.flags.length])).toEqual([
    ["ASSESS", 2],
    [nothing, 1],
    ["ASSESS+SIGN:scc-2021/M2+M3", 1],
  ]);
});

test("groups by company carry its name, the largest first", () => {
  expect(grouped(flags, "importer").map((group) => group.name)).toEqual(["google", "adobe"]);
  expect(grouped(flags, "customer").map((group) => [group.key, group.name])).toEqual([
    [nothing, ""],
    ["acme", "ACME"],
  ]);
});

test("filters of several kinds must all fit, and the kind that is grouped by is left open", () => {
  const chosen = { importer: "google", country: "US", mend: "ASSESS+SIGN:scc-2021/M2+M3" };
  expect(narrowed(flags, chosen).map((one) => one.externalId)).toEqual(["b"]);
  expect(narrowed(flags, chosen, "mend").map((one) => one.externalId)).toEqual(["a", "b"]);
  expect(narrowed(flags, { country: "nonsense" })).toEqual([]);
});

test("flags are narrowed to those that somebody has in hand, or nobody", () => {
  const triage = { version: 1, assignee: "oidc:anna", snooze: null, asleep: false };
  const some = [
    flag("a", "google", { triage }),
    flag("b", "google", { triage: { ...triage, assignee: "" } }),
    flag("c", "google"),
  ];
  expect(narrowed(some, { assignee: "oidc:anna" }).map((one) => one.externalId)).toEqual(["a"]);
  expect(narrowed(some, { assignee: nobody }).map((one) => one.externalId)).toEqual(["b", "c"]);
});

test("the pair of companies with the most flows comes first", () => {
  expect(pairs(flags).map((pair) => [pair.importer.name, pair.flows])).toEqual([
    ["google", 2],
    ["adobe", 1],
  ]);
});
