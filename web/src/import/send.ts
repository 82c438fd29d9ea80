// Sends files to be imported, as docs/api.md describes it: each is a part with headers
// of its own, which a browser's forms cannot write.
import { Refusal, unreachable } from "../graphql/client";
import { transfer } from "../graphql/transfer";
import type { Effect, Effects } from "../parts/effect";
import type { Day } from "../time/day";
import type { Kind } from "./kinds";

/** A file with what its rows are; the sheets of a workbook may say that themselves. */
export interface Source {
  file: File;
  kind: Kind | undefined;
}

/** What the reader says of a table, against what it says itself. */
export interface Said {
  file: string;
  /** Of a workbook; empty of a CSV file. */
  sheet: string;
  kind?: Kind | undefined;
  leftOut?: boolean;
  /** The column that a name in the header means; empty: it is left out. */
  columns: Record<string, string>;
}

/** What the server takes a table for. */
export interface Layout {
  file: string;
  sheet: string;
  kind: Kind | "";
  leftOut: boolean;
  columns: Matched[];
  /** The columns that its kind has. */
  known: string[];
}

/** A name in a header with the column that it is taken for. */
export interface Matched {
  given: string;
  column: string;
  nearest: string;
  leftOut: boolean;
}

/** What an import did, or would do, with the records of a kind. */
export interface Imported {
  Kind: Kind;
  Created: number;
  Changed: number;
  Unchanged: number;
}

/** A fault of an import, in a file or of the whole. */
export interface ImportFault {
  code: string;
  message: string;
  field?: string;
  value?: string;
  place?: { file: string; sheet?: string; line: number; cell?: string };
}

/** What was imported, or would be; then with what that does to verdicts, unless it is too much to be told. */
interface Done {
  imported: Imported[];
  effects: Effects | undefined;
}

export type Outcome = (Done | { faults: ImportFault[] }) & {
  /** Told where nothing was to be written. */
  layouts: Layout[];
  /** When the server answered, by its own clock. */
  at: string;
};

interface Options {
  dryRun: boolean;
  /** Of whose verdicts a dry run tells: the day that is looked at, and a later one. */
  days: readonly [now: Day, later: Day];
  /** Names the write: sent again, it does nothing again. */
  key: string;
  /** Is told which share of the files has been sent. */
  sent: (share: number) => void;
}

/** A body of parts; the files are read when they are sent. */
export function bodyOf(sources: Source[], said: Said[], boundary: string): Blob {
  const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n`;
  const parts = sources.flatMap(({ file, kind }) => [
    part("file"),
    `Name: ${encodeURIComponent(file.name)}\r\nKind: ${kind ?? ""}\r\n\r\n`,
    file,
    "\r\n",
  ]);
  if (said.length > 0) parts.push(part("tables"), "\r\n", JSON.stringify(said), "\r\n");
  return new Blob([...parts, `--${boundary}--\r\n`]);
}

/** Imports files, or tells what importing them would do. */
export async function send(
  sources: Source[],
  said: Said[],
  { dryRun, days, key, sent }: Options,
): Promise<Outcome> {
  const boundary = `safeconduct-${newKey()}`;
  const { status, answer, at } = await transfer<{
    imported: Imported[];
    faults: ImportFault[];
    layouts: Layout[];
    effects: Effect[];
  }>(dryRun ? `/import?dryRun=true&asOf=${days.join("&asOf=")}` : "/import", {
    headers: {
      "Content-Type": `multipart/form-data; boundary=${boundary}`,
      ...(dryRun ? {} : { "Idempotency-Key": key }),
    },
    body: bodyOf(sources, said, boundary),
    sent,
  });
  const told = { layouts: answer.layouts ?? [], at };
  if (answer.faults) return { faults: answer.faults, ...told };
  if (answer.imported || status === 200) {
    const [now, later] = answer.effects ?? [];
    return { imported: answer.imported ?? [], effects: now && later && { now, later }, ...told };
  }
  const [error] = answer.errors ?? [];
  throw new Refusal([
    { code: error?.extensions?.code ?? unreachable, message: error?.message ?? "", field: "" },
  ]);
}

/** A random name that nothing else has. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
