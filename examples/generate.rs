//! Writes a count of any size: `cargo run --release --example generate -- ROWS > large.csv`.
//!
//! The same rows every time, with eight columns, æøå, and a quoted unit in about
//! one row of fifty. Everything in it is constructed.

use std::io::{self, BufWriter, Write};

/// Writes so many rows under a header.
///
/// # Errors
///
/// What writing says.
pub fn generate(rows: u64, out: &mut impl Write) -> io::Result<()> {
    let channels =
        ["selvbetjening", "selvbetjening-manuel", "telefon", "brev", "e-mail", "fremmøde"];
    let types = ["OPRET", "STATUS", "INFO", "VEJL", "FEJL"];
    writeln!(out, "kommune;enhed;uge;kanal;opgave;type;bemærkning;antal")?;
    // A linear congruential generator: no better randomness is needed, and it never changes.
    let mut state = 2011_u64;
    let mut below = |limit: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // 31 bits, which any machine's usize holds.
        usize::try_from(state >> 33).map_or(0, |bits| bits % limit)
    };
    for _ in 0..rows {
        let unit = match below(50) {
            0 => format!("\"Team; øst {}\"", below(4)),
            _ => format!("Enhed {:03}", below(180)),
        };
        writeln!(
            out,
            "Nordby;{unit};{};{};29.03.{:02};{};ingen;{}",
            43 + below(3),
            channels[below(6)],
            below(30),
            types[below(5)],
            below(40),
        )?;
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok());
    let rows = rows.ok_or_else(|| io::Error::other("give the number of rows"))?;
    let mut out = BufWriter::new(io::stdout().lock());
    generate(rows, &mut out)?;
    out.flush()
}
