// Checks that a log grew and was not rewritten: the proof of RFC 6962, section 2.1.2,
// by the algorithm of RFC 9162, section 2.1.4.2, with the browser's own SHA-256.

type Hash = Uint8Array<ArrayBuffer>;

const bytes = (hex: string): Hash =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (hash: Hash): string => [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The hash of an inner node. */
async function node(left: Hash, right: Hash): Promise<Hash> {
  const both = new Uint8Array(1 + left.length + right.length);
  both[0] = 1;
  both.set(left, 1);
  both.set(right, 1 + left.length);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", both));
}

/** A log at one moment: its size, and its root in hexadecimal. */
export interface Head {
  size: number;
  root: string;
}

/** Whether a proof shows that a log begins with an older one. */
export async function isConsistent(older: Head, newer: Head, proof: string[]): Promise<boolean> {
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  if (older.size < 1 || older.size > newer.size) return false;
  const path = proof.map(bytes);
  // Where the older tree is complete, its root is the first node of the proof.
  if (Number.isInteger(Math.log2(older.size))) path.unshift(bytes(older.root));
  const first = path.shift();
  if (!first) return false;
  let fn = older.size - 1;
  let sn = newer.size - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let [fr, sr] = [first, first];
  for (const hash of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = await node(hash, fr);
      sr = await node(hash, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = await node(sr, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && hex(fr) === older.root && hex(sr) === newer.root;
}
