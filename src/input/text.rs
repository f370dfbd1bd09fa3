//! Files as text: their encoding, and what a file is that is not text.

use crate::diagnostic::{Code, Diagnostic, Place};
use std::borrow::Cow;
use std::io::{self, Cursor, Read};
use std::ops::Range;

use encoding_rs::{UTF_8, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytes;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use crate::model::origin::{Encoding, Sheet};

/// The bytes of a file and the name that the user knows it by.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file as the user named it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Input {
    /// The text, without a byte order mark. The first byte that is not UTF-8 is an error.
    pub fn text(&self) -> Result<&str, Diagnostic> {
        let bytes = self.bytes.strip_prefix(MARK).unwrap_or(&self.bytes);
        std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let span = at..at + 1;
            let place = Place::in_bytes(&self.name, bytes, span, String::from_utf8_lossy);
            let byte = format!("{:02X}", bytes[at]);
            Code::InvalidUtf8.problem().with("byte", byte).at(place)
        })
    }
}

/// The byte order mark of UTF-8.
pub const MARK: &[u8] = "\u{feff}".as_bytes();

impl Encoding {
    /// The encoding of a file that starts with these bytes, which may end within a character. The
    /// first character beyond ASCII decides; one in another encoding is a problem of its row.
    pub fn guess(head: &[u8]) -> Self {
        match std::str::from_utf8(head) {
            Ok(text) if text.is_ascii() => Self::Ascii,
            Ok(_) => Self::Utf8,
            Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
                Self::guess(&head[..error.valid_up_to()])
            }
            Err(error) if !head[..error.valid_up_to()].is_ascii() => Self::Utf8,
            Err(_) => Self::Windows1252,
        }
    }

    /// The text of some bytes; what is no character becomes `\u{fffd}`.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match (std::str::from_utf8(bytes), self) {
            (Ok(text), Self::Windows1252) if text.is_ascii() => Cow::Borrowed(text),
            (_, Self::Windows1252) | (Err(_), Self::Ascii) => {
                WINDOWS_1252.decode_without_bom_handling(bytes).0
            }
            (Ok(text), _) => Cow::Borrowed(text),
            (Err(_), _) => String::from_utf8_lossy(bytes),
        }
    }

    /// The place of a span in the bytes of a count file.
    pub(super) fn place(self, file: &str, bytes: &[u8], span: Range<usize>) -> Place {
        let place = Place::in_bytes(file, bytes, span, |bytes| self.decode(bytes));
        if self == Self::Workbook { place.in_sheet() } else { place }
    }

    /// The text of a cell: without spaces around it, in composed characters (NFC), and without
    /// those that cannot be seen. Quotes behind a space are quotes too: `"A", "phone"`.
    pub fn cell(self, bytes: &[u8]) -> Cow<'_, str> {
        let cell = match self.decode(bytes.trim_ascii()) {
            Cow::Borrowed(cell) => Cow::Borrowed(without_quotes(cell.trim())),
            Cow::Owned(cell) => Cow::Owned(without_quotes(cell.trim()).to_owned()),
        };
        if cell.is_ascii() { cell } else { normalized(cell) }
    }
}

fn without_quotes(cell: &str) -> &str {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(cell)
}

fn normalized(cell: Cow<str>) -> Cow<str> {
    if is_nfc_quick(cell.chars()) == IsNormalized::Yes && !cell.contains(is_invisible) {
        return cell;
    }
    Cow::Owned(cell.nfc().filter(|sign| !is_invisible(*sign)).collect())
}

/// Whether a character cannot be seen: a soft hyphen, one of no width, or one that sets the
/// direction of writing. They come along when text is copied from a web page.
pub fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// How some files that are not text start, and what they are.
const FORMATS: [(&[u8], Code); 3] =
    [(b"\xd0\xcf\x11\xe0", Code::Workbook), (b"%PDF", Code::Pdf), (b"PAR1", Code::Parquet)];

