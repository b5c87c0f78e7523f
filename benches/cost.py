#!/usr/bin/env python3
"""What reading documents costs beside reference programs: time and memory of every file, the first
page of a long PDF on the screen, and the same PDF the second time.

    benches/cost.py BINARY FILE-OR-FOLDER...

Every file is read by `briefbook text`, in turn with its reference (see `agreement.py`, which also says
what is needed); the least of several runs counts, and what a program takes to start and read a single
word is taken off ours. Every file has to be read or refused with a reason, within ten times the time
of its reference and 500 MB.

PDFs of at least 100 pages are also opened in a terminal of 80 columns, with an empty cache: the time
until words of the first page are painted, beside that of `pdftotext -l 1` and that of opening a text of
a few words; and read a second time, beside a text of the same words. Such a PDF can be made of any long
book: mutool convert -W 612 -H 792 -S 12 -o long.pdf book.epub

Times are of the wall clock; on a busy machine only their ratios mean something. Ends with 1 if a bound
is broken.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import agreement

RUNS = 5
TIMES = 10
MEGABYTES = 500
LONG = 100
# Reasons that tell of a fault of the program and not of a file.
FAULTS = ("please report it", "did not start", "wrong answer")


def timed(command, output, home):
    """Seconds, MB and complaints of a program."""
    begun = time.monotonic()
    complaints, _, memory = agreement.run(command, output, home)
    return time.monotonic() - begun, memory, complaints


def in_turn(commands, runs=RUNS):
    """The least seconds of each command, the most memory and the last complaint, each run with an
    empty home."""
    best = [(float("inf"), 0, "")] * len(commands)
    for _ in range(runs):
        for at, command in enumerate(commands):
            with tempfile.TemporaryDirectory() as home:
                seconds, memory, complaint = timed(command, os.devnull, home)
            best[at] = (min(best[at][0], seconds), max(best[at][1], memory), complaint)
    return best


def every_file(binary, paths, folder):
    """Prints a line for every file; returns what broke a bound."""
    word = os.path.join(folder, "word.txt")
    with open(word, "w", encoding="utf-8") as file:
        file.write("word\n")
    start = in_turn([[binary, "text", word]], 3 * RUNS)[0][0]
    broken = []
    ratios = []
    print(f"start {1000 * start:.0f} ms\n   ms\ttheirs\tratio\tMB\tdocument")
    for path in agreement.documents(paths):
        kind = path.rsplit(".", 1)[-1].lower()
        reference = agreement.REFERENCES.get(kind)
        known = reference is not None and shutil.which(reference[0]) is not None
        commands = [[binary, "text", path]]
        if known:
            commands.append([part.replace("{}", path) for part in reference])
        results = in_turn(commands, RUNS if known else 1)
        seconds, memory, reason = results[0]
        theirs = results[1][0] if known else None
        ratio = max(seconds - start, 0) / theirs if known else None
        if known:
            ratios.append(ratio)
            print(f"{1000 * seconds:5.0f}\t{1000 * theirs:.0f}\t{ratio:.2f}\t{memory:.0f}\t{path}")
            if ratio > TIMES:
                broken.append(f"{path} takes {ratio:.1f} times its reference")
        if memory > MEGABYTES:
            broken.append(f"{path} takes {memory:.0f} MB")
        if any(fault in reason for fault in FAULTS):
            broken.append(f"{path} is not read: {reason.strip()}")
    if ratios:
        print(f"{len(ratios)} files: ratio {statistics.median(ratios):.2f} at the median, {max(ratios):.2f} at most")
    return broken


def until_painted(binary, path, wanted):
    """Seconds until words are on the screen of a terminal; None if they do not come."""
    with tempfile.TemporaryDirectory() as home:
        places = {f"XDG_{name}_HOME": home for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        environment = {**os.environ, **places, "HOME": home, "TERM": "xterm-256color"}
        begun = time.monotonic()
        child, terminal = pty.fork()
        if child == 0:
            os.execve(binary, [binary, path], environment)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        painted, found = b"", None
        while found is None and time.monotonic() < begun + agreement.SECONDS:
            if not select.select([terminal], [], [], 0.5)[0]:
                continue
            try:
                painted += os.read(terminal, 1 << 16)
            except OSError:
                break
            # Cells that did not change are skipped: only whole words are sure to stand together.
            plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b" ", painted)
            if any(word in plain for word in wanted):
                found = time.monotonic() - begun
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
        return found


def first_words(text):
    """The longest words of the beginning of a text that are on its first screen."""
    words = re.findall(r"[A-Za-z]{7,}", text[:400])
    return [word.encode() for word in sorted(set(words), key=len, reverse=True)[:4]]


def long_pdf(binary, path, folder):
    """The first page on the screen, and the second reading."""
    broken = []
    page = subprocess.run(["pdftotext", "-l", "1", path, "-"], capture_output=True, check=False)
    wanted = first_words(page.stdout.decode("utf-8", "replace"))
    short = os.path.join(folder, "short.txt")
    with open(short, "w", encoding="utf-8") as file:
        file.write("Extraordinarily short\n\nA text.\n")
    ours, theirs, start = [], [], []
    for _ in range(RUNS):
        ours.append(until_painted(binary, path, wanted) or agreement.SECONDS)
        theirs.append(in_turn([["pdftotext", "-l", "1", path, "-"]], 1)[0][0])
        start.append(until_painted(binary, short, [b"Extraordinarily"]) or agreement.SECONDS)
    first, page, start = min(ours), min(theirs), min(start)
    print(f"first page of {path}: {1000 * first:.0f} ms; pdftotext -l 1: {1000 * page:.0f} ms; start: {1000 * start:.0f} ms")
    if first > 2 * page + start:
        broken.append(f"the first page of {path} takes {(first - start) / page:.1f} times that of pdftotext")

    copy, text = os.path.join(folder, "long.pdf"), os.path.join(folder, "long.txt")
    shutil.copyfile(path, copy)
    # A file that was just written is not kept: it may change unseen.
    os.utime(copy, (time.time() - 3600,) * 2)
    with tempfile.TemporaryDirectory() as home:
        once = timed([binary, "text", copy], text, home)[0]
        again = [timed([binary, "text", name], os.devnull, home)[0] for _ in range(RUNS) for name in (copy, text)]
    second, plain = min(again[::2]), min(again[1::2])
    print(f"read in {once:.2f} s, the second time in {1000 * second:.0f} ms; a text of its words: {1000 * plain:.0f} ms")
    return broken


def pages(path):
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=False).stdout
    count = re.search(rb"^Pages:\s+(\d+)", told, re.M)
    return int(count[1]) if count else 0


def main(binary, paths):
    binary = os.path.abspath(binary)
    with tempfile.TemporaryDirectory() as folder:
        broken = every_file(binary, paths, folder)
        if shutil.which("pdfinfo") and shutil.which("pdftotext"):
            for path in agreement.documents(paths):
                if path.lower().endswith(".pdf") and pages(path) >= LONG:
                    broken += long_pdf(binary, path, folder)
    print("\n".join(broken) or "no bound is broken")
    return 1 if broken else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
