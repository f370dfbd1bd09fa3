//! How fast the parts are: `cargo bench`. Whole commands beside other tools: `benches/peers.sh`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kanalpris::internals::commands::cost;
use kanalpris::internals::commands::cost::model::Cost;
use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::prices;
use kanalpris::internals::input::text::Input;
use kanalpris::internals::model::counts::{Counts, Dimension};
use kanalpris::internals::model::origin::Origin;
use kanalpris::internals::model::price_table::PriceTable;
use kanalpris::internals::model::year::Scale;
use kanalpris::internals::render::{Format, Lang, render};
use kanalpris::internals::report::basis::Basis;
use kanalpris::internals::scan::split::CellEnds;

#[path = "../examples/generate.rs"]
#[allow(dead_code, reason = "its main is for the command line")]
mod generate;

fn counts(bytes: &[u8], table: &PriceTable, threads: usize) -> Counts {
    let input = Input { name: "count.csv".to_owned(), bytes: bytes.to_vec() };
    let options = ReadOptions { threads: Some(threads), ..ReadOptions::default() };
    count_files::read(vec![Ok(input.into())], table, &[], options).sound().expect("a sound count").0
}

fn speed(bench: &mut Criterion) {
    let table =
        prices::parse(&prices::built_in("kl-2011").expect("built in")).expect("a sound table");
    let mut bytes = Vec::new();
    generate::table(200_000, &mut bytes).expect("memory takes it");
    let [mut wide, mut quoted, mut export] = [const { Vec::new() }; 3];
    generate::wide(200_000, &mut wide).expect("memory takes it");
    generate::quoted(200_000, &mut quoted).expect("memory takes it");
    generate::komhen(200_000, &mut export).expect("memory takes it");

    let mut splitting = bench.benchmark_group("splitting");
    splitting.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
    splitting.bench_function("cells", |bench| {
        let mut ends = CellEnds::default();
        bench.iter(|| {
            // As the reader does it, chunk by chunk.
            bytes.chunks(1 << 17).for_each(|chunk| ends.find(chunk, b';'));
        });
    });
    splitting.finish();

    let mut reading = bench.benchmark_group("reading");
    let kinds = [
        ("table", &bytes),
        ("wide table", &wide),
        ("quoted table", &quoted),
        ("export of KOMHEN", &export),
    ];
    for (name, bytes) in kinds {
        reading.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
        for threads in [1, 2] {
            reading.bench_function(format!("{name}, {threads} threads"), |bench| {
                bench.iter(|| counts(bytes, &table, threads));
            });
        }
    }
    reading.finish();

    let (counts, scale) = (counts(&bytes, &table, 1), Scale::default());
    let by = [Dimension::Channel, Dimension::Unit];
    bench.bench_function("pricing", |bench| {
        bench.iter(|| Cost::from_counts(&counts, &table, &scale, &by));
    });

    let cost = Cost::from_counts(&counts, &table, &scale, &by);
    let files = ["count.csv".to_owned()];
    let basis = Basis {
        files: &files,
        coverage: &cost.coverage,
        counts: &counts,
        origin: &Origin::default(),
        table: &table,
        price_file: None,
        scale: &scale,
    };
    let report = cost::report::report(basis, &cost);
    for (name, format) in [("text", Format::Text), ("json", Format::Json)] {
        bench.bench_function(&format!("rendering {name}"), |bench| {
            bench.iter(|| render(&report, format, Lang::Danish));
        });
    }
}

criterion_group!(benches, speed);
criterion_main!(benches);
