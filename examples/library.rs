//! The cost of the sample count through the library: `cargo run --example library`.

use std::error::Error;

use kanalpris::{Cost, Input, Scale, built_in_prices, read_count};

fn main() -> Result<(), Box<dyn Error>> {
    let prices = built_in_prices("kl-2011").ok_or("the table is built in")?;
    let name = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/uge5-6.csv");
    let file = Input { name: name.to_owned(), bytes: std::fs::read(name)? };

    let counts = read_count(file, &prices)?;
    let cost = Cost::from_counts(&counts, &prices, &Scale::default(), &[]);

    let year = cost.total.cost.ok_or("no channel has a price")?;
    println!("{} counted cost {} kr. a year", cost.total.counted, year.exact());
    Ok(())
}
