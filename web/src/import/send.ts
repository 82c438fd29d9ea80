// Sends files to be imported, as docs/api.md describes it: each is a part with headers
// of its own, which a browser's forms cannot write.
import { ownPage, Refusal, unreachable } from "../graphql/client";
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
export function send(sources: Source[], { dryRun, key, sent }: Options): Promise<Outcome> {
  const boundary = `safeconduct-${newKey()}`;
  const request = new XMLHttpRequest(); // fetch tells nothing of what has been sent
  request.open("POST", dryRun ? "/import?dryRun=true" : "/import");
  request.responseType = "json";
  const headers = {
    ...ownPage,
    "Content-Type": `multipart/form-data; boundary=${boundary}`,
    "Accept-Language": document.documentElement.lang,
    ...(dryRun ? {} : { "Idempotency-Key": key }),
  };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  return new Promise((resolve, reject) => {
    const refuse = (code: string, message = "") => reject(new Refusal([{ code, message, field: "" }]));
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    request.onerror = () => refuse(unreachable);
    request.onload = () => {
      const { imported, faults, errors } = request.response ?? {};
      if (request.status === 401) {
        window.dispatchEvent(new Event("signed-out"));
        refuse("UNAUTHENTICATED");
      } else if (faults) resolve({ faults });
      else if (imported || request.status === 200) resolve({ imported: imported ?? [] });
      else refuse(errors?.[0]?.extensions?.code ?? unreachable, errors?.[0]?.message ?? "");
    };
    request.send(bodyOf(sources, boundary));
  });
}

/** A random name that nothing else has. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
