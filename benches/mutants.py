#!/usr/bin/env python3
"""Damages copies of documents and has a program read them: it may refuse them or say what is missing,
never crash, hang, or give nothing without a reason.

    benches/mutants.py BINARY FILE-OR-FOLDER... [--rounds N] [--seed N]

Every file is damaged `N` times (usually 4) in each of several ways: cut short, bits flipped, a piece
doubled, a piece set to zero, a piece taken out, two pieces exchanged. Each copy is read by `briefbook
text --json` and by `briefbook facts --json`, with a home of its own. A debug build finds more: numbers
that overflow end it. Told are panics ("panicked", a signal, "a fault of ours"), readings of more than
five seconds, and texts without words with status 0. Ends with 1 if there is one; the copy is kept in the
folder that is named.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

SECONDS = 5
LARGEST = 1 << 20


def piece(data, rng):
    """A piece of the file: where it begins and ends."""
    length = rng.randint(1, max(1, min(len(data), 1 << rng.randint(1, 12))))
    start = rng.randrange(max(1, len(data) - length + 1))
    return start, start + length


def cut(data, rng):
    return data[: rng.randrange(1, max(2, len(data)))]


def flip(data, rng):
    out = bytearray(data)
    for _ in range(1 << rng.randint(0, 5)):
        at = rng.randrange(len(out))
        out[at] ^= 1 << rng.randrange(8)
    return bytes(out)


def double(data, rng):
    start, end = piece(data, rng)
    return data[:end] + data[start:end] * rng.choice([1, 1, 2, 50]) + data[end:]


def zero(data, rng):
    start, end = piece(data, rng)
    return data[:start] + bytes(end - start) + data[end:]


def drop(data, rng):
    start, end = piece(data, rng)
    return data[:start] + data[end:]


def swap(data, rng):
    (a, b), (c, d) = sorted([piece(data, rng), piece(data, rng)])
    c = max(b, c)
    d = max(c, d)
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


WAYS = [cut, flip, double, zero, drop, swap]


def files(paths):
    for path in map(pathlib.Path, paths):
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and 0 < file.stat().st_size <= LARGEST:
                yield file


def run(binary, verb, path, home):
    """The fault of one reading, or nothing."""
    env = {"HOME": str(home), "PATH": os.environ.get("PATH", "")}
    command = [binary, verb, "--json", str(path)]
    try:
        done = subprocess.run(command, env=env, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"{verb}: more than {SECONDS} s"
    said = done.stderr.decode(errors="replace")
    if done.returncode < 0 or "panicked" in said or "crash" in said or "overflow" in said:
        return f"{verb}: status {done.returncode}: {said.strip()[:300]}"
    if verb == "text" and done.returncode == 0:
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        texts = [row.get("text", "") for row in rows[1:]]
        if not any(text.strip() for text in texts):
            return "text: no words, and status 0"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("binary")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    kept = pathlib.Path(tempfile.mkdtemp(prefix="mutants-"))
    home = kept / "home"
    home.mkdir()
    tried = faults = 0
    for file in files(args.paths):
        data = file.read_bytes()
        for way in WAYS:
            for number in range(args.rounds):
                rng = random.Random(f"{args.seed} {file.name} {way.__name__} {number}")
                copy = kept / f"{way.__name__}-{number}-{file.name}"
                copy.write_bytes(way(data, rng))
                found = [run(args.binary, verb, copy, home) for verb in ("text", "facts")]
                tried += 1
                if any(found):
                    faults += 1
                    print(copy, "; ".join(filter(None, found)), flush=True)
                else:
                    copy.unlink()
    print(f"{tried} damaged copies, {faults} faults; they are in {kept}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
