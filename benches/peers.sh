#!/usr/bin/env bash
# kanal beside other tools on the same question, enquiries by unit and channel: of one large count,
# and of a workbook. Then the start: a small count beside a program that does nothing.
# Needs Python 3, and installs DuckDB, Polars, fastexcel and XlsxWriter into a folder of its own.
# Usage: benches/peers.sh [ROWS]   (default 20 million, about 1 GB)
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-20000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet
cargo run --release --quiet --example generate -- "$rows" > "$work/large.csv"
cargo run --release --quiet --example generate -- 100000 > "$work/sheet.csv"
echo 'fn main() {}' > "$work/empty.rs"
rustc -O -o "$work/empty" "$work/empty.rs"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb polars fastexcel xlsxwriter

cat > "$work/duck.py" <<'PY'
import duckdb, json, sys
rows = duckdb.sql(f"select enhed, kanal, sum(antal)::bigint from read_csv('{sys.argv[1]}', delim=';') group by all").fetchall()
json.dump([[unit, channel, int(n)] for unit, channel, n in rows], sys.stdout)
PY
cat > "$work/polar.py" <<'PY'
import json, polars, sys
path = sys.argv[1]
table = polars.read_excel(path).lazy() if path.endswith("xlsx") else polars.scan_csv(path, separator=";")
rows = table.group_by("enhed", "kanal").agg(polars.col("antal").sum()).collect(engine="streaming").rows()
json.dump([[unit, channel, int(n)] for unit, channel, n in rows], sys.stdout)
PY
cat > "$work/workbook.py" <<'PY'
import csv, sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2])
sheet = book.add_worksheet("Tælling")
for at, row in enumerate(csv.reader(open(sys.argv[1], encoding="utf-8"), delimiter=";")):
    sheet.write_row(at, 0, [int(cell) if cell.isdigit() else cell for cell in row])
book.close()
PY
"$work/venv/bin/python" "$work/workbook.py" "$work/sheet.csv" "$work/sheet.xlsx"
cat > "$work/peers.py" <<'PY'
import collections, json, os, statistics, subprocess, sys, time
work = sys.argv[1]
python = f"{work}/venv/bin/python"

def table(title, tools, runs):
    """Prints how long each tool takes; they take turns. Those that print JSON must agree."""
    seconds, memory, output = collections.defaultdict(list), collections.defaultdict(int), {}
    for run in range(runs + 1):  # The first round warms up and does not count.
        for name, command in tools.items():
            start = time.monotonic()
            child = subprocess.Popen(command, stdout=subprocess.PIPE)
            output[name] = child.stdout.read()
            _, status, usage = os.wait4(child.pid, 0)
            if status:
                sys.exit(f"{name} failed")
            if run:
                seconds[name].append(time.monotonic() - start)
                memory[name] = max(memory[name], usage.ru_maxrss)
    checked = agree({name: text for name, text in output.items() if text.startswith((b"{", b"["))})
    kanal = statistics.median(seconds["kanal"])
    print(f"{title}: medians of {runs} runs{checked}\n")
    # A child cannot show less memory than this script itself has, about 15 MB.
    print("| | seconds | over kanal | peak memory |\n|---|---:|---:|---:|")
    for name in tools:
        median = statistics.median(seconds[name])
        print(f"| {name} | {median:.4g} | {median / kanal:.2f} | {memory[name] / 1024:.0f} MB |", flush=True)
    print()

def agree(output):
    """Ends the run if the totals of any tool are not those of kanal. Says that they are equal."""
    if len(output) < 2:
        return ""
    tables = json.loads(output.pop("kanal"))["tables"]
    ours = [collections.Counter({row[key]: row["counted"] for row in tables[table]["rows"]})
            for table, key in (("by_unit", "unit"), ("by_channel", "channel"))]
    for name, text in output.items():
        theirs = [collections.Counter(), collections.Counter()]
        for unit, channel, counted in json.loads(text):
            theirs[0][unit] += counted
            theirs[1][channel] += counted
        if theirs != ours:
            sys.exit(f"{name} and kanal do not agree")
    return "; all totals are equal"

def tools(path, *others):
    known = {"Polars": [python, f"{work}/polar.py", path], "DuckDB": [python, f"{work}/duck.py", path]}
    kanal = ["target/release/kanal", "cost", path, "--format", "json"]
    return {"kanal": kanal, **{name: known[name] for name in others}}

file = f"{work}/large.csv"
size = os.path.getsize(file) / 1e9
table(f"{size:.2f} GB", {"wc -l": ["wc", "-l", file], **tools(file, "Polars", "DuckDB")}, 5)
table("a workbook of 100.000 rows", tools(f"{work}/sheet.xlsx", "Polars"), 5)
sample = ["target/release/kanal", "cost", "examples/uge5-6.csv"]
table("the sample", {"kanal": sample, "an empty program": [f"{work}/empty"]}, 200)
PY
python3 "$work/peers.py" "$work"
