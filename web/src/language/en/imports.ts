import type { Kind } from "../../import/kinds";
import type { Formats } from "../formats";

/** The words of the import. */
export const imports = (f: Formats) => ({
  imports: {
    title: "Import",
    lead: "CSV files with a header row, as the export writes them. They are checked first, in any order and together; then all of them are imported, or nothing.",
    drop: "Drop CSV files anywhere on this page",
    dropHint: "or choose them here. Nothing is written before you say so.",
    files: "Files",
    file: "File",
    size: (bytes: number) =>
      bytes < 1000 ? `${f.number(bytes)} bytes` : `${f.number(Math.round(bytes / 1000))} kB`,
    kindOf: (file: string) => `What the rows of ${file} are`,
    chooseKind: "What are its rows?",
    kind: {
      organizations: "Organizations",
      agreements: "Agreements",
      certifications: "Certifications",
      binding_rules: "Binding corporate rules",
      assessments: "Assessments",
      flows: "Flows",
    } satisfies Record<Kind, string>,
    remove: "Remove",
    removeFile: (file: string) => `Remove ${file}`,
    doing: { checking: "Sending the files to be checked", importing: "Sending the files" },
    sent: { checking: "The files are being checked", importing: "The files are being imported" },
    faults: (n: number) => `${f.number(n)} ${f.plural(n, "fault", "faults")}; nothing was written`,
    faultsHow: "Correct the files and drop them again: a file of the same name takes the place of the other.",
    exportFaults: "Export the faults as CSV",
    line: "Line",
    column: "Column",
    value: "Value",
    wrong: "What is wrong",
    records: "Records",
    created: "New",
    changed: "Changed",
    unchanged: "Unchanged",
    preview: "The files are sound. This is what importing them does",
    nothingNew: "The files are sound, and all that they say is recorded already",
    write: (n: number) => `Import ${f.number(n)} ${f.plural(n, "record", "records")}`,
    done: (n: number) => `${f.number(n)} ${f.plural(n, "record is", "records are")} imported`,
    toFlags: "See the flags of today",
    toLog: "Its entry in the log",
    more: "Import more",
  },
});
