import { useMemo, useRef, useState } from "react";

/** Which rows of a list are chosen, by their keys. */
export interface Selection<Row> {
  /** Those of the rows that are shown; what is narrowed away is never acted on. */
  chosen: Row[];
  has: (row: Row) => boolean;
  /** Chooses a row or takes it back; with a range, all from the one that was turned last. */
  turn: (index: number, range: boolean) => void;
  all: () => void;
  none: () => void;
}

/** Rows that are chosen in a list, one by one or as a range. */
export function useSelection<Row>(rows: Row[], keyOf: (row: Row) => string): Selection<Row> {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const chosen = useMemo(() => rows.filter((row) => keys.has(keyOf(row))), [rows, keys, keyOf]);
  const has = (row: Row) => keys.has(keyOf(row));
  return {
    chosen,
    has,
    turn: (index, range) => {
      const row = rows[index];
      if (row === undefined) return;
      const before = range ? rows.findIndex((one) => keyOf(one) === last.current) : -1;
      const from = before < 0 ? index : before;
      const part = rows.slice(Math.min(from, index), Math.max(from, index) + 1).map(keyOf);
      const takeBack = !range && has(row);
      last.current = keyOf(row);
      setKeys((chosenBefore) => {
        const next = new Set(chosenBefore);
        for (const key of part) takeBack ? next.delete(key) : next.add(key);
        return next;
      });
    },
    all: () => setKeys(new Set(rows.map(keyOf))),
    none: () => setKeys(new Set()),
  };
}
