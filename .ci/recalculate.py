"""Recalculates the live sheet of workbooks in LibreOffice, as written and with other inputs.

Each case has two runs of kanal. The workbook of the first one is recalculated as it is, and must
have the results that kanal wrote. Then its inputs are changed to those of the second run, and the
sheet must be that of the second run.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

KANAL = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parent.parent
COUNT = str(ROOT / "examples/uge5-6.csv")
CLOSED = str(ROOT / "tests/golden/cost/with-fixed/count.csv")
SHEETS = {"da": "Regn selv", "en": "Live"}
# Sums of floating-point numbers in another order.
TOLERANCE = 1e-6

PRICES = (ROOT / "prices/kl-2011.toml").read_text()
SCENARIOS = (ROOT / "examples/scenarier.toml").read_text()
OTHER_SCENARIOS = (
    SCENARIOS.replace("telefon = 33", 'telefon = "35,5"')
    .replace("percent = 25", 'percent = "12,5"')
    .replace("percent = 40", "percent = 90")
    .replace("repeat = { percent = 10", "repeat = { percent = 30")
    .replace("realisation = 80", "realisation = 60")
)
OTHER_PRICES = (
    PRICES.replace("price = 52", "price = 60.25")
    .replace("price = 51", "price = 20")
    .replace("price = 19", "price = 23")
)
CLOSING = """
[[scenario]]
name = "Luk Hasles fremmøde"
close = { unit = "Hasle", channel = "fremmøde", to = "telefon", percent_lost = 10 }
"""
FILES = {
    "closing.toml": CLOSING,
    "other-closing.toml": CLOSING.replace("percent_lost = 10", "percent_lost = 35"),
    "scenarios.toml": SCENARIOS,
    "other-scenarios.toml": OTHER_SCENARIOS,
    "other-prices.toml": OTHER_PRICES,
}

# The arguments of the first run and of the second one, in the languages.
CASES = {
    "a price, a percentage and the weeks": (
        "da",
        ["whatif", COUNT, "--move", "telefon:selvbetjening=20%", "--move", "brev:e-mail=12,5%"],
        ["whatif", COUNT, "--move", "telefon:selvbetjening=35%", "--move", "brev:e-mail=100%",
         "--weeks-per-year", "46", "--prices", "other-prices.toml"],
    ),
    "a scenario with repeat contacts, a new price and an expected part": (
        "da",
        ["whatif", COUNT, "--scenarios", "scenarios.toml", "--scenario", "Begge dele"],
        ["whatif", COUNT, "--scenarios", "other-scenarios.toml", "--scenario", "Begge dele",
         "--weeks-per-year", "44,5"],
    ),
    "an extra cost, expected in full, that becomes a saving; the other language": (
        "en",
        ["whatif", COUNT, "--move", "telefon:e-mail=40", "--only", "unit=JobCenteret",
         "--realisation", "50%", "--lang", "en"],
        ["whatif", COUNT, "--move", "telefon:e-mail=80", "--only", "unit=JobCenteret",
         "--realisation", "50%", "--prices", "other-prices.toml", "--lang", "en"],
    ),
    "an entrance that closes, of which some no longer come": (
        "da",
        ["whatif", CLOSED, "--scenarios", "closing.toml", "--scenario", "Luk Hasles fremmøde"],
        ["whatif", CLOSED, "--scenarios", "other-closing.toml", "--scenario",
         "Luk Hasles fremmøde", "--prices", "other-prices.toml"],
    ),
    "a goal": (
        "da",
        ["goal", COUNT, "--from", "telefon,brev", "--to", "selvbetjening", "--save", "1 mio"],
        ["goal", COUNT, "--from", "telefon,brev", "--to", "selvbetjening", "--save", "3 mio"],
    ),
}


def values(file, sheet):
    """The values of a sheet, by cell."""
    rows = openpyxl.load_workbook(file, data_only=True)[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row}


def recalculated(file, changes, sheet, folder):
    """The values of a sheet after some cells are changed and LibreOffice has calculated it."""
    # openpyxl writes formulas without their results, so LibreOffice has to calculate them.
    workbook = openpyxl.load_workbook(file)
    for cell, value in changes.items():
        workbook[sheet][cell] = value
    changed, output = folder / "changed.xlsx", folder / "output"
    workbook.save(changed)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "xlsx", "--outdir", str(output), str(changed)]
    subprocess.run(["soffice", profile, *convert], check=True, capture_output=True, timeout=120)
    return values(output / "changed.xlsx", sheet)


def differences(expected, actual):
    """The cells that are not the same, of which most are numbers."""
    def is_same(one, other):
        if isinstance(one, (int, float)) and isinstance(other, (int, float)):
            return abs(one - other) <= TOLERANCE * max(1, abs(one))
        return (one or "") == (other or "")

    cells = sorted(expected.keys() | actual.keys())
    pairs = [(cell, expected.get(cell), actual.get(cell)) for cell in cells]
    return [f"{cell}: kanal {one}, LibreOffice {other}" for cell, one, other in pairs
            if not is_same(one, other)]


def main():
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in FILES.items():
            (folder / file).write_text(text)
        for title, (lang, *runs) in CASES.items():
            sheet = SHEETS[lang]
            files = [folder / "first.xlsx", folder / "second.xlsx"]
            for arguments, file in zip(runs, files):
                output = ["--quiet", "-o", str(file)]
                subprocess.run([KANAL, *arguments, *output], check=True, cwd=folder)
            first, second = (values(file, sheet) for file in files)
            formulas = openpyxl.load_workbook(files[0])[sheet]
            inputs = [cell for cell, value in first.items()
                      if isinstance(value, (int, float)) and formulas[cell].data_type == "n"]
            changes = {cell: second[cell] for cell in inputs if second[cell] != first[cell]}
            assert changes, f"{title}: the second run has the inputs of the first"
            as_written = differences(first, recalculated(files[0], {}, sheet, folder))
            with_changes = differences(second, recalculated(files[0], changes, sheet, folder))
            problems = as_written + with_changes
            print(f"{title}: {len(changes)} inputs changed, {len(problems)} differences")
            print("".join(f"  {problem}\n" for problem in problems), end="")
            failed = failed or bool(problems)
        share = next(cell for cell in inputs if first[cell] < 1)
        warning = recalculated(files[0], {share: 1.5}, sheet, folder)["A3"]
        print(f"more than 100 %: {warning}")
        failed = failed or "100 %" not in str(warning)
    sys.exit(failed)


main()
