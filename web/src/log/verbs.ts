// What writes are called in the log, which a reader may narrow it to.
export const verbs = [
  "record",
  "amend",
  "sign",
  "terminate",
  "certify",
  "renew",
  "end",
  "withdraw",
  "assess",
  "remove",
  "undo",
  "import",
  "upload",
  "erase",
  "save",
  "assign",
  "snooze",
  "wake",
  "comment",
  "grant",
  "revoke",
  "law",
  "anchor-access",
  "prune-access",
] as const;

export type Verb = (typeof verbs)[number];
