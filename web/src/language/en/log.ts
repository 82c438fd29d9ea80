import type { Part } from "../../log/entry";
import type { Signed } from "../../log/note";
import type { Verb } from "../../log/verbs";
import type { Formats } from "../formats";

const partsInWords: Record<Part, string> = { number: "the number", time: "when", actor: "who", verb: "what" };

/** What came of checking the signature of a checkpoint. */
const signed: Record<Signed, (own: boolean) => string> = {
  SIGNED: (own) =>
    own
      ? "The checkpoint is signed with the key that you gave."
      : "The checkpoint is signed with the log’s key, as the server tells it.",
  FORGED: () =>
    "The signature of the checkpoint is not valid. Do not rely on it, and tell whoever audits the registry.",
  OTHER_KEY: (own) =>
    own
      ? "The checkpoint is not signed with the key that you gave."
      : "The checkpoint is not signed with the key that the server tells.",
  NO_KEY: (own) =>
    own
      ? "That is no key: expected NAME+ID+KEY in one line, as the key below."
      : "What the server tells as its key is none.",
  OTHER_STATE: () => "What is signed is another state of the log than the one shown here.",
  CANNOT: () =>
    "This browser cannot check Ed25519 signatures: a newer one can, and verify.py on any machine.",
  UNSIGNED: () => "This log has no signing key: its checkpoint is not signed.",
};

/** The words of the log and of what is checked of it. */
export const log = (f: Formats) => ({
  log: {
    title: "Log",
    checkpoint: "Checkpoint",
    holds: (size: number, at: string) =>
      `The log still begins with the ${f.number(size)} ${f.plural(size, "entry", "entries")} seen here on ${at}.`,
    broken: (size: number, at: string, root: string) =>
      `The log does not begin with the ${f.number(size)} ${f.plural(size, "entry", "entries")} seen here on ${at}, whose root was ${root}. Its history was changed. Keep this, and tell whoever audits the registry.`,
    firstSeen:
      "From now on this browser keeps what it sees of the log, and checks at every visit that it only grew.",
    size: "Entries",
    root: "Root",
    key: "Key",
    keep: "Download the checkpoint",
    actor: "Actor",
    verb: "Command",
    verbs: {
      record: "record",
      amend: "amend",
      sign: "sign",
      terminate: "terminate",
      certify: "certify",
      renew: "renew",
      end: "end",
      withdraw: "withdraw",
      assess: "assess",
      remove: "remove",
      undo: "undo",
      import: "import",
      upload: "upload",
      erase: "erase",
      save: "save a scenario",
      assign: "assign",
      snooze: "snooze",
      wake: "wake",
      comment: "comment",
      grant: "grant access",
      revoke: "revoke access",
      law: "change the law",
      "anchor-access": "seal a day of accesses",
      "prune-access": "delete a day of accesses",
    } satisfies Record<Verb, string>,
    since: (at: string) => `since ${at}`,
    writes: (n: number) => `${f.number(n)} ${f.plural(n, "write", "writes")}`,
    records: (n: number) => `${f.number(n)} ${f.plural(n, "record", "records")}`,
    none: "No write fits",
    entries: "Writes, in rows",
    number: "No.",
    what: "What",
    why: "Why",
    who: "Who, when",
    checks: "Checked in this browser",
    insecure:
      "Without TLS the browser hands out no cryptography to this page: nothing of the log is checked here.",
    signed,
    ownKey: "A key that you kept",
    ownKeyHint: "Checked instead of the one that the server tells",
    check: "check",
    checkEntry: (n: number) => `Check entry ${f.number(n)} in this browser`,
    entry: (n: number) => `Entry ${f.number(n)}`,
    included: (n: number, size: number, hashes: number) =>
      `Entry ${f.number(n)} is in the log of ${f.number(size)} ${f.plural(size, "entry", "entries")}: over ${f.number(hashes)} ${f.plural(hashes, "hash", "hashes")} it leads to the root of the checkpoint.`,
    notIncluded: (n: number) =>
      `Entry ${f.number(n)} does not lead to the root of the checkpoint: it is not in this log. Keep this, and tell whoever audits the registry.`,
    noEntry: "What the server gives as the entry does not have the form of one.",
    same: "It says what the list tells: which number, when, who and what.",
    differs: (parts: Part[]) =>
      `The list tells otherwise than the entry: ${f.list(parts.map((part) => partsInWords[part]))}.`,
    notReached: (n: number, size: number) =>
      `There is no entry ${f.number(n)}: the log has ${f.number(size)}.`,
    text: "The entry",
    path: (n: number) => `The ${f.plural(n, "hash", `${f.number(n)} hashes`)} of the proof`,
    trust:
      "This page comes from the server that it checks. Whoever audits keeps checkpoint and key elsewhere, and checks with verify.py.",
  },
});
