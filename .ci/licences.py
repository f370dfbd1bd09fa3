#!/usr/bin/env python3
"""Writes the licences of everything that is built into the program for a target, with their texts.

    python3 .ci/licences.py TARGET > LICENCES.txt
"""

import json
import os
import re
import subprocess
import sys

NAMES = re.compile(r"^(licen[cs]e|copying|notice|unlicense)", re.IGNORECASE)


def metadata(target):
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def linked(data):
    """The packages that end up in the program: no build scripts, macros or tests."""
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    packages = {package["id"]: package for package in data["packages"]}
    is_macro = lambda one: any("proc-macro" in target["kind"] for target in packages[one]["targets"])
    found, waiting = set(), [data["resolve"]["root"]]
    while waiting:
        package = waiting.pop()
        if package in found or is_macro(package):
            continue
        found.add(package)
        for needed in nodes[package]["deps"]:
            if any(kind["kind"] is None for kind in needed["dep_kinds"]):
                waiting.append(needed["pkg"])
    found.remove(data["resolve"]["root"])
    return sorted((packages[one] for one in found), key=lambda one: one["name"])


def texts(package):
    folder = os.path.dirname(package["manifest_path"])
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if NAMES.match(name) and os.path.isfile(path):
            yield name, open(path, encoding="utf-8", errors="replace").read().strip()


def main():
    packages = linked(metadata(sys.argv[1]))
    without = [package for package in packages if not package["license"]]
    if without:
        sys.exit(f"no licence is stated by {[package['name'] for package in without]}")
    print("kanal is licensed under MIT or Apache-2.0, at your choice: LICENSE-MIT, LICENSE-APACHE.")
    print("It contains the standard library of Rust (MIT OR Apache-2.0: rust-lang.org/policies/licenses)")
    print("and the following packages. The text of each licence is below, once.\n")
    by_text = {}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        print(f"{name}: {package['license']}")
        for _, text in texts(package):
            by_text.setdefault(text, []).append(name)
    for text, names in by_text.items():
        print(f"\n{'=' * 80}\n{', '.join(names)}\n{'=' * 80}\n\n{text}")


main()
