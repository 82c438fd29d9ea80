import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isConsistent } from "./proof";

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
