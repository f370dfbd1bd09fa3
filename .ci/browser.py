#!/usr/bin/env python3
"""The page in a real browser: for random states in its address, the amounts that it shows, and those
that `kanal whatif` gives for the command and for the scenario that it offers, are the same kroner."""

import html
import json
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile
import urllib.parse

KANAL = str(pathlib.Path(sys.argv[1]).resolve())
BROWSER = sys.argv[2]
STATES = int(sys.argv[3]) if len(sys.argv) > 3 else 50
ROOT = pathlib.Path(__file__).resolve().parent.parent
CHANNELS = ["selvbetjening", "selvbetjening-manuel", "telefon", "brev", "e-mail", "fremmøde"]
UNITS = ["JobCenteret", "Hasle Borgerservice", "Aakirkeby Borgerservice", "Økonomi og Personale"]
LIMITED = "telefon:selvbetjening@JobCenteret"
# States that chance seldom finds: no change, an expected part without a saving, prices with many
# decimals, a channel that is left by all.
ODD = [
    {},
    {"forventet": 50},
    {"pris.brev": "31.1234567891", "brev:telefon": "33.3333333333"},
    {"telefon:e-mail": 60, "telefon:brev": 40, "enhed": "Økonomi og Personale"},
    {LIMITED: 100, f"genhenv.{LIMITED}": 100, "enhed": "JobCenteret", "uger": 46},
]


def run(*words):
    return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def state(chance):
    """Moves that together leave at most 100 % of a channel, and sometimes everything else."""
    parts = {}
    left = dict.fromkeys(CHANNELS, 100)
    for _ in range(chance.randint(0, 4)):
        source, target = chance.sample(CHANNELS, 2)
        share = chance.choice([chance.randint(0, 40), chance.randint(0, 400) / 10])
        key = f"{source}:{target}"
        if share <= left[source] and key not in parts:
            left[source] -= share
            parts[key] = share
    if left["telefon"] >= 15 and chance.random() < 0.3:
        parts[LIMITED] = 15
        parts[f"genhenv.{LIMITED}"] = chance.choice([0, 10])
    for channel in CHANNELS:
        if chance.random() < 0.2:
            parts[f"pris.{channel}"] = chance.choice([chance.randint(0, 90), 12.75])
    if chance.random() < 0.3:
        parts["forventet"] = chance.randint(1, 100)
    if chance.random() < 0.3:
        parts["uger"] = chance.choice([46, 40.5, 53])
    if chance.random() < 0.4:
        parts["enhed"] = chance.choice(UNITS)
    return parts


def shown(page, parts):
    """The page with a state in its address, as the browser has it."""
    address = page.as_uri() + "#" + "&".join(
        f"{urllib.parse.quote(key, safe=':@')}={urllib.parse.quote(str(value))}"
        for key, value in parts.items()
    )
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    return run(BROWSER, *flags, address)


def text(dom, name):
    found = re.search(rf'id="{name}"[^>]*>(.*?)</p(?:re)?>', dom, re.S)
    return html.unescape(found.group(1)) if found else ""


def kroner(dom):
    """The cost before and after, and the saving: the totals of the page's table."""
    row = re.search(r'<tr class="total">(.*?)</tr>', dom, re.S).group(1)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
    return [int(cell.replace(".", "").replace("\u2212", "-")) for cell in cells[2:5]]


def of_report(words):
    report = json.loads(run(KANAL, *words, "--format", "json", "--quiet"))
    total = report["tables"]["by_channel"]["total"]
    if report["report"] == "cost":
        return [total["cost"], total["cost"], 0]
    return [total[key] for key in ("cost_before", "cost_after", "saving")]


def is_same(shown, calculated):
    """To the krone: the last digit may be rounded the other way."""
    return all(abs(one - other) <= 0.51 for one, other in zip(shown, calculated))


def main():
    chance = random.Random(18)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.html"
        scenarios = pathlib.Path(folder) / "scenarier.toml"
        run(KANAL, "page", "examples/uge5-6.csv", "--scenarios", "examples/scenarier.toml",
            "-o", str(page), "--quiet")
        states = [*ODD, *(state(chance) for _ in range(STATES - len(ODD)))]
        for number, parts in enumerate(states):
            dom = shown(page, parts)
            amounts, command = kroner(dom), text(dom, "command")
            scenarios.write_text(text(dom, "scenario"), encoding="utf-8")
            words = [str(scenarios) if word == "fra-siden.toml" else word
                     for word in shlex.split(command)[1:]]
            results = {"command": of_report(words)}
            if words[0] == "whatif":
                # The scenario has no weeks and no part: they stay flags.
                flags = zip(words[2::2], words[3::2])
                kept = [pair for pair in flags if pair[0] in ("--where", "--weeks-per-year")]
                results["scenario"] = of_report(
                    [*words[:2], "--scenarios", str(scenarios), *sum(kept, ())])
            for name, result in results.items():
                if not is_same(amounts, result):
                    failed += 1
                    print(f"state {number}: {parts}\n  page {amounts}\n  {name} {result}: {command}")
    print(f"{STATES} states in the browser: {failed} differ")
    return 1 if failed else 0


sys.exit(main())
