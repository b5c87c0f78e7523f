#!/usr/bin/env python3
"""Compares the text that briefbook reads from documents with that of reference programs.

    benches/agreement.py BINARY FILE-OR-FOLDER...

For every document: the share of the reference's words that are found at all, the share that is found
in order (longest common subsequence over the length of the reference), CPU seconds of both programs
and the most memory that briefbook and its workers took. Words are runs of letters and digits, without
regard to case; compatibility forms such as ligatures count as their letters.

Running heads, page numbers and what else stands at the edge of page after page are no part of the
page that briefbook shows. So pages are compared twice: as the reference has them ("raw"), and without
such lines of the reference, told by a rule of this script that knows nothing of what briefbook left
out (see `without_running_lines`). Words that only briefbook has count in neither. If mutool is
installed, its raw order is told for comparison: programs differ about tables, and about text that
is turned.

The structure is compared too (`text --json`): how many headings, rows of tables, items of lists and
notes are kept of those that pandoc finds in DOCX, ODT, RTF, EPUB and HTML, and how many words a caveat
says were set aside. A page of HTML is read as its article, pandoc reads all of it. PDF has no reference
for its structure: only what we found is told.

Needs, for the formats there are: pdftotext (PDF), pandoc (DOCX, ODT, RTF, EPUB), w3m (HTML). Messages
are compared with Python's own reader of e-mail. Installs nothing, writes only below a temporary
folder, and starts every document with an empty cache.
"""

import collections
import concurrent.futures
import email
import email.policy
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import unicodedata

REFERENCES = {
    "pdf": ["pdftotext", "-enc", "UTF-8", "{}", "-"],
    "docx": ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", "{}"],
    "odt": ["pandoc", "-f", "odt", "-t", "plain", "--wrap=none", "{}"],
    "rtf": ["pandoc", "-f", "rtf", "-t", "plain", "--wrap=none", "{}"],
    "epub": ["pandoc", "-f", "epub", "-t", "plain", "--wrap=none", "{}"],
    # Wide, so that the lines of neighbouring cells do not alternate.
    "html": ["w3m", "-dump", "-cols", "5000", "-T", "text/html", "-O", "UTF-8", "{}"],
    "htm": ["w3m", "-dump", "-cols", "5000", "-T", "text/html", "-O", "UTF-8", "{}"],
    "eml": [sys.executable, __file__, "--message", "{}"],
}

# What pandoc calls each format whose structure it reads.
STRUCTURED = {"docx": "docx", "odt": "odt", "rtf": "rtf", "epub": "epub", "html": "html", "htm": "html"}

# What is counted of the structure.
KINDS = ("heading", "row", "item", "note")

SECONDS = 120

# Lines at the top and at the bottom of a page that may be running ones, and pages that make them so.
EDGE_LINES = 4
EDGE_PAGES = 3

Share = collections.namedtuple("Share", "length at_all in_order")
Row = collections.namedtuple("Row", "path share raw other cpu their_cpu memory note kept aside")


def words(text):
    """The words of a text as they are compared."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return re.findall(r"[^\W_]+", text)


def common_in_order(first, second):
    """Length of the longest common subsequence: the bit-vector method of Hyyro."""
    places = collections.defaultdict(int)
    for at, word in enumerate(first):
        places[word] |= 1 << at
    every = (1 << len(first)) - 1
    row = every
    for word in second:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & every
    return len(first) - row.bit_count()


def common_at_all(first, second):
    """How many words both have, counted as often as both have them."""
    return (collections.Counter(first) & collections.Counter(second)).total()


def run(command, output, home):
    """Complaints, CPU seconds and most memory in MB of a program and its children."""
    places = {f"XDG_{name}_HOME": home for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    environment = {**os.environ, **places, "HOME": home}
    with open(output, "wb") as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment)
        alarm = threading.Timer(SECONDS, process.kill)
        alarm.start()
        _, _, usage = os.wait4(process.pid, 0)
        alarm.cancel()
        process.returncode = 0
        err.seek(0)
        complaints = err.read().decode("utf-8", "replace")
    return complaints, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def message(path):
    """The text of a message as Python's reader sees it: the body that is to be shown."""
    with open(path, "rb") as file:
        parsed = email.message_from_binary_file(file, policy=email.policy.default)
    body = parsed.get_body(("plain", "html"))
    print(body.get_content() if body is not None else "")


