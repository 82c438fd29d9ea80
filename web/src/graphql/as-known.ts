/**
 * A query asked of what was known at a moment: all its questions stand within asKnownAt.
 * Its fragments stay as they are, for they are of other types than Query.
 */
export function asKnown(query: string): string {
  const begins = bodyOf(query);
  const ends = closing(query, begins);
  const named = /query\s+\w+\s*\(/.exec(query.slice(0, begins));
  const head = named
    ? query.slice(0, begins).replace("(", "($knownAt: DateTime!, ")
    : `${query.slice(0, begins).trimEnd()}($knownAt: DateTime!) `;
  return `${head}{ asKnownAt(moment: $knownAt) ${query.slice(begins, ends + 1)} }${query.slice(ends + 1)}`;
}

/** Where the selection of the operation begins: the first brace outside of its variables. */
export function bodyOf(query: string): number {
  let within = 0;
  for (let at = 0; at < query.length; at++) {
    if (query[at] === "(") within++;
    else if (query[at] === ")") within--;
    else if (query[at] === "{" && within === 0) return at;
  }
  throw new Error("the operation selects nothing");
}

/** Where the brace closes that opens somewhere. */
export function closing(query: string, from: number): number {
  let open = 0;
  for (let at = from; at < query.length; at++) {
    if (query[at] === "{") open++;
    else if (query[at] === "}" && --open === 0) return at;
  }
  throw new Error("the operation has no end");
}
