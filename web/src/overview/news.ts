// What was written since a visit, so that a card can tell it.

/** An entry of the log, as far as news tell it. */
export interface Entry {
  commit: number;
  at: string;
  actor: string;
  verb: string;
  changes: number;
}

/** Writes of one kind by one person or program. */
export interface Doing {
  verb: string;
  actor: string;
  writes: number;
  /** How many records they changed. */
  changes: number;
  /** When the last of them was. */
  at: string;
}

/** What was done and by whom, the latest first; the log tells the oldest first. */
export function doings(entries: Entry[]): Doing[] {
  const all = new Map<string, Doing>();
  for (const { verb, actor, changes, at } of entries) {
    const key = `${verb} ${actor}`;
    const one = all.get(key) ?? { verb, actor, writes: 0, changes: 0, at };
    all.set(key, { ...one, writes: one.writes + 1, changes: one.changes + changes, at });
  }
  return [...all.values()].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
