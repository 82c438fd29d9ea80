// Reads an entry of the log, as docs/log-format.md writes it.

/** What an entry says of its commit. */
export interface Entry {
  number: number;
  time: string;
  actor: string;
  verb: string;
}

/** A part of an entry that the list of the log tells, too. */
export type Part = keyof Entry;

const form =
  /^safeconduct-entry v1\nseq ([1-9]\d*)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\nactor ([^\n]{1,256})\nverb ([a-z-]{1,64})\nchanges (?:0|[1-9]\d*)\nroot [0-9a-f]{64}\ncommit [0-9a-f]{64}\n$/;

/** Reads an entry; nothing where a text does not have the form of one. */
export function entryOf(text: string): Entry | undefined {
  const [, number, time = "", actor = "", verb = ""] = form.exec(text) ?? [];
  return number ? { number: Number(number), time, actor, verb } : undefined;
}

/** What the list of the log tells of a commit. */
export interface Listed {
  commit: number;
  at: string;
  actor: string;
  verb: string;
}

/** The parts in which the list tells otherwise than the entry. */
export function differences(entry: Entry, listed: Listed): Part[] {
  const told: Entry = {
    number: listed.commit,
    time: new Date(listed.at).toISOString(),
    actor: listed.actor,
    verb: listed.verb,
  };
  return (Object.keys(told) as Part[]).filter((part) => told[part] !== entry[part]);
}
