/** What a table has of its own for a key that an address or an answer names: never what every object has. */
export const own = <Value>(table: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
