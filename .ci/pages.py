#!/usr/bin/env python3
"""Every page passes a parser of HTML without an error."""

import pathlib
import subprocess
import sys
import tempfile

import html5lib

KANAL = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMANDS = [
    ["page", "examples/uge5-6.csv", "--scenarios", "examples/scenarier.toml"],
    ["page", "examples/komhen.csv", "--lang", "en"],
    ["cost", "examples/uge5-6.csv"],
    ["compare", "examples/uge5-6.csv", "examples/uge5-6-2012.csv"],
    ["contact-centre", "examples/komhen.csv"],
]


def errors(page):
    parser = html5lib.HTMLParser()
    parser.parse(page)
    return [(place, code) for place, code, _ in parser.errors]


failed = False
with tempfile.TemporaryDirectory() as folder:
    for command in COMMANDS:
        page = pathlib.Path(folder) / "page.html"
        words = [KANAL, *command, "--quiet", "-o", str(page)]
        subprocess.run(words, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        for place, code in errors(page.read_text(encoding="utf-8")):
            failed = True
            print(f"{' '.join(command)}: {code} at {place}")
print(f"{len(COMMANDS)} pages parsed")
sys.exit(1 if failed else 0)
