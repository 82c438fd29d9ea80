#!/usr/bin/env python3
"""Verifies the log of a Safeconduct registry by what docs/log-format.md says, with
nothing but the standard library, so that nobody has to believe who keeps the log.

Exit 0: sound. Exit 1: not sound, each fault in a line. Exit 2: could not be checked."""

import argparse
import base64
import calendar
import hashlib
import http.client
import json
import os
import re
import sys
import urllib.request
from collections import namedtuple
from pathlib import Path

class Fault(Exception):
    """What was read is not what a log has."""
class Unchecked(OSError):
    """What was to be checked could not be read."""

# Ed25519, RFC 8032, on points in extended coordinates (section 5.1.4).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def point(data):
    """The point of 32 bytes, None where they are no point's (section 5.1.3)."""
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or x == 0 and sign:
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P

BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def is_signed(public, message, signature):
    """Whether the signature is that of the public key (section 5.1.7)."""
    key, s = point(public), int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = (P - key[0], key[1], 1, P - key[3])
    terms = {(1, 0): BASE, (0, 1): minus, (1, 1): add(BASE, minus)}
    r = (0, 1, 1, 0)
    for bit in reversed(range(253)):  # r = s·BASE − k·key
        r, term = add(r, r), terms.get((s >> bit & 1, k >> bit & 1))
        r = add(r, term) if term else r
    x, y = (r[i] * pow(r[2], -1, P) % P for i in (0, 1))
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]

# The tree, RFC 6962, section 2.1.
WIDTH = 256  # of a full tile: as many hashes, or entries in a bundle
EMPTY = hashlib.sha256(b"").digest()
def leaf_hash(text):
    return hashlib.sha256(b"\0" + text).digest()

def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()

class Tree:
    """A tree with all its hashes: levels[h] has those of the full subtrees of 2ʰ leaves."""
    def __init__(self):
        self.levels = [[] for _ in range(64)]

    def add(self, hash):
        for level in self.levels:
            level.append(hash)
            if len(level) % 2:
                return
            hash = node_hash(*level[-2:])

    def root(self, size):
        """The root of the first size leaves."""
        root = None
        for h in range(size.bit_length()):
            if size >> h & 1:
                full = self.levels[h][(size >> h) - 1]
                root = node_hash(full, root) if root else full
        return root or EMPTY

def root_by(proof, leaf, index, size):
    """The root that a proof of inclusion comes to: section 2.1.1 read backwards."""
    if not 0 <= index < size or (size == 1) != (not proof):
        raise Fault(f"has a proof that is none for the leaf {index} of {size}")
    if size == 1:
        return leaf_hash(leaf)
    middle = 1 << (size - 1).bit_length() - 1
    if index < middle:
        return node_hash(root_by(proof[:-1], leaf, index, middle), proof[-1])
    return node_hash(proof[-1], root_by(proof[:-1], leaf, index - middle, size - middle))

# The texts.
ENTRY = re.compile(
    r"safeconduct-entry v1\nseq ([1-9][0-9]{0,19})\n"
    r"time (([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}\.[0-9]{3}Z)\n"
    r"actor ([^\0-\x1f\x7f-\x9f\ud800-\udfff]+)\nverb [a-z-]{1,64}\nchanges (0|[1-9][0-9]{0,18})\n"
    r"root ([0-9a-f]{64})\ncommit [0-9a-f]{64}\n")
CHANGE = re.compile(r"(?:erased )?[a-z-]+ [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} [1-9][0-9]* ([0-9a-f]{64})")
CHECKPOINT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n")
Entry = namedtuple("Entry", "seq time changes root")
Checkpoint = namedtuple("Checkpoint", "size root")
Key = namedtuple("Key", "name hash public")

def parse_entry(text):
    found = ENTRY.fullmatch(text.decode(errors="surrogateescape"))
    if not found or not 1 <= int(found[5]) <= calendar.monthrange(int(found[3]), int(found[4]))[1]:
        raise Fault("is malformed")
    seq, time, _, _, _, actor, changes, root = found.groups()
    if int(seq) >= 2**64 or int(changes) >= 2**63 or len(actor.encode()) > 256:
        raise Fault("is malformed: a value is too large")
    if changes == "0" and root != EMPTY.hex():
        raise Fault("is malformed: it has no changes, but the root of some")
    return Entry(int(seq), time, int(changes), bytes.fromhex(root))

