// Bytes, and their hashes by the browser's own SHA-256.

export type Bytes = Uint8Array<ArrayBuffer>;

/** Whether the browser hands out its cryptography: not to pages that come without TLS from another machine. */
export const canCheck = (): boolean => globalThis.crypto?.subtle !== undefined;

export const bytesOf = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export const hexOf = (bytes: Bytes): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

/** What base64 stands for; nothing for a text that is not the one form of any bytes. */
export function fromBase64(text: string): Bytes | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The SHA-256 of bytes after each other. */
export async function hashOf(...parts: Bytes[]): Promise<Bytes> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}
