//! The text of a file: UTF-8 with or without a byte order mark, the delimiter, where a cell is.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};
use std::ops::Range;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytes;
use serde::de::DeserializeOwned;

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
        let bytes = self.bytes.strip_prefix(MARK).unwrap_or(&self.bytes);
        decoded(&self.name, bytes)
    }
}

/// The byte order mark of UTF-8.
pub const MARK: &[u8] = "\u{feff}".as_bytes();

/// Bytes as text.
///
/// # Errors
///
/// The place of the first byte that is not UTF-8.
fn decoded<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Problem::new(format!("byte 0x{:02X} is not UTF-8", bytes[at]))
            .at(Place::in_bytes(file, bytes, at..at + 1, "not UTF-8", String::from_utf8_lossy))
            .help("save the file as `CSV UTF-8`")
    })
}

/// How the bytes of a count stand for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 with a byte order mark, which is turned into UTF-8 on the way in.
    Utf16,
    /// What Windows in western Europe writes where nobody asks for UTF-8.
    Windows1252,
    /// No letter beyond ASCII so far, so each name tells for itself.
    Ascii,
}

impl Encoding {
    /// The encoding of a file that starts with these bytes, which may end within a letter.
    /// The first letter beyond ASCII tells; one that is written otherwise is a problem of its row.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        match std::str::from_utf8(head) {
            Ok(text) if text.is_ascii() => Self::Ascii,
            Ok(_) => Self::Utf8,
            Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
                Self::of(&head[..error.valid_up_to()])
            }
            Err(error) if !head[..error.valid_up_to()].is_ascii() => Self::Utf8,
            Err(_) => Self::Windows1252,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Ascii => "ASCII",
        }
    }

    /// The text that bytes stand for; what is no letter becomes `\u{fffd}`.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match (std::str::from_utf8(bytes), self) {
            (Ok(text), Self::Utf8 | Self::Utf16 | Self::Ascii) => Cow::Borrowed(text),
            (Ok(text), Self::Windows1252) if text.is_ascii() => Cow::Borrowed(text),
            (Err(_), Self::Utf8 | Self::Utf16) => String::from_utf8_lossy(bytes),
            _ => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        }
    }
}

/// What a file is that is no text, by its first bytes, and the way out.
const NO_TEXT: [(&[u8], &str, &str); 4] = [
    (b"PK\x03\x04", "is an Excel workbook", "save it as `CSV UTF-8`"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook", "save it as `CSV UTF-8`"),
    (b"%PDF", "is a PDF", "ask for the table behind it, and save that as `CSV UTF-8`"),
    (b"PAR1", "is a Parquet file", "write it as CSV"),
];

/// The problem of a file whose start is no text.
#[must_use]
pub fn no_text(file: &str, head: &[u8]) -> Option<Problem> {
    let known = NO_TEXT.iter().find(|(magic, _, _)| head.starts_with(magic));
    if let Some((_, what, way_out)) = known {
        return Some(Problem::new(format!("`{file}` {what}")).help(*way_out));
    }
    // Half of the bytes of Danish text in UTF-16 are NUL; text in UTF-8 has none.
    let start = &head[..head.len().min(1024)];
    let nul = start.iter().filter(|byte| **byte == 0).count();
    let odd = start.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    if nul > 0 && nul * 3 >= start.len() && (odd == 0 || odd == nul) {
        return Some(
            Problem::new(format!("`{file}` is UTF-16 without a byte order mark"))
                .help("save it as `CSV UTF-8`"),
        );
    }
    // A single one has its place in a row.
    let controls = start.iter().filter(|byte| **byte < b' ' && !byte.is_ascii_whitespace()).count();
    (controls > 1 && controls * 20 >= start.len()).then(|| {
        Problem::new(format!("`{file}` is no text, but binary data")).help("a count is a CSV file")
    })
}

/// A TOML file in the shape that is asked for; `sample` says which one is complete.
///
/// # Errors
///
/// The first place that is not TOML, or not of that shape.
pub fn toml<T: DeserializeOwned>(input: &Input, text: &str, sample: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| {
        let place = Place::of(&input.name, text, error.span().unwrap_or(0..0), "");
        Problem::new(error.message()).at(place).help(format!("see {sample} that is complete"))
    })
}

/// A count file, to be read as it comes.
pub struct Source<'a> {
    /// The file as the user named it.
    pub name: String,
    /// What is in it.
    pub stream: Box<dyn Read + Send + 'a>,
}

/// A stream that says what it starts with: at most so many bytes.
///
/// # Errors
///
/// What reading says.
pub fn started<'a>(
    mut stream: Box<dyn Read + Send + 'a>,
    bytes: u64,
) -> io::Result<(Vec<u8>, Box<dyn Read + Send + 'a>)> {
    let mut start = Vec::new();
    stream.by_ref().take(bytes).read_to_end(&mut start)?;
    let whole = Cursor::new(start.clone()).chain(stream);
    Ok((start, Box::new(whole)))
}

/// Whether bytes start with a byte order mark of UTF-16.
fn is_utf16(start: &[u8]) -> bool {
    start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff")
}