def unbase64(text):
    """What was written in base64; refused where it would be written otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise Fault(f"has improper base64: {text!r}")
    return data

def parse_key(text):
    """A verifier key: NAME+HASH+KEY, the key in base64 and led by 1 for Ed25519."""
    name, hash, key = (text.strip().split("+", 2) + ["", ""])[:3]
    key = unbase64(key)
    if len(key) != 33 or key[0] != 1 or hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] != hash:
        raise Fault(f"is no verifier key: {text!r}")
    return Key(name, bytes.fromhex(hash), key[1:])

def open_checkpoint(note, key):
    """Reads a checkpoint and verifies that the key signed it."""
    whole = note.decode(errors="replace")
    text, blank, signatures = whole.rpartition("\n\n")
    text, (*lines, end) = text + "\n", signatures.split("\n")
    if whole.encode() != note or not blank or not lines or end or re.search(r"[\0-\x09\x0b-\x1f]", whole):
        raise Fault("is no signed note")
    own = []
    for line in lines:
        dash, name, signature = (line.split(" ", 2) + ["", ""])[:3]
        signature = unbase64(signature)
        if dash != "—" or not name or re.search(r"[\s+]", name) or len(signature) < 5:
            raise Fault("has a malformed signature")
        if (name, signature[:4]) == (key.name, key.hash):  # not that of a witness
            own.append(signature[4:])
    if not own or not is_signed(key.public, text.encode(), own[0]):
        raise Fault(f"is not signed by {key.name}")
    found = CHECKPOINT.fullmatch(text)
    if not found or found[1] != key.name or int(found[2]) > 2**60:
        raise Fault(f"is no checkpoint of {key.name}")
    return Checkpoint(int(found[2]), unbase64(found[3]))

# What is checked.
def reader(source):
    """What reads a part of the log by its path; None where there is none."""
    def fetch(path):
        try:
            if not re.match("https?://", source):
                return Path(source, path).read_bytes()
            asked = urllib.request.Request(f"{source.rstrip('/')}/{path}")
            if "SAFECONDUCT_TOKEN" in os.environ:
                asked.add_header("Authorization", "Bearer " + os.environ["SAFECONDUCT_TOKEN"])
            with urllib.request.urlopen(asked, timeout=30) as part:
                return part.read()
        except (OSError, ValueError, http.client.HTTPException) as error:
            if isinstance(error, FileNotFoundError) or getattr(error, "code", None) == 404:
                return None
            raise Unchecked(f"{path}: {error}")
    return fetch

def fetch_part(fetch, level, n, width):
    """A tile or a bundle of width parts; and whether it is a full one in the place of that."""
    *groups, last = f"{n:,}".split(",")
    path = f"tile/{level}/" + "".join(f"x{group:0>3}/" for group in groups) + f"{last:0>3}"
    for place in [f"{path}.p/{width}", path] if width < WIDTH else [path]:
        data = fetch(place)
        if data:
            return data, place == path and width < WIDTH
    raise Fault(f"{path}, {width} wide, is missing")

def check_entries(fetch, size, report):
    """The tree of all entries; reports what is wrong with which, and with the tiles."""
    tree, before = Tree(), ""
    for n in range(-(-size // WIDTH)):
        width = min(WIDTH, size - n * WIDTH)
        tile, longer_tile = fetch_part(fetch, 0, n, width)
        bundle, longer_bundle = fetch_part(fetch, "entries", n, width)
        for i in range(width):
            end = 2 + int.from_bytes(bundle[:2], "big")
            index, text, bundle = n * WIDTH + i, bundle[2:end], bundle[end:]
            hash = leaf_hash(text)
            tree.add(hash)
            sound = tile[32 * i:][:32] == hash
            if not sound:
                report(f"entry {index}: is not the one whose hash is in the tile: one of them was changed")
            try:
                entry = parse_entry(text)
                if entry.seq != index + 1:
                    raise Fault(f"is of commit {entry.seq}, not of {index + 1}")
                if entry.time < before:
                    raise Fault(f"is of {entry.time}, before the entry that it follows, {before}")
                before = entry.time if sound else before
            except Fault as fault:
                report(f"entry {index}: {fault}")
        if bundle and not longer_bundle or tile[32 * width:] and not longer_tile:
            report(f"entry {index}: is followed by what is no entry, or its hash by what is no hash")
    for level in range(1, 6):
        hashes = tree.levels[8 * level]
        for n in range(-(-len(hashes) // WIDTH)):
            want = b"".join(hashes[n * WIDTH:][:WIDTH])
            tile, longer = fetch_part(fetch, level, n, len(want) // 32)
            if tile != want and not (longer and tile.startswith(want)):
                report(f"tile {n} of level {level}, from entry {n * WIDTH**(level + 1)}: has not the hashes of its entries")
    return tree

def check_root(tree, checkpoint):
    size = len(tree.levels[0])
    if not 0 <= checkpoint.size <= size:
        raise Fault(f"is of {checkpoint.size} entries, the log has {size}: it was truncated or rolled back")
    if checkpoint.root != tree.root(checkpoint.size):
        raise Fault(f"has not the root of the first {checkpoint.size} entries: they were changed, reordered or forked")

FIELDS = {"commit": [int], "entry": [str], "entryIndex": [int], "entryProof": [list], "logSize": [int],
          "logRoot": [str], "change": [str], "changeIndex": [int], "changeProof": [list], "content": [str, type(None)]}

def check_proof(tree, data):
    """Checks the proof of a record's version, in the form of GraphQL, against the log."""
    try:
        proof = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise Fault("is no JSON")
    if type(proof) is not dict or any(type(proof.get(name, ...)) not in kinds for name, kinds in FIELDS.items()):
        raise Fault("is no proof: a field is missing or of another type")
    commit, text, index, path, size, root, change, at, changes, content = (proof[name] for name in FIELDS)
    if not all(type(hash) is str and re.fullmatch("[0-9a-f]{64}", hash) for hash in [root, *path, *changes]):
        raise Fault("has a hash that is none")
    root, path, changes = bytes.fromhex(root), list(map(bytes.fromhex, path)), list(map(bytes.fromhex, changes))
    check_root(tree, Checkpoint(size, root))
    text, leaf = text.encode(errors="surrogatepass"), CHANGE.fullmatch(change)
    entry = parse_entry(text)
    if not entry.seq == commit == index + 1:
        raise Fault(f"is of commit {commit}, entry {index} and seq {entry.seq}, which do not agree")
    if root_by(path, text, index, size) != root:
        raise Fault(f"does not prove that its entry is entry {index} of the log")
    if not leaf or root_by(changes, change.encode(), at, entry.changes) != entry.root:
        raise Fault(f"does not prove that its change is in entry {index}")
    if content is not None and hashlib.sha256(unbase64(content)).hexdigest() != leaf[1]:
        raise Fault(f"has another content than that whose hash is in entry {index}")

