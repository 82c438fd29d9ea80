import { expect, test } from "vitest";
import { differences, entryOf } from "./entry";

// The second entry of the example in docs/log-format.md.
const text = `safeconduct-entry v1
seq 2
time 2026-03-01T12:00:01.500Z
actor local
verb import
changes 2
root 009e838c8f8d8b6aba79f9acb1203c69fa7d3ac21e2fde2320c1159cee43aa56
commit f9208a868a9dcb3e8d0e0fbd0643ead04d4a0c09f5850b049482a1c83d9524e8
`;

test("an entry says which commit it is of, when, who and what", () => {
  expect(entryOf(text)).toEqual({
    number: 2,
    time: "2026-03-01T12:00:01.500Z",
    actor: "local",
    verb: "import",
  });
});

test("a text that is written otherwise is no entry", () => {
  const none = [
    "",
    text.slice(0, -1),
    `${text}\n`,
    text.replace("v1", "v2"),
    text.replace("seq 2", "seq 02"),
    text.replace("seq 2", "seq 0"),
    text.replace("actor local\n", ""),
    text.replace("import", "Import"),
    text.replace("changes 2", "changes -2"),
    text.replace("root 009e", "root 009E"),
  ];
  for (const one of none) expect(entryOf(one), one).toBeUndefined();
});

test("what the list tells otherwise is named", () => {
  const entry = entryOf(text);
  const listed = { commit: 2, at: "2026-03-01T12:00:01.500Z", actor: "local", verb: "import" };
  if (!entry) throw new Error("it is an entry");
  expect(differences(entry, listed)).toEqual([]);
  expect(differences(entry, { ...listed, at: "2026-03-01T13:00:01.5+01:00" })).toEqual([]);
  expect(
    differences(entry, { commit: 3, at: "2026-03-01T12:00:01.501Z", actor: "os:anna", verb: "erase" }),
  ).toEqual(["number", "time", "actor", "verb"]);
});