/// The problem of a file whose start is not text.
pub fn not_text(file: &str, head: &[u8]) -> Option<Diagnostic> {
    let start = &head[..head.len().min(1024)];
    let code = known_format(head)
        .or_else(|| is_utf16_without_mark(start).then_some(Code::Utf16WithoutMark))
        .or_else(|| is_binary(start).then_some(Code::BinaryData))?;
    Some(code.problem().with("file", file))
}

/// What a file is, by how it starts.
fn known_format(head: &[u8]) -> Option<Code> {
    if !head.starts_with(b"PK\x03\x04") {
        let format = FORMATS.iter().find(|(magic, _)| head.starts_with(magic));
        return format.map(|(_, code)| *code);
    }
    // A spreadsheet is an archive that opens with its type, or with the list of its parts.
    let contains = |part: &[u8]| memchr::memmem::find(head, part).is_some();
    let has_parts = contains(b"[Content_Types].xml");
    let is_workbook = contains(b"application/vnd.oasis.opendocument.spreadsheet")
        || contains(b"xl/")
        || (has_parts && !contains(b"word/") && !contains(b"ppt/"));
    Some(if is_workbook { Code::Workbook } else { Code::ZipArchive })
}

/// The most bytes of a workbook, as a file, unpacked, and as the text of a sheet: a few kilobytes can
/// unpack to more than the memory holds.
pub const LARGEST_WORKBOOK: u64 = 512 << 20;

/// Whether a file is a workbook, by how it starts.
pub fn is_workbook(head: &[u8]) -> bool {
    known_format(head) == Some(Code::Workbook)
}

/// Half of the bytes of Danish text in UTF-16 are NUL, all of them the first or all of them the
/// second of a pair; text in UTF-8 has none.
fn is_utf16_without_mark(start: &[u8]) -> bool {
    let nul = memchr::memchr_iter(0, start).count();
    let second = start.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    nul > 0 && nul * 3 >= start.len() && (second == 0 || second == nul)
}

/// Whether many bytes are control characters. A single one is a problem of its row.
fn is_binary(start: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < b' ' && !byte.is_ascii_whitespace();
    let controls = start.iter().filter(is_control).count();
    controls > 1 && controls * 20 >= start.len()
}

/// A count file that is read as a stream.
pub struct Source<'a> {
    /// The file as the user named it, and in a workbook the sheet.
    pub name: String,
    /// The sheet that it is, if the file is a workbook.
    pub sheet: Option<Sheet>,
    /// Its bytes.
    pub stream: Box<dyn Read + Send + 'a>,
}

/// The first bytes of a stream, at most so many, and the stream with them.
pub fn peek<'a>(
    mut stream: Box<dyn Read + Send + 'a>,
    bytes: u64,
) -> io::Result<(Vec<u8>, Box<dyn Read + Send + 'a>)> {
    let mut start = Vec::new();
    stream.by_ref().take(bytes).read_to_end(&mut start)?;
    let whole = Cursor::new(start.clone()).chain(stream);
    Ok((start, Box::new(whole)))
}

/// The bytes of a text as UTF-8; a mark says that they are UTF-16.
pub fn to_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((utf16, _)) if utf16 != UTF_8 => {
            Cow::Owned(utf16.decode_with_bom_removal(bytes).0.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(bytes),
    }
}

impl<'a> Source<'a> {
    /// The stream as UTF-8, and whether a mark says that it was UTF-16.
    pub fn into_utf8(self) -> io::Result<(Box<dyn Read + Send + 'a>, bool)> {
        // The mark of UTF-8 is longer.
        let (start, stream) = peek(self.stream, 2)?;
        Ok(match encoding_rs::Encoding::for_bom(&start) {
            Some(_) => (Box::new(DecodeReaderBytes::new(stream)), true),
            None => (stream, false),
        })
    }
}

impl From<Input> for Source<'_> {
    fn from(input: Input) -> Self {
        Self { name: input.name, sheet: None, stream: Box::new(Cursor::new(input.bytes)) }
    }
}