def documents(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from sorted(os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
        else:
            yield path


def plainly_visible(path, folder):
    """A copy of a page without what w3m shows and a page does not: what stands for pictures, and the
    fields of forms."""
    with open(path, "rb") as file:
        page = file.read()
    page = re.sub(rb"""\balt\s*=\s*("[^"]*"|'[^']*')""", b'alt=""', page, flags=re.I)
    page = re.sub(rb"<select\b.*?</select\s*>|<textarea\b.*?</textarea\s*>|<button\b.*?</button\s*>", b" ", page, flags=re.I | re.S)
    page = re.sub(rb"<(input|img|embed)\b[^>]*>", b" ", page, flags=re.I)
    copy = os.path.join(folder, "page.html")
    with open(copy, "wb") as file:
        file.write(page)
    return copy


def masked(line):
    """A line as it is on every page: without its numbers."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.split()).casefold())


def without_running_lines(text):
    """A text in pages without the lines that repeat, but for their numbers, at the edges of at least
    three pages (or of both, if there are two)."""
    pages = [page.split("\n") for page in text.split("\f")]

    def edges(page):
        full = [at for at, line in enumerate(page) if line.strip()]
        return set(full[:EDGE_LINES] + full[-EDGE_LINES:])

    at_edges = [{at: masked(page[at]) for at in edges(page)} for page in pages]
    times = collections.Counter(line for edge in at_edges for line in set(edge.values()))
    most = min(EDGE_PAGES, max(2, sum(map(bool, at_edges))))
    running = {line for line, count in times.items() if count >= most}
    return "\f".join(
        "\n".join(line for at, line in enumerate(page) if edge.get(at) not in running)
        for page, edge in zip(pages, at_edges)
    )


def read(file):
    with open(file, encoding="utf-8", errors="replace") as text:
        return text.read()


def our_structure(binary, path, home):
    """How many blocks of each kind we have, and how many words caveats say were set aside."""
    output = os.path.join(home, "blocks")
    run([binary, "text", "--json", path], output, home)
    rows = [json.loads(line) for line in read(output).splitlines()]
    counts = collections.Counter(row["kind"] for row in rows[1:])
    caveats = rows[0]["caveats"] if rows else []
    aside = [re.match(r"([\d,]+) words?\b", caveat) for caveat in caveats]
    return counts, sum(int(found[1].replace(",", "")) for found in aside if found)


def count_pandoc(node, counts):
    """Counts headings, rows, items and notes in a tree that pandoc wrote as JSON."""
    if isinstance(node, list):
        for inner in node:
            count_pandoc(inner, counts)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        if kind == "Header":
            counts["heading"] += 1
        elif kind == "Note":
            counts["note"] += 1
        elif kind == "BulletList":
            counts["item"] += len(content)
        elif kind == "OrderedList":
            counts["item"] += len(content[1])
        elif kind == "Table":
            head, bodies, foot = content[3], content[4], content[5]
            bodies = [row for body in bodies for part in body[2:4] for row in part]
            counts["row"] += len(head[1]) + len(bodies) + len(foot[1])
        count_pandoc(content, counts)


def their_structure(kind, path, home):
    """What pandoc counts, or nothing if it does not read such files."""
    if kind not in STRUCTURED or shutil.which("pandoc") is None:
        return None
    output = os.path.join(home, "tree")
    run(["pandoc", "-f", STRUCTURED[kind], "-t", "json", path], output, home)
    counts = collections.Counter()
    try:
        count_pandoc(json.loads(read(output))["blocks"], counts)
    except (ValueError, KeyError, IndexError):
        return None
    return counts


def share(wanted, found):
    length = max(len(wanted), 1)
    return Share(len(wanted), common_at_all(wanted, found) / length, common_in_order(wanted, found) / length)


def shares(theirs, ours, other):
    """What we have of the reference's words without running lines and with them, what another program
    has of them, how many we have."""
    theirs, found = read(theirs), words(read(ours))
    other = share(words(theirs), words(read(other))) if os.path.exists(other) else None
    return share(words(without_running_lines(theirs)), found), share(words(theirs), found), other, len(found)


def compare(binary, path, helper):
    """One row, or nothing if there is no reference for such a document."""
    kind = path.rsplit(".", 1)[-1].lower()
    command = REFERENCES.get(kind)
    if command is None or shutil.which(command[0]) is None:
        return None
    with tempfile.TemporaryDirectory() as home:
        source = plainly_visible(path, home) if command[0] == "w3m" else path
        outputs = [os.path.join(home, name) for name in ("theirs", "ours", "other")]
        if kind == "pdf" and shutil.which("mutool"):
            run(["mutool", "draw", "-F", "txt", "-o", "-", path], outputs[2], home)
        _, their_cpu, _ = run([part.replace("{}", source) for part in command], outputs[0], home)
        reason, cpu, memory = run([binary, "text", path], outputs[1], home)
        ours, raw, other, count = helper.submit(shares, *outputs).result()
        have, aside = our_structure(binary, path, home)
        theirs = their_structure(kind, path, home)
        kept = {name: (have[name], None if theirs is None else theirs[name]) for name in KINDS}
    readable = count > 0 or not reason
    note = f"{count} words" if readable else reason.strip()
    return Row(path, ours if readable else None, raw, other, cpu, their_cpu, memory, note, kept, aside)


def median(shares, told):
    """The median of each figure, in words."""
    at_all, in_order = (statistics.median(figures) for figures in zip(*(s[1:] for s in shares)))
    low = sum(share.in_order < 0.9 for share in shares)
    print(f"{told}: median found {at_all:.3f}, in order {in_order:.3f}; {low} below .90 in order")


def structure(rows, told):
    """What is kept of the structure over all files of a format, in words."""
    words = []
    for name in KINDS:
        pairs = [row.kept[name] for row in rows]
        ours = sum(have for have, _ in pairs)
        if all(theirs is None for _, theirs in pairs):
            words.append(f"{ours} {name}s")
        else:
            kept = sum(min(have, theirs) for have, theirs in pairs if theirs is not None)
            wanted = sum(theirs for _, theirs in pairs if theirs is not None)
            words.append(f"{name}s {kept} of {wanted} (we have {ours})")
    print(f"{told}: {', '.join(words)}; {sum(row.aside for row in rows)} words set aside")


def main(binary, paths):
    # Words are compared in a process of their own: memory that this one once took would be counted
    # as that of the programs it starts.
    with concurrent.futures.ProcessPoolExecutor(1) as helper:
        rows = [row for row in (compare(binary, path, helper) for path in documents(paths)) if row]
    print("found\torder\traw found\torder\tmutool's\twords\tCPU s\ttheirs\tMB\taside\tdocument")
    for row in rows:
        both = (row.share, row.share and row.raw)
        ours = "\t".join(f"{share.at_all:.3f}\t{share.in_order:.3f}" if share else "-\t-" for share in both)
        other = f"{row.other.in_order:.3f}" if row.other and row.share else "-"
        cost = f"{row.cpu:.2f}\t{row.their_cpu:.2f}\t{row.memory:.0f}"
        print(f"{ours}\t{other}\t{row.raw.length}\t{cost}\t{row.aside}\t{row.path} ({row.note})")
    # A reference of a few words is a test of its program, not a text.
    texts = [row for row in rows if row.share and row.raw.length >= 20]
    by_kind = collections.defaultdict(list)
    for row in texts:
        by_kind[row.path.rsplit(".", 1)[-1].lower()].append(row)
    for kind, some in sorted(by_kind.items()):
        median([row.share for row in some], f"{len(some)} of {kind}")
        if any(row.share != row.raw for row in some):
            median([row.raw for row in some], f"{len(some)} of {kind}, raw")
        structure(some, f"{len(some)} of {kind}, structure")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--message"]:
        message(sys.argv[2])
    elif len(sys.argv) < 3:
        sys.exit(__doc__)
    else:
        main(sys.argv[1], sys.argv[2:])
