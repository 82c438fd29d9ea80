// Checks a signed checkpoint: a note (C2SP signed-note) with an Ed25519 signature (RFC 8032),
// whose text is the state of a log (C2SP tlog-checkpoint).
import { type Bytes, bytesOf, canCheck, fromBase64, hashOf, hexOf, toBase64, utf8 } from "./hash";
import type { Head } from "./proof";

/** What came of checking a signature. */
export type Signed =
  | "SIGNED"
  /** The key's own signature is not valid. */
  | "FORGED"
  /** No signature is that of the key. */
  | "OTHER_KEY"
  | "NO_KEY"
  /** Another state of the log is signed than the one that is shown. */
  | "OTHER_STATE"
  /** The browser does not know Ed25519. */
  | "CANNOT"
  /** The log has no key. */
  | "UNSIGNED";

/** A state of a log that has a name. */
export interface NamedHead extends Head {
  origin: string;
}

interface Key {
  name: string;
  /** Four bytes in hexadecimal, which follow from name and key. */
  id: string;
  key: Bytes;
}

const ed25519 = 1;

/** Reads a key that is written NAME+ID+KEY; nothing where it is none, or its id that of another. */
async function keyOf(text: string): Promise<Key | undefined> {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const data = encoded && fromBase64(encoded);
  if (!name || !id || !data || data.length !== 33 || data[0] !== ed25519) return undefined;
  const sum = await hashOf(utf8(`${name}\n`), data);
  return hexOf(sum.slice(0, 4)) === id ? { name, id, key: data.slice(1) } : undefined;
}

/** The text that is signed for a state. */
const textOf = ({ origin, size, root }: NamedHead) => `${origin}\n${size}\n${toBase64(bytesOf(root))}\n`;

/** The signatures of a key among the lines of a note; of other names and ids are those of witnesses. */
function signaturesBy({ name, id }: Key, lines: string[]): Bytes[] {
  return lines.flatMap((line) => {
    const [, by, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const data = encoded && fromBase64(encoded);
    return by === name && data && hexOf(data.slice(0, 4)) === id ? [data.slice(4)] : [];
  });
}

/** Checks that a note signs a state of a log with a key. */
export async function checkNote(note: string, key: string, head: NamedHead): Promise<Signed> {
  if (!canCheck()) return "CANNOT";
  const by = await keyOf(key.trim());
  if (!by) return "NO_KEY";
  const end = note.lastIndexOf("\n\n") + 1;
  const text = note.slice(0, end);
  if (text !== textOf(head)) return "OTHER_STATE";
  const signatures = signaturesBy(by, note.slice(end + 1).split("\n"));
  if (signatures.length === 0) return "OTHER_KEY";
  let verifier: CryptoKey;
  try {
    verifier = await crypto.subtle.importKey("raw", by.key, { name: "Ed25519" }, false, ["verify"]);
  } catch (cause) {
    return cause instanceof DOMException && cause.name === "NotSupportedError" ? "CANNOT" : "NO_KEY";
  }
  for (const signature of signatures) {
    if (!(await crypto.subtle.verify({ name: "Ed25519" }, verifier, signature, utf8(text)))) return "FORGED";
  }
  return "SIGNED";
}
