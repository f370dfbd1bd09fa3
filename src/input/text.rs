//! The text of a file: what it is if it is none, and how its bytes stand for letters.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytes;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
pub use crate::model::origin::Encoding;

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
    pub fn text(&self) -> Result<&str, Diagnostic> {
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
fn decoded<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Diagnostic::new(Code::InvalidUtf8, format!("byte 0x{:02X} is not UTF-8", bytes[at]))
            .at(Place::in_bytes(file, bytes, at..at + 1, "not UTF-8", String::from_utf8_lossy))
            .help("save the file as UTF-8")
    })
}

impl Encoding {
    /// The encoding of a file that starts with these bytes, which may end within a letter.
    /// The first letter beyond ASCII tells; one that is written otherwise is a problem of its row.
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

    /// The text that bytes stand for; what is no letter becomes `\u{fffd}`.
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
    (b"PK\x03\x04", "is a ZIP archive", "unpack it, and give the count in it"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook", "save it as `CSV UTF-8`"),
    (b"%PDF", "is a PDF", "ask for the table behind it, and save that as `CSV UTF-8`"),
    (b"PAR1", "is a Parquet file", "write it as CSV"),
];

const WORKBOOK: (&[u8], &str, &str) = (b"PK", "is an Excel workbook", "save it as `CSV UTF-8`");
const OPEN_DOCUMENT: (&[u8], &str, &str) =
    (b"PK", "is an OpenDocument spreadsheet", "save it as CSV in UTF-8");

/// The problem of a file whose start is no text.
pub fn no_text(file: &str, head: &[u8]) -> Option<Diagnostic> {
    let known = NO_TEXT.iter().find(|(magic, _, _)| head.starts_with(magic));
    // A workbook is an archive that opens with what the program is, or with what is in it.
    let says = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    let known = match known {
        Some(_) if says(b"application/vnd.oasis.opendocument") => Some(&OPEN_DOCUMENT),
        Some(_) if says(b"xl/") => Some(&WORKBOOK),
        // Documents and slides have that list too.
        Some(_) if says(b"[Content_Types].xml") && !says(b"word/") && !says(b"ppt/") => {
            Some(&WORKBOOK)
        }
        known => known,
    };
    if let Some((_, what, way_out)) = known {
        return Some(
            Diagnostic::new(Code::WrongFileFormat, format!("`{file}` {what}")).help(*way_out),
        );
    }
    // Half of the bytes of Danish text in UTF-16 are NUL; text in UTF-8 has none.
    let start = &head[..head.len().min(1024)];
    let nul = memchr::memchr_iter(0, start).count();
    let odd = start.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    if nul > 0 && nul * 3 >= start.len() && (odd == 0 || odd == nul) {
        return Some(
            Diagnostic::new(
                Code::Utf16WithoutMark,
                format!("`{file}` is UTF-16 without a byte order mark"),
            )
            .help("save it as `CSV UTF-8`"),
        );
    }
    // A single one has its place in a row.
    let controls = start.iter().filter(|byte| **byte < b' ' && !byte.is_ascii_whitespace()).count();
    (controls > 1 && controls * 20 >= start.len()).then(|| {
        Diagnostic::new(Code::BinaryData, format!("`{file}` is no text, but binary data"))
            .help("a count is a CSV file")
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
        if is_utf16(&start) {
            Ok((Box::new(DecodeReaderBytes::new(stream)), true))
        } else {
            Ok((stream, false))
        }
    }
}

impl From<Input> for Source<'_> {
    fn from(input: Input) -> Self {
        Self { name: input.name, stream: Box::new(Cursor::new(input.bytes)) }
    }
}
