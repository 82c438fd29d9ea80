// Checks that a log grew and was not rewritten, and that it has an entry: the proofs of RFC
// 6962, sections 2.1.1 and 2.1.2, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.
import { type Bytes, bytesOf, hashOf, hexOf, utf8 } from "./hash";

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The hash of an inner node. */
const node = (left: Bytes, right: Bytes): Promise<Bytes> => hashOf(nodeMark, left, right);

/** A log at one moment: its size, and its root in hexadecimal. */
export interface Head {
  size: number;
  root: string;
}

/** Whether a proof shows that a log begins with an older one. */
export async function isConsistent(older: Head, newer: Head, proof: string[]): Promise<boolean> {
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  if (older.size < 1 || older.size > newer.size) return false;
  const path = proof.map(bytesOf);
  // Where the older tree is complete, its root is the first node of the proof.
  if (Number.isInteger(Math.log2(older.size))) path.unshift(bytesOf(older.root));
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
  return sn === 0 && hexOf(fr) === older.root && hexOf(sr) === newer.root;
}

/** Whether a proof shows that a log has an entry, as the leaf of an index from 0. */
export async function isIncluded(entry: string, index: number, log: Head, proof: string[]): Promise<boolean> {
  if (index < 0 || index >= log.size) return false;
  let fn = index;
  let sn = log.size - 1;
  let hash = await hashOf(leafMark, utf8(entry));
  for (const beside of proof.map(bytesOf)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = await node(beside, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = await node(hash, beside);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && hexOf(hash) === log.root;
}
