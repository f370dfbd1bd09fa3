//! The text of a file: UTF-8 with or without a byte order mark, the delimiter, where a cell is.

use std::ops::Range;

use super::problem::{Place, Problem};

/// The bytes of a file and the name that the user knows it by.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file as the user named it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Input {
    /// The text, without a byte order mark.
    ///
    /// # Errors
    ///
    /// The place of the first byte that is not UTF-8.
    pub fn text(&self) -> Result<&str, Problem> {
        let bytes = self
            .bytes
            .strip_prefix("\u{feff}".as_bytes())
            .unwrap_or(&self.bytes);
        std::str::from_utf8(bytes).map_err(|error| self.not_utf8(bytes, error.valid_up_to()))
    }

    fn not_utf8(&self, bytes: &[u8], at: usize) -> Problem {
        // What cannot be decoded becomes one sign of three bytes, so the span after `at` is known.
        let lossy = String::from_utf8_lossy(bytes);
        Problem::new(format!("byte 0x{:02X} is not UTF-8", bytes[at]))
            .at(Place::of(
                &self.name,
                &lossy,
                at..at + '\u{fffd}'.len_utf8(),
                "not UTF-8",
            ))
            .help("save the file as `CSV UTF-8`")
    }
}

/// What may stand between cells.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// The delimiter that parts the header into the most cells that `known` knows.
pub fn delimiter(header: &str, known: impl Fn(&str) -> bool) -> u8 {
    let score = |delimiter: u8| {
        let cells = header.split(char::from(delimiter));
        let (known, all) = cells.fold((0, 0), |(k, n), cell| {
            (k + usize::from(known(cell.trim_matches('"'))), n + 1)
        });
        (known, all)
    };
    // The first of equals wins, so a header of one cell is read with `;`.
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|&delimiter| score(delimiter))
        .unwrap_or(b';')
}

/// Where the cell with that number is, in bytes from the start of its record,
/// quotes included; an empty range at the end if the record has fewer cells.
#[must_use]
pub fn cell_span(record: &str, delimiter: u8, number: usize) -> Range<usize> {
    let (mut start, mut cell) = (0, 0);
    // A quote opens at the start of a cell, and again right after it closed: `""` is a quote.
    let (mut quoted, mut may_open) = (false, true);
    for (at, byte) in record.bytes().enumerate() {
        match byte {
            b'"' if quoted || may_open => {
                quoted = !quoted;
                may_open = !quoted;
                continue;
            }
            b'\n' | b'\r' if !quoted => return if cell == number { start..at } else { at..at },
            _ if byte == delimiter && !quoted => {
                if cell == number {
                    return start..at;
                }
                (start, cell, may_open) = (at + 1, cell + 1, true);
                continue;
            }
            _ => {}
        }
        may_open = false;
    }
    if cell == number {
        start..record.len()
    } else {
        record.len()..record.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{cell_span, delimiter};

    #[test]
    fn a_cell_is_found_behind_quoted_delimiters() {
        let record = "a;\"b;\nb\";c\r\nnext;row";
        let cell = |number| &record[cell_span(record, b';', number)];
        assert_eq!(
            [cell(0), cell(1), cell(2), cell(3)],
            ["a", "\"b;\nb\"", "c", ""]
        );
    }

    #[test]
    fn a_quote_within_a_cell_is_no_more_than_a_quote() {
        let record = "a \"b;\"c\"\"d;\"";
        assert_eq!(&record[cell_span(record, b';', 0)], "a \"b");
        assert_eq!(&record[cell_span(record, b';', 1)], "\"c\"\"d;\"");
    }

    #[test]
    fn the_delimiter_is_the_one_that_parts_known_names() {
        let known = |cell: &str| ["unit", "count"].contains(&cell);
        assert_eq!(delimiter("unit,\"a;b\",count", known), b',');
        assert_eq!(delimiter("unit\tcount", known), b'\t');
        assert_eq!(delimiter("unit;count;a,b,c,d", known), b';');
    }
}
