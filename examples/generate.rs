//! Writes a count of any size: `cargo run --release --example generate -- ROWS [KIND] > large.csv`.
//!
//! The same rows every time. Without a kind it is a long table of eight columns, with æøå and a
//! quoted unit in about one row of fifty. `quoted` is the same with quotes around each cell, as R
//! writes it. `wide` has a column for each channel and one for their sum, and some empty cells.
//! `units` has a unit of its own in each row. `groups N` has so many units, each with one channel.
//! `komhen` is an export of KOMHEN: a row for each enquiry, in Windows-1252 and with CR LF.
//! Everything in it is constructed, the times of day too.

use std::io::{self, BufWriter, Write};

/// A linear congruential generator: no better randomness is needed, and it never changes.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // 31 bits, which any machine's usize holds.
        usize::try_from(self.0 >> 33).map_or(0, |bits| bits % limit)
    }
}

const TYPES: [&str; 5] = ["OPRET", "STATUS", "INFO", "VEJL", "FEJL"];

const CHANNELS: [&str; 6] =
    ["selvbetjening", "selvbetjening-manuel", "telefon", "brev", "e-mail", "fremmøde"];

/// Writes so many rows of a long table under a header.
pub fn table(rows: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "kommune;enhed;uge;kanal;opgave;type;bemærkning;antal")?;
    let mut dice = Dice(2011);
    for _ in 0..rows {
        let unit = match dice.below(50) {
            0 => format!("\"Team; øst {}\"", dice.below(4)),
            _ => format!("Enhed {:03}", dice.below(180)),
        };
        writeln!(
            out,
            "Nordby;{unit};{};{};29.03.{:02};{};ingen;{}",
            43 + dice.below(3),
            CHANNELS[dice.below(6)],
            dice.below(30),
            TYPES[dice.below(5)],
            dice.below(40),
        )?;
    }
    Ok(())
}

/// Writes so many rows of a long table with quotes around each cell.
pub fn quoted(rows: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\"enhed\";\"uge\";\"kanal\";\"opgave\";\"antal\"")?;
    let mut dice = Dice(2011);
    for _ in 0..rows {
        writeln!(
            out,
            "\"Enhed {:03}\";\"{}\";\"{}\";\"29.03.{:02}\";\"{}\"",
            dice.below(180),
            43 + dice.below(3),
            CHANNELS[dice.below(6)],
            dice.below(30),
            dice.below(40),
        )?;
    }
    Ok(())
}

/// Writes so many rows of a table with a column for each channel.
pub fn wide(rows: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "enhed;uge;opgave;{};i alt", CHANNELS.join(";"))?;
    let mut dice = Dice(2011);
    for _ in 0..rows {
        let [unit, week, task] = [dice.below(180), 43 + dice.below(3), dice.below(30)];
        write!(out, "Enhed {unit:03};{week};29.03.{task:02}")?;
        let mut sum = 0;
        for _ in CHANNELS {
            match dice.below(80) {
                // One cell in ten is empty: none came.
                0..8 => write!(out, ";")?,
                count => {
                    sum += count;
                    write!(out, ";{count}")?;
                }
            }
        }
        writeln!(out, ";{sum}")?;
    }
    Ok(())
}

/// Writes a table with so many units, each in one row.
pub fn units(rows: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "enhed;uge;kanal;antal")?;
    let mut dice = Dice(2011);
    for unit in 0..rows {
        let (week, channel) = (43 + dice.below(3), CHANNELS[dice.below(6)]);
        writeln!(out, "Enhed {unit:06};{week};{channel};{}", dice.below(40))?;
    }
    Ok(())
}

/// Writes so many rows of a table with so many units, each with one channel.
pub fn groups(rows: u64, groups: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "enhed;kanal;antal")?;
    let mut dice = Dice(2011);
    for _ in 0..rows {
        let unit = dice.below(groups);
        writeln!(out, "Enhed {unit:06};{};{}", CHANNELS[unit % 6], dice.below(40))?;
    }
    Ok(())
}

/// Writes so many enquiries of weeks 43 to 45 of 2013 as KOMHEN exports them.
pub fn komhen(rows: u64, out: &mut impl Write) -> io::Result<()> {
    let channels = ["TLFIND", "PRSNLG", "EMLIND", "PPRIND", "SLVBTJN", "TLFUD", "WEB"];
    let header = "Kommune;ID;Enhed;Opgave;Kanal;Type;Afslutning;Blanket;Dato;StartTidspunkt;\
                  SlutTidspunkt;Datakilde;Er borgeren over eller under 65 \u{e5}r?;\r\n";
    out.write_all(&windows_1252(header))?;
    let mut dice = Dice(2013);
    for id in 0..rows {
        // A task in four is in the short form, and a day of the count is a weekday.
        let task = match dice.below(4) {
            0 => "29.03".to_owned(),
            _ => format!("29.03.{:02}", dice.below(30)),
        };
        let day = [21, 28][dice.below(2)] + dice.below(4);
        let time = format!("{:02}:{:02}:00", 8 + dice.below(8), dice.below(60));
        let row = format!(
            "Nordby;{id};{}b\u{f8}rn;{task};{};{};STRAKS;NEJ;{day:02}-10-2013 {time};{time};{time};MANUEL;under;\r\n",
            100 + dice.below(180),
            channels[dice.below(7)],
            TYPES[dice.below(5)],
        );
        out.write_all(&windows_1252(&row))?;
    }
    Ok(())
}

/// The first 256 letters of Unicode are those of Windows-1252, but for a few that are not used here.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect()
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rows = arguments.first().and_then(|rows| rows.parse().ok());
    let rows = rows.ok_or_else(|| io::Error::other("give the number of rows"))?;
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.get(1).map(String::as_str) {
        None => table(rows, &mut out)?,
        Some("quoted") => quoted(rows, &mut out)?,
        Some("wide") => wide(rows, &mut out)?,
        Some("units") => units(rows, &mut out)?,
        Some("groups") => {
            let number = arguments.get(2).and_then(|groups| groups.parse().ok());
            let number = number.filter(|number| *number > 0);
            groups(
                rows,
                number.ok_or_else(|| io::Error::other("give the number of groups"))?,
                &mut out,
            )?;
        }
        Some("komhen") => komhen(rows, &mut out)?,
        Some(other) => {
            let kinds = "`quoted`, `wide`, `units`, `groups`, `komhen` or none";
            return Err(io::Error::other(format!("no kind `{other}`: {kinds}")));
        }
    }
    out.flush()
}
