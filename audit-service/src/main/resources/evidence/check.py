#!/usr/bin/env python3
"""Checks every record of this evidence pack with nothing but Python 3 and the files beside this one.

    python3 check.py [verifier key]

Without a key it takes those of key.txt. Exit status: 0 if every record is proven, 1 if not.
"""
import base64, csv, hashlib, json, pathlib, sys, uuid

HERE = pathlib.Path(__file__).resolve().parent

# Ed25519 signatures: RFC 8032, section 5.1. Points are (X, Y, Z, T).
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, p):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, p)
        p, n = add(p, p), n >> 1
    return total

def point(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("what should be a point of the curve isn't one")
    return (x if x & 1 == sign else P - x), y, 1, (x if x & 1 == sign else P - x) * y % P

def signed(key, text, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    p, q = times(s, point(bytes.fromhex("58" + 31 * "66"))), add(point(signature[:32]), times(h, point(key)))
    return len(signature) == 64 and s < L and all((p[i] * q[2] - q[i] * p[2]) % P == 0 for i in (0, 1))

def demand(holds, why):
    if not holds:
        raise ValueError(why)

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def base64_of(text):
    data = base64.b64decode(text, validate=True)
    demand(base64.b64encode(data).decode() == text, "something that should be base64 isn't")
    return data

def text_of(path):
    return path.read_bytes().decode("utf-8")

def key_of(line):
    """A verifier key of C2SP signed-note; behind one that was retired stand "until" and the size up to which it counts."""
    verifier, retired, until = line.strip().partition(" until ")
    name, key_id, typed = verifier.split("+", 2)
    key = base64_of(typed)
    demand(len(key) == 33 and key[0] == 1, "the verifier key isn't an Ed25519 key")
    demand(sha256(name.encode() + b"\n" + key)[:4].hex() == key_id, "the verifier key's id doesn't fit its name and key")
    return verifier, name, key_id, key[1:], int(until) if retired else None

def checkpoint_of(note, verifiers):
    """Size and root that one of the keys has signed, and which: C2SP signed-note and tlog-checkpoint."""
    keys = [key_of(line) for line in verifiers.splitlines() if line.strip() and line[0] != "#"]
    text, gap, signatures = note.rpartition("\n\n")
    origin, size, root = text.split("\n")[:3]
    signers = []
    for verifier, name, key_id, key, until in keys:
        lines = [line for line in signatures.split("\n") if line.startswith("\u2014 " + name + " ")]
        ours = [blob[4:] for blob in map(base64_of, (line.split(" ")[2] for line in lines)) if blob[:4].hex() == key_id]
        demand(all(signed(key, (text + "\n").encode(), blob) for blob in ours), "a signature under the checkpoint is wrong")
        if ours:
            demand(origin == name, "the checkpoint is of another log")
            signers.append((verifier, until))
    demand(signers, "this key has not signed the checkpoint" if len(keys) == 1 else "none of these keys has signed the checkpoint")
    demand(note.endswith("\n") and size == str(int(size)), "the checkpoint is malformed")
    good = [verifier for verifier, until in signers if until is None or int(size) <= until]
    demand(good, "only a key has signed the checkpoint that was retired before")
    return int(size), base64_of(root), good[0]

def demand_proven(record_id, body, proof, note, size, root):
    """From the record to the root: docs of the ledger's format, and RFC 9162, section 2.1.3.2."""
    head, gap, checkpoint = proof.partition("\n\n")
    kind, extra, place, *path = head.split("\n")
    demand(kind == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and place[:6] == "index ", "its proof is malformed")
    demand(checkpoint == note, "its proof is for another checkpoint than this pack's")
    opening, index = base64_of(extra[6:]), int(place[6:])
    demand(place == "index %d" % index, "its proof is malformed")
    demand(len(opening) == 49 and opening[:17] == b"\x01" + uuid.UUID(record_id).bytes, "its proof is another record's")
    node = sha256(b"\0", opening[:17], sha256(b"concord-audit-commitment-v1", opening[17:], body))
    position, last = index, size - 1
    demand(0 <= index < size, "the checkpoint doesn't reach it")
    for sibling in map(base64_of, path):
        demand(last > 0 and len(sibling) == 32, "its path is too long")
        if position & 1 or position == last:
            node = sha256(b"\1", sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = sha256(b"\1", node, sibling)
        position, last = position >> 1, last >> 1
    demand(last == 0 and node == root, "it is not what the ledger holds: record or proof was altered")
    return index

def cell(value):
    """A text as contents.csv has it: an apostrophe before what a spreadsheet would take for a formula."""
    plain = str(value).replace("\0", "")
    return ("'" + plain if plain[:1] and plain[0] in "=+-@\t\r" else plain).encode("utf-8", "replace")

def demand_told(row, record_id, body, index):
    record = json.loads(body.decode("utf-8"))
    demand(uuid.UUID(record["id"]) == uuid.UUID(record_id), "its text is another record's")
    demand(row["leaf_index"] == str(index), "contents.csv has another place for it")
    for member in ("occurred_at", "type", "outcome", "summary"):
        demand(row[member].encode("utf-8", "replace") == cell(record[member]), "contents.csv says something else of its " + member)

def main():
    try:
        verifiers = sys.argv[1] if len(sys.argv) > 1 else text_of(HERE / "key.txt")
        note = text_of(HERE / "checkpoint.txt")
        size, root, verifier = checkpoint_of(note, verifiers)
        with open(HERE / "contents.csv", encoding="utf-8", newline="") as table:
            rows = {row["id"]: row for row in csv.DictReader(table)}
    except Exception as why:
        print("NOT PROVEN: %s. So nothing of this pack is proven." % why)
        return 1
    files = sorted(path.stem for path in (HERE / "records").glob("*.json"))
    named = list(rows) + [one for one in files if one not in rows]
    bad = 0
    for record_id in named:
        # Whatever goes wrong, the record isn't proven.
        try:
            demand(record_id in files, "its file is missing")
            demand(record_id in rows, "contents.csv doesn't have it")
            demand(not (HERE / "records" / (record_id + ".altered.txt")).exists(), "it was altered in the ledger before this pack was made")
            body = (HERE / "records" / (record_id + ".json")).read_bytes()
            proof = text_of(HERE / "records" / (record_id + ".tlog-proof"))
            index = demand_proven(record_id, body, proof, note, size, root)
            demand_told(rows[record_id], record_id, body, index)
            print("proven      %s  record %d of %d" % (record_id, index + 1, size))
        except Exception as why:
            bad += 1
            print("NOT PROVEN  %s: %s" % (record_id, why))
    print()
    print("%d of %d records are proven." % (len(named) - bad, len(named)))
    print("They rest on this key: %s" % verifier)
    print("Compare it with one that you got in another way than with this pack.")
    return 1 if bad or not named else 0

if __name__ == "__main__":
    sys.exit(main())
