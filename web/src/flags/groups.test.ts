import { expect, test } from "vitest";
import { nobody } from "../triage/triage";
import { actors, filterOf, keyOf, nothing, piecesOf } from "./groups";

test("what mends is read from its name, modules that are joined by the same sign included", () => {
  expect(piecesOf("ASSESS+SIGN:scc-2021/M2+M3,uk-addendum")).toEqual([
    { kind: "ASSESS", evidence: [] },
    { kind: "SIGN", evidence: ["scc-2021/M2+M3", "uk-addendum"] },
  ]);
});

test("what flags have none of is a dash in addresses, and an empty name for the server", () => {
  expect(keyOf("")).toBe(nothing);
  expect(filterOf({ mend: nothing, customer: nothing, assignee: nobody }, "ALL")).toEqual({
    status: ["NO_VALID_BASIS", "AT_RISK"],
    snoozed: "ALL",
    remedy: [""],
    customer: [""],
    assignee: [""],
  });
});

test("each choice narrows, and what is not chosen does not", () => {
  expect(
    filterOf({ importer: "google", country: "US", reason: "NO_MECHANISM" }, "AWAKE", ["AT_RISK"]),
  ).toEqual({
    status: ["AT_RISK"],
    snoozed: "AWAKE",
    importer: ["google"],
    destination: ["US"],
    reason: ["NO_MECHANISM"],
  });
});

test("who acts are those that the pieces name, together", () => {
  const [exporter, importer] = [
    { externalId: "ie", name: "IE Ltd" },
    { externalId: "us", name: "US Inc." },
  ];
  const piece = { evidence: [], covers: [], group: "", exporter: null, importer: null };
  expect(
    actors({
      flows: 1,
      pieces: [
        { ...piece, kind: "CERTIFY", importer },
        { ...piece, kind: "ASSESS", exporter, importer },
      ],
    }),
  ).toEqual({ exporter, importer, group: "" });
  expect(actors({ flows: 1, pieces: [{ ...piece, kind: "APPROVE", group: "Relay" }] }).group).toBe("Relay");
});
