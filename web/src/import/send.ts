// Sends files to be imported, as docs/api.md describes it: each is a part with headers
// of its own, which a browser's forms cannot write.
import { Refusal, unreachable } from "../graphql/client";
import { transfer } from "../graphql/transfer";
import type { Kind } from "./kinds";

/** A file with what its rows are. */
export interface Source {
  file: File;
  kind: Kind;
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
  place?: { file: string; line: number };
}

export type Outcome = { imported: Imported[] } | { faults: ImportFault[] };

interface Options {
  dryRun: boolean;
  /** Names the write: sent again, it does nothing again. */
  key: string;
  /** Is told which share of the files has been sent. */
  sent: (share: number) => void;
}

/** A body of parts; the files are read when they are sent. */
export function bodyOf(sources: Source[], boundary: string): Blob {
  const parts = sources.flatMap(({ file, kind }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="file"\r\n`,
    `Name: ${encodeURIComponent(file.name)}\r\nKind: ${kind}\r\n\r\n`,
    file,
    "\r\n",
  ]);
  return new Blob([...parts, `--${boundary}--\r\n`]);
}

/** Imports files, or tells what importing them would do. */
export async function send(sources: Source[], { dryRun, key, sent }: Options): Promise<Outcome> {
  const boundary = `safeconduct-${newKey()}`;
  const { status, answer } = await transfer<{ imported: Imported[]; faults: ImportFault[] }>(
    dryRun ? "/import?dryRun=true" : "/import",
    {
      headers: {
        "Content-Type": `multipart/form-data; boundary=${boundary}`,
        ...(dryRun ? {} : { "Idempotency-Key": key }),
      },
      body: bodyOf(sources, boundary),
      sent,
    },
  );
  if (answer.faults) return { faults: answer.faults };
  if (answer.imported || status === 200) return { imported: answer.imported ?? [] };
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
