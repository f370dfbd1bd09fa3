#!/usr/bin/env python3
"""Counts a million registrations with each SQL statement of docs/large.md, and compares every figure
of `kanal cost` on the result with that on the raw registrations.

    python3 .ci/large.py target/release/kanal [RECORDS]

DuckDB, ClickHouse (chdb) and Spark (pyspark, with Java) are from PyPI. One that is missing is skipped.
"""

import csv
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta

PAGE = os.path.join(os.path.dirname(__file__), "..", "docs", "large.md")
COLUMNS = ["kommune", "enhed", "dato", "kanal", "opgave", "type", "afslutning"]
BY = "kommune,enhed,uge,kanal,opgave,type,afslutning"


def write_registrations(path, records):
    """Registrations as a warehouse has them. Everything in them is constructed."""
    dice = random.Random(2011)
    municipalities = [f"Kommune {number:02}" for number in range(1, 97)] + ["Ærø", 'Nord "by"; øst']
    units = ["Borgerservice", "Ydelse; pension", 'Den "nye" skranke', "Jobcenter", "Teknik & miljø"]
    # The last three are left out: they are outgoing, or views of a page.
    channels = ["TLFIND", "EMLIND", "PPRIND", "PRSNLG", "SLVBTJN", "PPRUD", "TLFUD", "WEB"]
    types = ["OPRET", "STATUS", "INFO", "VEJL", "FEJL"]
    # ISO weeks 52 of 2012 and 1 of 2013, which starts on 31 December 2012.
    start = datetime(2012, 12, 24)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        for _ in range(records):
            day = start + timedelta(days=dice.randrange(14), seconds=dice.randrange(28800, 64800))
            writer.writerow([
                dice.choice(municipalities),
                dice.choice(units),
                day.strftime("%Y-%m-%d %H:%M:%S"),
                dice.choice(channels),
                f"29.03.{dice.randrange(40):02}" if dice.random() < 0.95 else "",
                dice.choice(types) if dice.random() < 0.95 else "",
                dice.choice(["STRAKS", "HOLD", ""]),
            ])


def duckdb_counts(sql, raw, folder):
    import duckdb

    database = duckdb.connect()
    # All as text: it would take the task 29.03.30 for a date.
    database.execute(
        "CREATE TABLE registreringer AS SELECT * REPLACE (dato::TIMESTAMP AS dato) "
        "FROM read_csv(?, delim = ';', header = true, all_varchar = true)",
        [raw],
    )
    counts = os.path.join(folder, "duckdb.csv")
    database.execute(sql.replace("/dev/stdout", counts))
    return counts


def clickhouse_counts(sql, raw, folder):
    from chdb import session

    database = session.Session(os.path.join(folder, "clickhouse"))
    columns = ", ".join(f"{name} Nullable(String)" for name in COLUMNS if name != "dato")
    database.query(
        f"CREATE TABLE registreringer (dato DateTime('UTC'), {columns}) "
        "ENGINE = MergeTree ORDER BY dato"
    )
    database.query(
        f"INSERT INTO registreringer ({', '.join(COLUMNS)}) SELECT {', '.join(COLUMNS)} "
        f"FROM file('{raw}', CSVWithNames) SETTINGS format_csv_delimiter = ';'"
    )
    counts = os.path.join(folder, "clickhouse.csv")
    with open(counts, "wb") as file:
        file.write(database.query(sql.rstrip().rstrip(";")).bytes())
    return counts


def spark_counts(sql, raw, folder):
    from pyspark.sql import SparkSession

    if not shutil.which("java"):
        raise ImportError("no Java: apt-get install default-jre-headless")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    options = {"header": True, "sep": ";", "escape": '"', "inferSchema": False}
    table = spark.read.options(**options).csv(raw)
    table.withColumn("dato", table.dato.cast("timestamp")).createOrReplaceTempView("registreringer")
    counts = os.path.join(folder, "spark")
    spark.sql(sql.rstrip().rstrip(";").replace("'count'", f"'{counts}'"))
    spark.stop()
    (file,) = glob.glob(f"{counts}/part-*.csv")
    return file


ENGINES = {"DuckDB": duckdb_counts, "ClickHouse": clickhouse_counts, "Spark SQL": spark_counts}


def statements():
    """The SQL of the page, by the engine that the first line names."""
    page = open(PAGE, encoding="utf-8").read()
    return dict(re.findall(r"```sql\n-- (.*?)\n(.*?)```", page, re.DOTALL))


def tables(kanal, file):
    """All tables of `kanal cost` on what a file pipes into it."""
    with open(file, "rb") as piped:
        run = subprocess.run(
            [kanal, "cost", "-", "--by", BY, "--format", "json"], stdin=piped, capture_output=True
        )
    if run.returncode != 0:
        sys.exit(f"{file}: {run.stderr.decode()}")
    return json.loads(run.stdout)["tables"]


def main():
    kanal = os.path.abspath(sys.argv[1])
    records = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    by_engine = statements()
    if set(by_engine) != set(ENGINES):
        sys.exit(f"docs/large.md has statements for {sorted(by_engine)}")
    failed, skipped = [], []
    with tempfile.TemporaryDirectory() as folder:
        raw = os.path.join(folder, "raw.csv")
        write_registrations(raw, records)
        expected = tables(kanal, raw)
        total = expected["by_channel"]["total"]
        print(f"{records} registrations: {total['counted']} enquiries, {total['cost']} kr. a year")
        for engine, count in ENGINES.items():
            try:
                file = count(by_engine[engine], raw, folder)
            except ImportError as error:
                print(f"{engine}: SKIPPED, {error}")
                skipped.append(engine)
                continue
            rows = sum(1 for _ in open(file, encoding="utf-8")) - 1
            is_same = tables(kanal, file) == expected
            print(f"{engine}: {rows} rows, {'all tables are the same' if is_same else 'DIFFERENT'}")
            if not is_same:
                failed.append(engine)
    print(f"{len(ENGINES) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped")
    sys.exit(1 if failed else 0)


main()
