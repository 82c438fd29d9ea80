// Asks the server that the page came from, and no other.
import { knownNow } from "../time/known";
import { asKnown } from "./as-known";

/** An operation as the schema's types describe it; its text is what is sent. */
export interface Operation<Answer, Variables> {
  toString(): string;
  __apiType?: ((variables: Variables) => Answer) | undefined;
}

/** One fault as the server tells it. */
export interface Fault {
  message: string;
  code: string;
  field: string;
}

/** What the server refused, or that it cannot be reached. */
export class Refusal extends Error {
  constructor(readonly faults: Fault[]) {
    super(faults.map((fault) => fault.message).join("\n"));
  }
  get code(): string {
    return this.faults[0]?.code ?? "";
  }
}

export const unreachable = "UNREACHABLE";
export const signedOut = "UNAUTHENTICATED";

interface Body<Answer> {
  data?: Answer | null;
  errors?: { message: string; extensions?: { code?: string; field?: string } }[];
}

/** The header that tells the server that its own page asks: no foreign page can send it. */
export const ownPage = { "Safeconduct-Client": "page" };

/**
 * Asks an operation, in the language of the page; throws a {@link Refusal}. What asks for
 * something asks of what was known at the moment in the address, if there is one.
 */
export async function ask<Answer, Variables>(
  operation: Operation<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
  known = knownNow(),
): Promise<Answer> {
  const text = operation.toString().trim();
  if (!known || !text.startsWith("query")) return post(text, variables, signal);
  const earlier = await post<{ asKnownAt: Answer }>(
    asKnown(text),
    { ...variables, knownAt: known.moment },
    signal,
  );
  return earlier.asKnownAt;
}

async function post<Answer>(query: string, variables: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await send("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
    signal: signal ?? null,
  });
  const body = (await response.json().catch(() => ({}))) as Body<Answer>;
  if (body.errors?.length) {
    throw new Refusal(
      body.errors.map(({ message, extensions }) => ({
        message,
        code: extensions?.code ?? "",
        field: extensions?.field ?? "",
      })),
    );
  }
  if (!body.data) throw new Refusal([{ message: `${response.status}`, code: unreachable, field: "" }]);
  return body.data;
}

/** Signals of requests that no reader waits for: where they are refused, nobody is asked to sign in. */
export const unasked = new WeakSet<AbortSignal>();

/** Sends a request as the page; a server that is gone and one that wants a sign-in are refusals. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      headers: { "Accept-Language": document.documentElement.lang, ...init.headers, ...ownPage },
      credentials: "same-origin",
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Refusal([{ message: String(cause), code: unreachable, field: "" }]);
  }
  if (response.status === 401) {
    if (!(init.signal && unasked.has(init.signal))) window.dispatchEvent(new Event("signed-out"));
    throw new Refusal([{ message: "", code: signedOut, field: "" }]);
  }
  return response;
}
