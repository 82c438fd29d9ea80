import { afterEach, expect, test, vi } from "vitest";
import { checkNote } from "./note";

// The example of docs/log-format.md, whose key has a seed of 32 zero bytes.
const key = "safeconduct/example+256e8355+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const head = {
  origin: "safeconduct/example",
  size: 3,
  root: "3174740ca6e0ca1e516c12debabfa743a10e9b91fb62979538e23a449252a09e",
};
const text = "safeconduct/example\n3\nMXR0DKbgyh5RbBLeur+nQ6EOm5H7YpeVOOI6RJJSoJ4=\n";
const signature =
  "JW6DVUJPFo68pnGTiCKz/x0YXPfNIrR2sLvO4DCNpTXMO1pCypBI6XQGKoFJ+EDrxkyQhRvSUfcoqa/CZbmwBO1S1Qw=";
const line = `\u2014 safeconduct/example ${signature}\n`;
const note = `${text}\n${line}`;

afterEach(() => vi.restoreAllMocks());

test("a checkpoint is accepted by its key, also beside the signatures of witnesses", async () => {
  expect(await checkNote(note, key, head)).toBe("SIGNED");
  expect(await checkNote(note, ` ${key}\n`, head)).toBe("SIGNED");
  const witness = "\u2014 witness.example AAAAAAAAAAAAAAAA\n";
  expect(await checkNote(`${text}\n${witness}${line}`, key, head)).toBe("SIGNED");
  expect(await checkNote(`${text}\n${witness}`, key, head)).toBe("OTHER_KEY");
});

test("what is signed is the state that is shown, and nothing else", async () => {
  expect(await checkNote(note, key, { ...head, size: 4 })).toBe("OTHER_STATE");
  expect(await checkNote(note, key, { ...head, root: head.root.replace("3", "4") })).toBe("OTHER_STATE");
  expect(await checkNote(note, key, { ...head, origin: "safeconduct/other" })).toBe("OTHER_STATE");
  expect(await checkNote(`${text}more\n\n${line}`, key, head)).toBe("OTHER_STATE");
  expect(await checkNote("", key, head)).toBe("OTHER_STATE");
});

test("a signature of which a bit was changed, or that was made for another state, is told to be false", async () => {
  const bytes = Buffer.from(signature, "base64");
  for (const at of [4, 35, 36, 67]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    const forged = `${text}\n\u2014 safeconduct/example ${changed.toString("base64")}\n`;
    expect(await checkNote(forged, key, head), `byte ${at}`).toBe("FORGED");
    expect(
      await checkNote(`${note}${forged.split("\n\n")[1]}`, key, head),
      `beside a true one, byte ${at}`,
    ).toBe("FORGED");
  }
  const later = { ...head, size: 5 };
  expect(await checkNote(note.replace("\n3\n", "\n5\n"), key, later)).toBe("FORGED");
});

test("another key is told to be another, and a text that is none to be none", async () => {
  // The key of RFC 8032, section 7.1, test 1, under the same name.
  const data = Buffer.from(`01d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a`, "hex");
  const { createHash } = await import("node:crypto");
  const id = createHash("sha256").update("safeconduct/example\n").update(data).digest("hex").slice(0, 8);
  expect(await checkNote(note, `safeconduct/example+${id}+${data.toString("base64")}`, head)).toBe(
    "OTHER_KEY",
  );
  const none = [
    "",
    "key",
    key.replace("256e8355", "256e8356"),
    key.replace("example", "sample"),
    key.slice(0, -1),
    `${key}=`,
    key.replace("+ATt", "+AjT"),
    `${key}+`,
    "<script>alert(1)</script>",
  ];
  for (const text of none) expect(await checkNote(note, text, head), text).toBe("NO_KEY");
});

test("a browser without Ed25519, or without cryptography, says that it cannot", async () => {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no", "NotSupportedError"));
  expect(await checkNote(note, key, head)).toBe("CANNOT");
  vi.restoreAllMocks();
  vi.spyOn(crypto, "subtle", "get").mockReturnValue(undefined as unknown as SubtleCrypto);
  expect(await checkNote(note, key, head)).toBe("CANNOT");
});
