//! The archive that a workbook is: how much it unpacks to, and whether its sheets have what calamine
//! would read as something else.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{Cursor, Read};
use std::path::Path;

use memchr::memmem;
use zip::ZipArchive;

use crate::diagnostic::{Code, Diagnostic};

/// What is in an archive.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) names: BTreeSet<String>,
    /// Whether any sheet in XML has merged cells. calamine finds them by reading the sheet once more.
    pub(super) has_merged_cells: bool,
}

/// The parts of an archive. It is sound, and unpacks to `largest` bytes at most.
pub(super) fn parts(bytes: &[u8], largest: u64) -> Result<Parts, Diagnostic> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = largest;
    let mut has_merged_cells = false;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(broken)?;
        let name = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        let is_binary_sheet = name.contains("worksheets")
            && Path::new(&name).extension().is_some_and(|it| it == "bin");
        // What an archive says of its size may be wrong.
        let mut part = part.take(left + 1);
        let size = if is_binary_sheet {
            let mut content = Vec::new();
            part.read_to_end(&mut content).map_err(broken)?;
            if has_short_cells(&content) {
                return Err(Code::ShortCells.problem());
            }
            content.len() as u64
        } else {
            // A sheet may have any name. The texts of cells are no references.
            let part = OtherPart::read(part, !name.contains("sharedstrings"))?;
            has_merged_cells |= part.has_merged_cells;
            part.size
        };
        left = left.checked_sub(size).ok_or_else(|| Code::TooLargeWorkbook.problem())?;
    }
    let names = archive.file_names().flatten().map(Cow::into_owned).collect();
    Ok(Parts { names, has_merged_cells })
}

/// The problem of an archive that cannot be read.
pub(super) fn broken(error: impl fmt::Display) -> Diagnostic {
    Code::DamagedWorkbook.problem().with("error", error)
}

/// Whether a part of an xlsb workbook has cells that do not state their column, which calamine
/// leaves out: `BrtShortBlank` to `BrtShortIsst`. Excel does not write them.
/// Source: [MS-XLSB] 2.1.4, a record is its type and its size, in seven bits of each byte, and so
/// many bytes.
fn has_short_cells(mut part: &[u8]) -> bool {
    let number = |part: &mut &[u8]| {
        let length = part.iter().position(|byte| *byte < 0x80)? + 1;
        let (bytes, rest) = part.split_at(length);
        *part = rest;
        Some(bytes.iter().rev().fold(0_usize, |sum, byte| sum << 7 | usize::from(byte & 0x7f)))
    };
    while let (Some(kind), Some(size)) = (number(&mut part), number(&mut part)) {
        if (12..=18).contains(&kind) {
            return true;
        }
        part = part.get(size..).unwrap_or_default();
    }
    false
}

/// How much of a sheet is looked at together, and how much of it again with what follows, so that
/// no reference is parted.
const WINDOW: u64 = 1 << 20;
const OVERLAP: usize = 64;

/// What a part that is no binary sheet shows without being parsed.
#[derive(Default)]
struct OtherPart {
    size: u64,
    has_merged_cells: bool,
}

impl OtherPart {
    /// Reads a part. An error if it refers to a cell that no sheet has, where it may have references.
    fn read(mut part: impl Read, may_refer: bool) -> Result<Self, Diagnostic> {
        let (mut found, mut window) = (Self::default(), Vec::new());
        loop {
            let read = part.by_ref().take(WINDOW).read_to_end(&mut window).map_err(broken)?;
            if read == 0 {
                return Ok(found);
            }
            if let Some(cell) = cell_outside_sheets(&window).filter(|_| may_refer) {
                return Err(broken(format!("no sheet has a cell {cell}")));
            }
            found.has_merged_cells |= memmem::find(&window, b"mergeCell").is_some();
            found.size += read as u64;
            window.drain(..window.len().saturating_sub(OVERLAP));
        }
    }
}

/// A reference to a cell with more letters or digits than those of any sheet, which end at
/// `XFD1048576`. calamine would read it as another cell: it cuts the number to 32 bits.
fn cell_outside_sheets(part: &[u8]) -> Option<String> {
    let values = [" r=\"", " ref=\""]
        .into_iter()
        .flat_map(|name| memmem::find_iter(part, name).map(move |at| &part[at + name.len()..]));
    let cells = values.flat_map(|rest| {
        let value = rest.split(|byte| *byte == b'"').next().unwrap_or_default();
        value.split(|byte| *byte == b':')
    });
    let is_outside = |cell: &&[u8]| {
        let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let digits = &cell[letters..];
        // A text in a cell may have the sign before it too.
        let is_reference = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        is_reference && (letters > 3 || digits.len() > 7)
    };
    let outside = { cells }.find(is_outside)?;
    Some(String::from_utf8_lossy(&outside[..outside.len().min(20)]).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Code, Parts, parts};
    use crate::input::text::LARGEST_WORKBOOK;

    #[test]
    fn an_archive_is_measured_before_it_is_read() {
        let bytes = include_bytes!("../../tests/data/workbooks/calc.xlsx");
        let has_workbook = |parts: Parts| parts.names.contains("xl/workbook.xml");
        assert!(parts(bytes, LARGEST_WORKBOOK).is_ok_and(has_workbook));
        let problem = parts(bytes, 5000).expect_err("it unpacks to more");
        assert_eq!(problem.code, Code::TooLargeWorkbook);
    }
}
