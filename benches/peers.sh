#!/usr/bin/env bash
# kanal beside other tools on the same question: enquiries by unit and channel of one
# large count. Needs Python 3, and installs DuckDB and Polars into a folder of its own.
# Usage: benches/peers.sh [ROWS]   (default 20 million, about 1 GB)
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-20000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet
cargo run --release --quiet --example generate -- "$rows" > "$work/large.csv"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb polars

cat > "$work/duck.py" <<'PY'
import duckdb, json, sys
rows = duckdb.sql(f"select enhed, kanal, sum(antal)::bigint from read_csv('{sys.argv[1]}', delim=';') group by all").fetchall()
json.dump([[unit, channel, int(n)] for unit, channel, n in rows], sys.stdout)
PY
cat > "$work/polar.py" <<'PY'
import json, polars, sys
rows = polars.scan_csv(sys.argv[1], separator=";").group_by("enhed", "kanal").agg(polars.col("antal").sum()).collect(engine="streaming").rows()
json.dump([[unit, channel, int(n)] for unit, channel, n in rows], sys.stdout)
PY
cat > "$work/peers.py" <<'PY'
import collections, json, os, resource, statistics, subprocess, sys, time
work, runs = sys.argv[1], 5
file, python = f"{work}/large.csv", f"{work}/venv/bin/python"
tools = {
    "wc -l": ["wc", "-l", file],
    "kanal": ["target/release/kanal", "cost", file, "--format", "json"],
    "Polars": [python, f"{work}/polar.py", file],
    "DuckDB": [python, f"{work}/duck.py", file],
}
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
tables = json.loads(output["kanal"])["tables"]
ours = [collections.Counter({row[key]: row["counted"] for row in tables[table]["rows"]})
        for table, key in (("by_unit", "unit"), ("by_channel", "channel"))]
for name in ("Polars", "DuckDB"):
    theirs = [collections.Counter(), collections.Counter()]
    for unit, channel, counted in json.loads(output[name]):
        theirs[0][unit] += counted
        theirs[1][channel] += counted
    if theirs != ours:
        sys.exit(f"{name} and kanal do not agree")
kanal = statistics.median(seconds["kanal"])
print(f"{os.path.getsize(file) / 1e9:.2f} GB, medians of {runs} runs; all totals are equal\n")
# A child cannot show less memory than this script itself has, about 15 MB.
print("| | seconds | over kanal | peak memory |\n|---|---:|---:|---:|")
for name in tools:
    median = statistics.median(seconds[name])
    print(f"| {name} | {median:.2f} | {median / kanal:.1f} | {memory[name] / 1024:.0f} MB |")
PY
python3 "$work/peers.py" "$work"