/// Bytes, in UTF-8 where a mark says that they are UTF-16.
#[must_use]
pub fn utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !is_utf16(bytes) {
        return Cow::Borrowed(bytes);
    }
    let utf16 = if bytes[0] == 0xff { UTF_16LE } else { UTF_16BE };
    Cow::Owned(utf16.decode_with_bom_removal(bytes).0.into_owned().into_bytes())
}

impl<'a> Source<'a> {
    /// The stream, in UTF-8 where a mark says that it is UTF-16, and whether it was.
    ///
    /// # Errors
    ///
    /// What reading says.
    pub fn in_utf8(self) -> io::Result<(Box<dyn Read + Send + 'a>, bool)> {
        let (start, stream) = started(self.stream, 2)?;
        match is_utf16(&start) {
            true => Ok((Box::new(DecodeReaderBytes::new(stream)), true)),
            false => Ok((stream, false)),
        }
    }
}

impl From<Input> for Source<'_> {
    fn from(input: Input) -> Self {
        Self { name: input.name, stream: Box::new(Cursor::new(input.bytes)) }
    }
}

/// What may stand between cells.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// The delimiter that parts the header into the most cells that `known` knows.
pub fn delimiter(header: &str, known: impl Fn(&str) -> bool) -> u8 {
    let score = |delimiter: u8| {
        let cells = header.split(char::from(delimiter));
        let (known, all) = cells.fold((0, 0), |(k, n), cell| {
            (k + usize::from(known(cell.trim().trim_matches('"'))), n + 1)
        });
        (known, all)
    };
    // The first of equals wins, so a header of one cell is read with `;`.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b';')
}

/// Where the cells of a record are, in bytes from its start, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    spans: Vec<Range<usize>>,
    /// Where a quote opens that the text never closes.
    pub open_quote: Option<usize>,
}

impl Cells {
    /// Finds the cells of the record that a text starts with.
    #[must_use]
    pub fn of(record: &[u8], delimiter: u8) -> Self {
        let mut spans = Vec::new();
        let mut start = 0;
        let mut open_quote = None;
        // A quote opens at the start of a cell, and again right after it closed: `""` is a quote.
        let mut may_open = true;
        for (at, &byte) in record.iter().enumerate() {
            match (byte, open_quote) {
                (b'"', Some(_)) => (open_quote, may_open) = (None, true),
                (b'"', None) if may_open => open_quote = Some(at),
                (_, Some(_)) => {}
                (b'\n' | b'\r', None) => {
                    spans.push(start..at);
                    return Self { spans, open_quote };
                }
                (byte, None) => {
                    may_open = byte == delimiter;
                    if may_open {
                        spans.push(start..at);
                        start = at + 1;
                    }
                }
            }
        }
        spans.push(start..record.len());
        Self { spans, open_quote }
    }

    /// Where the cell with that number is; the end of the record if it has fewer.
    #[must_use]
    pub fn span(&self, number: usize) -> Range<usize> {
        self.spans.get(number).cloned().unwrap_or(self.end()..self.end())
    }

    /// The texts of the cells, without the quotes around them.
    #[must_use]
    pub fn texts(&self, record: &[u8], encoding: Encoding) -> Vec<String> {
        let text = |span: &Range<usize>| {
            let cell = encoding.decode(&record[span.clone()]);
            match cell.strip_prefix('"') {
                Some(rest) => rest.strip_suffix('"').unwrap_or(rest).replace("\"\"", "\""),
                None => cell.into_owned(),
            }
        };
        self.spans.iter().map(text).collect()
    }

    /// Where the record ends, before its line end.
    #[must_use]
    pub fn end(&self) -> usize {
        self.spans.last().map_or(0, |last| last.end)
    }
}

/// How many bytes of line ends a text starts with: the blank lines before a record.
#[must_use]
pub fn blank(text: &[u8]) -> usize {
    text.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Cells, delimiter};

    #[test]
    fn a_cell_is_found_behind_quoted_delimiters() {
        let record = "a;\"b;\nb\";c\r\nnext;row";
        let cells = Cells::of(record.as_bytes(), b';');
        let cell = |number| &record[cells.span(number)];
        assert_eq!([cell(0), cell(1), cell(2), cell(3)], ["a", "\"b;\nb\"", "c", ""]);
        assert_eq!(cells.open_quote, None);
    }

    #[test]
    fn a_quote_within_a_cell_is_no_more_than_a_quote() {
        let record = "a \"b;\"c\"\"d;\"";
        let cells = Cells::of(record.as_bytes(), b';');
        assert_eq!(&record[cells.span(0)], "a \"b");
        assert_eq!(&record[cells.span(1)], "\"c\"\"d;\"");
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        assert_eq!(Cells::of(b"a;\"b;c\nd;e\n", b';').open_quote, Some(2));
        assert_eq!(Cells::of(b"a;\"b\"\"", b';').open_quote, Some(5));
    }

    #[test]
    fn the_delimiter_is_the_one_that_parts_known_names() {
        let known = |cell: &str| ["unit", "count"].contains(&cell);
        assert_eq!(delimiter("unit,\"a;b\",count", known), b',');
        assert_eq!(delimiter("unit\tcount", known), b'\t');
        assert_eq!(delimiter("unit;count;a,b,c,d", known), b';');
    }
}
