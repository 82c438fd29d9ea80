import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isConsistent, isIncluded } from "./proof";

// The definitions of RFC 6962 as they stand there, to hold the checker against.
const sha = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaves = Array.from({ length: 20 }, (_, i) => sha(Buffer.from([0]), Buffer.from(`entry ${i}`)));
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1);

function rootOf(all: Buffer[]): Buffer {
  if (all.length === 1) return all[0] as Buffer;
  const k = split(all.length);
  return sha(Buffer.from([1]), rootOf(all.slice(0, k)), rootOf(all.slice(k)));
}

function subproof(m: number, all: Buffer[], whole: boolean): Buffer[] {
  if (m === all.length) return whole ? [] : [rootOf(all)];
  const k = split(all.length);
  return m <= k
    ? [...subproof(m, all.slice(0, k), whole), rootOf(all.slice(k))]
    : [...subproof(m - k, all.slice(k), false), rootOf(all.slice(0, k))];
}

const head = (size: number) => ({ size, root: rootOf(leaves.slice(0, size)).toString("hex") });
const proof = (older: number, size: number) =>
  subproof(older, leaves.slice(0, size), true).map((h) => h.toString("hex"));

test("every proof of every two sizes is accepted", async () => {
  for (let size = 1; size <= leaves.length; size++) {
    for (let older = 1; older <= size; older++) {
      expect(await isConsistent(head(older), head(size), proof(older, size)), `${older} in ${size}`).toBe(
        true,
      );
    }
  }
});

test("a log that was rewritten is refused, as is a proof that lacks a hash or has one more", async () => {
  const other = { ...head(7), root: head(6).root };
  expect(await isConsistent(other, head(13), proof(7, 13))).toBe(false);
  expect(await isConsistent(head(7), { ...head(13), root: head(12).root }, proof(7, 13))).toBe(false);
  expect(await isConsistent(head(7), head(13), proof(7, 13).slice(1))).toBe(false);
  expect(await isConsistent(head(7), head(13), [...proof(7, 13), head(3).root])).toBe(false);
  expect(await isConsistent(head(13), head(7), proof(7, 13))).toBe(false);
});

/** The audit path of a leaf, as section 2.1.1 defines it. */
function path(m: number, all: Buffer[]): Buffer[] {
  if (all.length === 1) return [];
  const k = split(all.length);
  return m < k
    ? [...path(m, all.slice(0, k)), rootOf(all.slice(k))]
    : [...path(m - k, all.slice(k)), rootOf(all.slice(0, k))];
}
const pathOf = (index: number, size: number) =>
  path(index, leaves.slice(0, size)).map((h) => h.toString("hex"));

test("every proof of every entry in a log of every size is accepted, and of no other entry or size", async () => {
  for (let size = 1; size <= leaves.length; size++) {
    for (let index = 0; index < size; index++) {
      const proof = pathOf(index, size);
      const at = `entry ${index} of ${size}`;
      expect(await isIncluded(`entry ${index}`, index, head(size), proof), at).toBe(true);
      expect(await isIncluded(`entry ${index} `, index, head(size), proof), at).toBe(false);
      expect(
        await isIncluded(`entry ${index}`, index, { ...head(size), root: head(20).root }, proof),
        at,
      ).toBe(size === 20);
      expect(await isIncluded(`entry ${index}`, index + 1, head(size), proof), at).toBe(false);
    }
  }
});

test("a path that lacks a hash, has one more, or one that was changed, is refused", async () => {
  const proof = pathOf(6, 13);
  const accepts = (path: string[], index = 6) => isIncluded("entry 6", index, head(13), path);
  expect(await accepts(proof)).toBe(true);
  for (const [i, hash] of proof.entries()) {
    const changed = `${hash.slice(0, 63)}${hash.endsWith("0") ? "1" : "0"}`;
    expect(await accepts(proof.with(i, changed))).toBe(false);
    expect(await accepts(proof.toSpliced(i, 1))).toBe(false);
    expect(await accepts(proof.toSpliced(i, 0, hash))).toBe(false);
  }
  expect(await accepts([...proof].reverse())).toBe(false);
  expect(await accepts(proof, -1)).toBe(false);
  expect(await accepts(proof, 13)).toBe(false);
});
