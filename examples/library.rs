//! The cost of the sample count through the library: `cargo run --example library`.

use std::error::Error;

use kanalpris::internals::commands::cost::model::Cost;
use kanalpris::internals::input::count_files::{self, ReadOptions};
use kanalpris::internals::input::{prices, text::Input};
use kanalpris::internals::model::year::Scale;

fn main() -> Result<(), Box<dyn Error>> {
    let table = prices::parse(&prices::built_in("kl-2011").ok_or("the table is built in")?)?;
    let name = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/uge5-6.csv");
    let count = Input { name: name.to_owned(), bytes: std::fs::read(name)? };

    let (counts, _) =
        count_files::read(vec![Ok(count.into())], &table, &[], ReadOptions::default()).sound()?;
    let cost = Cost::from_counts(&counts, &table, &Scale::default(), &[]);

    let year = cost.total.cost.ok_or("no channel has a price")?;
    println!("{} counted cost {} kr. a year", cost.total.counted, year.exact());
    Ok(())
}
