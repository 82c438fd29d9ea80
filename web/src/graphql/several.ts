import { bodyOf, closing } from "./as-known";
import { ask, type Operation } from "./client";

/** How many questions the server answers in one operation. */
const most = 20;

/**
 * A query of one question, asked so many times at once: its variables and its question stand
 * there once for each time, with the number of the time behind their names.
 */
export function several(query: string, times: number): string {
  const begins = bodyOf(query);
  const declared = query.slice(query.indexOf("(") + 1, query.lastIndexOf(")", begins));
  const question = questionOf(query);
  const each = (text: string) =>
    Array.from({ length: times }, (_, i) => text.replace(/\$(\w+)/g, (_, name: string) => `$${name}${i}`));
  const named = each(question).map((one, i) => `a${i}: ${one}`);
  return `query Several(${each(declared).join(", ")}) { ${named.join(" ")} }`;
}

const questionOf = (query: string) => query.slice(bodyOf(query) + 1, closing(query, bodyOf(query))).trim();

/** Asks a query of one question with each of several variables, in as few requests as go. */
export async function askSeveral<Answer, Variables extends object>(
  operation: Operation<Answer, Variables>,
  variables: Variables[],
  signal: AbortSignal,
): Promise<Answer[]> {
  const query = operation.toString().trim();
  const field = /^\w+/.exec(questionOf(query))?.[0] ?? "";
  const pieces = Array.from({ length: Math.ceil(variables.length / most) }, (_, i) =>
    variables.slice(i * most, (i + 1) * most),
  );
  const answers = await Promise.all(
    pieces.map((piece) => {
      const given = piece.flatMap((one, i) =>
        Object.entries(one).map(([name, value]) => [`${name}${i}`, value]),
      );
      const asked: Operation<Record<string, unknown>, object> = several(query, piece.length);
      return ask(asked, Object.fromEntries(given), signal);
    }),
  );
  return answers.flatMap((answer, i) =>
    (pieces[i] ?? []).map((_, time) => ({ [field]: answer[`a${time}`] }) as Answer),
  );
}
