#!/usr/bin/env bash
# kanal on files of several sizes and kinds: seconds, megabytes a second, and peak memory.
# Then the cost of growth: more rows, and more groups. Needs Python 3 and gzip, and 8 GB in the
# temporary folder.
# Usage: benches/sizes.sh
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet --example generate
cargo build --release --quiet
generate=target/release/examples/generate
"$generate" 1850000 > "$work/0.1 GB.csv"
"$generate" 18500000 > "$work/1 GB.csv"
"$generate" 22000000 wide > "$work/wide.csv"
"$generate" 20000000 quoted > "$work/quoted.csv"
"$generate" 9500000 komhen > "$work/komhen.csv"
"$generate" 100000 units > "$work/units.csv"
gzip --fast --stdout "$work/1 GB.csv" > "$work/1 GB.csv.gz"

cat > "$work/sizes.py" <<'PY'
import os, statistics, subprocess, sys, time
work, generate, runs = sys.argv[1], sys.argv[2], 5
kanal = ["target/release/kanal", "cost", "--format", "json", "--allow", "weeks_assumed,many_names"]

def run(command, stdin=None):
    """Seconds, and the peak memory in MB that the kernel shows while it runs."""
    start, peak = time.monotonic(), 0
    child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL)
    while child.poll() is None:
        try:
            status = open(f"/proc/{child.pid}/status").read()
            peak = max([peak] + [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")])
        except OSError:
            pass
        time.sleep(0.002)
    if child.returncode:
        sys.exit(f"{command} failed")
    return time.monotonic() - start, peak / 1024

def line(name, size, measure, runs=runs):
    results = [measure() for _ in range(runs)]
    seconds, peak = statistics.median(r[0] for r in results), max(r[1] for r in results)
    print(f"| {name} | {size / 1e9:.2f} GB | {seconds:.2f} | {size / 1e6 / seconds:.0f} | {peak:.0f} MB |", flush=True)

def of_file(name):
    path = f"{work}/{name}"
    return os.path.getsize(path), lambda: run(kanal + [path])

def of_pipe(writer):
    def measure():
        source = subprocess.Popen(writer, stdout=subprocess.PIPE)
        result = run(kanal + ["-"], source.stdout)
        source.stdout.close()
        source.wait()
        return result
    return measure

print(f"medians of {runs} runs\n\n| | size | seconds | MB a second | peak memory |\n|---|---:|---:|---:|---:|")
line("table", *of_file("0.1 GB.csv"))
line("table", *of_file("1 GB.csv"))
size = os.path.getsize(f"{work}/1 GB.csv")
line("table, standard input", size, lambda: run(kanal + ["-"], open(f"{work}/1 GB.csv")))
line("table, through a pipe from `cat`", size, of_pipe(["cat", f"{work}/1 GB.csv"]))
line("table, `.csv.gz`, bytes unpacked", size, lambda: run(kanal + [f"{work}/1 GB.csv.gz"]))
line("`gzip -dc` of it alone", size, lambda: run(["gzip", "-dc", f"{work}/1 GB.csv.gz"]))
line("wide table", *of_file("wide.csv"))
line("table with quotes around each cell", *of_file("quoted.csv"))
line("export of KOMHEN", *of_file("komhen.csv"))
line("100.000 units", *of_file("units.csv"))

print(f"\n| groups | rows | size | seconds | ns a row | peak memory |\n|---:|---:|---:|---:|---:|---:|")
for groups in (10, 1_000, 100_000):
    for rows in (1_000_000, 10_000_000, 100_000_000):
        path = f"{work}/growth.csv"
        with open(path, "w") as file:
            subprocess.run([generate, str(rows), "groups", str(groups)], stdout=file, check=True)
        results = [run(kanal + [path]) for _ in range(runs)]
        seconds, peak = statistics.median(r[0] for r in results), max(r[1] for r in results)
        size = os.path.getsize(path) / 1e9
        number = lambda it: f"{it:,}".replace(",", ".")
        print(f"| {number(groups)} | {number(rows)} | {size:.2f} GB | {seconds:.2f} | {seconds / rows * 1e9:.0f} | {peak:.0f} MB |", flush=True)
PY
python3 "$work/sizes.py" "$work" "$generate"
