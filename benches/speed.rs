//! How fast the parts are: `cargo bench`. Whole commands beside other tools: `benches/peers.sh`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kanalpris::model::cost::Cost;
use kanalpris::model::counts::{Counts, Dimension};
use kanalpris::model::origin::Origin;
use kanalpris::model::price_table::PriceTable;
use kanalpris::model::year::Scale;
use kanalpris::read::prices;
use kanalpris::read::split::Ends;
use kanalpris::read::tally::{self, Effort};
use kanalpris::read::text::Input;
use kanalpris::render::{Format, Lang, render};
use kanalpris::report::{self, basis::Basis};

#[path = "../examples/generate.rs"]
#[allow(dead_code, reason = "its main is for the command line")]
mod generate;

fn counts(bytes: &[u8], table: &PriceTable, threads: usize) -> Counts {
    let input = Input { name: "count.csv".to_owned(), bytes: bytes.to_vec() };
    let effort = Effort { threads: Some(threads), ..Effort::default() };
    tally::read(vec![Ok(input.into())], table, &[], effort).sound().expect("a sound count").0
}

fn speed(bench: &mut Criterion) {
    let table =
        prices::parse(&prices::built_in("kl-2011").expect("built in")).expect("a sound table");
    let mut bytes = Vec::new();
    generate::table(200_000, &mut bytes).expect("memory takes it");
    let mut export = Vec::new();
    generate::komhen(200_000, &mut export).expect("memory takes it");

    let mut splitting = bench.benchmark_group("splitting");
    splitting.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
    splitting.bench_function("cells", |bench| {
        let mut ends = Ends::default();
        bench.iter(|| {
            // As the reader does it, block by block.
            bytes.chunks(1 << 17).for_each(|block| ends.find(block, b';'));
        });
    });
    splitting.finish();

    let mut tally = bench.benchmark_group("tally");
    for (name, bytes) in [("table", &bytes), ("export of KOMHEN", &export)] {
        tally.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
        for threads in [1, 2] {
            tally.bench_function(format!("{name}, {threads} threads"), |bench| {
                bench.iter(|| counts(bytes, &table, threads));
            });
        }
    }
    tally.finish();

    let (counts, scale) = (counts(&bytes, &table, 1), Scale::default());
    let by = [Dimension::Channel, Dimension::Unit];
    bench.bench_function("pricing", |bench| bench.iter(|| Cost::of(&counts, &table, &scale, &by)));

    let cost = Cost::of(&counts, &table, &scale, &by);
    let files = ["count.csv".to_owned()];
    let basis = Basis {
        files: &files,
        again: &[],
        counts: &counts,
        origin: &Origin::default(),
        table: &table,
        price_file: None,
        scale: &scale,
    };
    let report = report::cost::report(basis, &cost);
    for (name, format) in [("text", Format::Text), ("json", Format::Json)] {
        bench.bench_function(&format!("rendering {name}"), |bench| {
            bench.iter(|| render(&report, format, Lang::Danish));
        });
    }
}

criterion_group!(benches, speed);
criterion_main!(benches);