def verify(args, report):
    fetch = reader(args.source)
    text, note = args.key or (fetch("key") or b"").decode(errors="replace"), fetch("checkpoint")
    if not text or note is None:
        raise Unchecked(f"{args.source} has no signed checkpoint, or no key and none was given")
    try:
        key = parse_key(text)
    except Fault as fault:
        raise Unchecked(f"the key {fault}")
    head = open_checkpoint(note, key)
    tree = check_entries(fetch, head.size, report)
    check_root(tree, head)
    given = [(args.checkpoint, lambda data: check_root(tree, open_checkpoint(data, key)))] if args.checkpoint else []
    for path, check in given + [(path, lambda data: check_proof(tree, data)) for path in args.proof]:
        try:
            check(Path(path).read_bytes())
        except Fault as fault:
            report(f"{path}: {fault}")
    return f"{head.size} entries, {len(given) + len(args.proof)} files, by the key {'given' if args.key else 'in the log'}"

def main():
    parser = argparse.ArgumentParser(description="Verifies the log of a Safeconduct registry.")
    parser.add_argument("source", help="URL of the log, such as http://127.0.0.1:8080/log, or a folder laid out alike")
    parser.add_argument("--key", help="the verifier key that you kept; without it, that of the source is believed")
    parser.add_argument("--checkpoint", help="file of an older checkpoint: the log must begin with it")
    parser.add_argument("--proof", nargs="+", default=[], help="files of proofs of versions, as GraphQL gives them")
    faults, sound = [], ""
    try:
        sound = verify(parser.parse_args(), faults.append)
    except Fault as fault:
        faults.append(f"the log {fault}")
    except OSError as error:
        print(f"could not be checked: {error}", file=sys.stderr)
    if faults or sound:
        print("\n".join(faults) or f"sound: {sound}")
    sys.exit(1 if faults else 0 if sound else 2)

if __name__ == "__main__":
    main()
