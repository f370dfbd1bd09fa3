#!/usr/bin/env bash
# Faults of files, of the system and of limits: each must end soon, in little memory, with a clear
# error, and leave no file behind.
#
#     tests/faults.sh target/release/kanal [--long]
#
# Prints a line for each fault, with its time and memory; the exit code is 1 when one fails. With
# --long it also reads 10 million units, and a folder has 100.000 files. Needs Python and strace.
set -u
kanal=$(realpath "$1")
long=${2:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cp "$kanal" "$folder/kanal" # a user without rights may not see where it was built
kanal=$folder/kanal
cd "$folder"
failed=0

# Runs a command: at most 60 seconds and so many MB. Its exit code and a part of what it prints are
# compared.
cat > run.py <<'PYTHON'
import os, resource, subprocess, sys, time
name, code, part, most = sys.argv[1:5]
start = time.monotonic()
try:
    done = subprocess.run(sys.argv[5:], capture_output=True, timeout=int(os.environ.get("SECONDS_AT_MOST", 60)))
    text, ended = (done.stdout + done.stderr).decode(errors="replace"), str(done.returncode)
except subprocess.TimeoutExpired:
    text, ended = "", "no end"
seconds = time.monotonic() - start
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
is_sound = ended == code and part in text and memory <= int(most) and "panicked" not in text
print(f"{'ok  ' if is_sound else 'FAIL'} {name:58} {seconds:6.1f} s {memory:6} MB")
if not is_sound:
    print(f"     exit code {ended}, expected {code} and: {part}\n     {text[:600]}")
sys.exit(not is_sound)
PYTHON
expect() { python3 run.py "$@" || failed=1; } # NAME EXIT-CODE PART MEGABYTES COMMAND…
check() { # NAME COMMAND…: whether a condition holds
    if "${@:2}"; then echo "ok   $1"; else echo "FAIL $1"; failed=1; fi
}
no_strays() { [[ -z $(find . -name '.*' -type f) ]]; }
export KANAL_LANG=en

python3 - "$long" <<'PYTHON'
import gzip, os, sys, zipfile
def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    open(path, "w", newline="").write(text)
header = "enhed;uge;kanal;antal\n"
rows = lambda count: "".join(f"Enhed {row % 50};5;telefon;1\n" for row in range(count))
move = 'moves = [{ from = "telefon", to = "brev", percent = 1 }]\n'
digits = "9" * 20000
write("count.csv", header + rows(200))
write("large.csv", header + rows(300000))
write("digits.toml", f'based_on = "kl-2011"\nname = "x"\n[[channel]]\nid = "telefon"\nprice = "{digits},5"\n')
write("scenarios.toml", "".join(f'[[scenario]]\nname = "{n}"\n{move}' for n in range(16000)))
write("chain.toml", '[[scenario]]\nname = "0"\n' + move
      + "".join(f'[[scenario]]\nname = "{n}"\nbased_on = "{n - 1}"\nmoves = []\n' for n in range(1, 4000)))
write("word.toml", f'[[scenario]]\nname = "x"\nmoves = [{{ from = "{"q" * 131000}", to = "brev", percent = 1 }}]\n')
for n in range(1500):
    base = f"t{n - 1}.toml" if n else "kl-2011"
    write(f"tables/t{n}.toml", f'based_on = "{base}"\nname = "t{n}"\n')
os.mkdir("many")
for n in range(100000 if "--long" in sys.argv else 10001):
    os.mknod(f"many/{n}.csv")
os.mkdir("loop")
os.symlink("../loop", "loop/loop.csv"); os.symlink("own.csv", "loop/own.csv")
write("loop/count.csv", header + rows(9))
os.mkdir("pipes"); os.mkfifo("pipes/pipe.csv"); write("pipes/count.csv", header + rows(9))
with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
    bomb.writestr("[Content_Types].xml", "<Types/>")
    bomb.writestr("xl/workbook.xml", "<workbook/>")
    with bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
        for _ in range(600): sheet.write(b" " * 1000000)
with gzip.open("bomb.csv.gz", "wb", 1) as bomb:
    bomb.write(header.encode())
    for _ in range(100): bomb.write(b"A" * 1000000)
packed = (header + rows(9)).encode()
for _ in range(10): packed = gzip.compress(packed)
open("ten.csv.gz", "wb").write(packed)
PYTHON

# The output is never an input, and is written whole or not at all.
cp count.csv before.csv
"$kanal" cost count.csv >> count.csv 2>/dev/null
check 'standard output added to an input: refused' cmp -s count.csv before.csv
ln -s count.csv link.csv; ln count.csv hard.csv
for output in count.csv link.csv hard.csv; do
    expect "-o $output, which is an input" 2 'cannot be written too' 100 "$kanal" cost count.csv -o $output
done
check 'and the input is as before' cmp -s count.csv before.csv
ln -s nowhere.txt dangling.txt
expect '-o a dangling link' 1 'a broken link' 100 "$kanal" cost count.csv -o dangling.txt
check 'and its target is not created' test ! -e nowhere.txt
echo before > protected.txt; chmod 444 protected.txt
expect '-o a file without permission to write' 1 'ermission denied' 100 "$kanal" cost count.csv -o protected.txt
if [[ $(id -u) == 0 ]]; then
    mkdir open; chmod 777 open; echo before > open/other.txt
    expect '-o a file of another user in an open folder' 1 'ermission denied' 100 \
        setpriv --reuid=65534 --clear-groups "$kanal" cost count.csv -o open/other.txt
fi
for fault in write:error=ENOSPC:when=1 fsync:error=EIO rename,renameat,renameat2:error=EIO; do
    expect "$fault" 1 'cannot write the report' 300 \
        strace -f -o /dev/null -e "inject=$fault" "$kanal" cost count.csv --quiet -o report.txt
    check "and no stray file" no_strays
done
for signal in TERM INT HUP; do
    rm -f report.txt
    # As `env` starts it, SIGINT is not ignored, as it is in the background of a script.
    env --default-signal=INT strace -f -o /dev/null -e inject=fsync:delay_enter=1500000 \
        "$kanal" cost count.csv --quiet -o report.txt 2>/dev/null &
    tracer=$!
    for _ in {1..100}; do [[ -n $(find . -name '.*' -type f) ]] && break; sleep 0.1; done
    kill -s $signal "$(pgrep -P $tracer)" 2>/dev/null
    wait $tracer 2>/dev/null
    check "SIG$signal while a file is written: no stray file" no_strays
done

# The system has no threads left; files change while they are read.
expect 'no thread can start (RLIMIT_NPROC)' 0 telefon 100 \
    setpriv --reuid=65533 --clear-groups bash -c "ulimit -u 1; exec '$kanal' cost large.csv --format csv"
cp large.csv growing.csv
(for _ in {1..50}; do tail -n +2 count.csv; sleep 0.02; done >> growing.csv) &
expect 'a file grows while it is read' 0 telefon 100 "$kanal" cost growing.csv --format csv
wait
cp large.csv cut.csv
(sleep 0.05; truncate -s 200001 cut.csv) &
"$kanal" cost cut.csv --format csv > /dev/null 2> cut.txt; code=$?
check 'a file is cut while it is read: an answer or an error' test $code -le 1
wait

# Limits.
expect 'a price of 20.000 digits' 1 'too many digits' 100 "$kanal" cost count.csv --prices digits.toml
expect '--move of 20.000 digits' 2 'too many digits' 100 "$kanal" whatif count.csv --move "telefon:brev=0,$(printf '9%.0s' {1..20000})%"
expect '--weeks of 20.000 digits' 2 'at most 40 digits' 100 "$kanal" cost count.csv --weeks "$(printf '9%.0s' {1..20000})"
expect '16.000 scenarios' 1 'more than 1000 scenarios' 150 "$kanal" whatif count.csv --scenarios scenarios.toml
expect '4.000 scenarios that build on each other' 1 'more than 1000 scenarios' 100 "$kanal" whatif count.csv --scenarios chain.toml
expect '1.500 price tables that build on each other' 1 'more than 100 price tables' 100 "$kanal" cost count.csv --prices tables/t1499.toml
expect '/dev/zero as scenarios' 1 'larger than 64 MB' 250 "$kanal" whatif count.csv --scenarios /dev/zero
expect '/dev/zero as a list of names' 1 'larger than 64 MB' 250 "$kanal" cost count.csv --names unit=/dev/zero
expect '/dev/zero as a count' 1 'not a text file' 100 "$kanal" cost /dev/zero
expect 'a word of 131.000 letters' 1 'unknown channel' 100 "$kanal" whatif count.csv --scenarios word.toml
check 'and it is cut in the error' test "$("$kanal" whatif count.csv --scenarios word.toml 2>&1 | wc -c)" -lt 2000
expect 'a workbook that unpacks to 600 MB' 1 'too large for a workbook' 100 "$kanal" cost bomb.xlsx
expect 'a row of 100 MB in .csv.gz' 1 'more than 1 MiB' 100 "$kanal" cost bomb.csv.gz
expect 'ten nested gz' 1 'not a text file' 100 "$kanal" cost ten.csv.gz
expect 'a folder with too many counts' 1 'more than 10000 count files' 150 "$kanal" cost many
expect 'a folder with links in a circle' 0 telefon 100 "$kanal" cost loop --format csv
expect 'a folder with a named pipe' 0 telefon 100 "$kanal" cost pipes --format csv

if [[ $long == --long ]]; then
    python3 -c 'print("enhed;uge;kanal;antal"); [print(f"Enhed {n};5;telefon;1") for n in range(10000000)]' > units.csv
    SECONDS_AT_MOST=600 expect '10 million units' 1 'more than a million names' 1500 "$kanal" cost units.csv
fi
exit $failed
