"""Walks every single-bit flip of what it is given, for python_test.go.

Arguments: verify.py, what stands in it, and the bug that is to stand there. Input:
lines of JSON, first {"key", "entries"}, then {"kind", "data"}. Output: a line for
each of those, a letter for the data as it is and for each of its flips: "." sound,
"m" malformed, "f" a fault that is found."""

import base64
import json
import sys
import types

path, right, wrong = sys.argv[1:]
source = open(path, encoding="utf-8").read()
if right not in source:
    sys.exit(f"{right!r} does not stand in {path}")
verify = types.ModuleType("verify")
exec(source.replace(right, wrong, 1), verify.__dict__)


def flip(data, bit):
    flipped = bytearray(data)
    if bit < 8 * len(data):
        flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def entry(data):
    try:
        parsed = verify.parse_entry(data)
    except verify.Fault:
        return "m"
    is_in_place = parsed.seq <= len(texts) and verify.leaf_hash(data) == tree.levels[0][parsed.seq - 1]
    return "." if is_in_place else "f"


def judged(check):
    def judge(data):
        try:
            check(data)
        except verify.Fault:
            return "f"
        return "."
    return judge


def together(texts, hashes):
    """What a check of a whole log reports, only of entries where it reports any."""
    found = set()

    def fetch(path):
        _, level, place = path.split("/", 2)
        if "p/" in place:
            return None
        first = int(place.replace("x", "").replace("/", "")) * verify.WIDTH
        part = slice(first, first + verify.WIDTH)
        if level != "entries":
            return b"".join((hashes if level == "0" else tree.levels[8 * int(level)])[part])
        return b"".join(len(text).to_bytes(2, "big") + text for text in texts[part])

    verify.check_entries(fetch, len(texts), lambda what: found.add(what.split(":")[0]))
    return {what for what in found if what.startswith("entry ")} or found  # the tiles above differ, too


def named(flipped, found):
    """Whether exactly the entries that were flipped were found."""
    return "f" if found == {f"entry {index}" for index in flipped} else "."


head = json.loads(sys.stdin.readline())
key, texts, tree = verify.parse_key(head["key"]), [base64.b64decode(text) for text in head["entries"]], verify.Tree()
for text in texts:
    tree.add(verify.leaf_hash(text))

judges = {
    "entry": entry,
    "checkpoint": judged(lambda data: verify.open_checkpoint(data, key)),
    "proof": judged(lambda data: verify.check_proof(tree, data)),
}
for line in sys.stdin:
    item = json.loads(line)
    if item["kind"] == "entries":  # in all entries at once
        hashes = tree.levels[0]
        bits = range(8 * max(map(len, texts)))
        found = [named([i for i, text in enumerate(texts) if bit < 8 * len(text)], together([flip(text, bit) for text in texts], hashes)) for bit in bits]
        print("".join(["f" if together(texts, hashes) else "."] + found), flush=True)
    elif item["kind"] == "hashes":  # in all hashes of the tiles at once
        found = [named(range(len(texts)), together(texts, [flip(hash, bit) for hash in tree.levels[0]])) for bit in range(256)]
        print("".join(["f" if together(texts, tree.levels[0]) else "."] + found), flush=True)
    else:
        data, judge = base64.b64decode(item["data"]), judges[item["kind"]]
        print("".join([judge(data)] + [judge(flip(data, bit)) for bit in range(8 * len(data))]), flush=True)
