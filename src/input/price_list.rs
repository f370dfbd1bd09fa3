//! Price lists: a channel and its price in each row, as a CSV file or a sheet of a workbook.

use std::collections::BTreeMap;

use super::aliases;
use super::dialect::{self, Dialect};
#[cfg(feature = "excel")]
use super::excel;
use super::header::Head;
use super::located::Located;
use super::lookup;
use super::prices::{DEFAULT, built_in, file_stem, parse};
use super::text::{self, Encoding, Input, MARK};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Dimension, folded};
use crate::model::price_table::{PriceTable, Words};
use crate::model::quantity::Money;
use crate::scan::record::Records;

/// What a TOML file has that adds a channel to that table.
const BASED_ON: &str = "based_on = \"kl-2011\"";

/// Prices by the position of their channel; `None` for a channel that the list leaves empty.
type Prices = BTreeMap<usize, Option<Money>>;

/// Reads a price list. Its words mean what they mean in `kl-2011`, but no price of that table is
/// used: a channel that is not in the list has no price.
///
/// # Errors
///
/// A file that is no price list, and every problem of its rows.
pub(super) fn read(input: &Input) -> Result<PriceTable, Diagnostics> {
    let mut table = parse(&built_in(DEFAULT).expect("a built-in table"))?;
    let mut lists = Vec::new();
    for (name, bytes, encoding) in texts(input)? {
        let bytes = bytes.strip_prefix(MARK).unwrap_or(&bytes);
        let head = Head { file: &name, bytes, is_whole: true, encoding, sheet: None };
        lists.extend(prices(head, &table));
    }
    // Of two sheets with prices nobody can say which one is meant.
    let (1, Some(list)) = (lists.len(), lists.pop()) else {
        return Err(Code::NotAPriceTable.problem().with("file", &input.name).into());
    };
    let list = list?;
    if list.is_empty() {
        return Err(Code::NoChannels.problem().with("file", &input.name).into());
    }
    let all: Vec<_> = table.channels().map(|(at, channel)| (at, channel.clone())).collect();
    for (position, mut channel) in all {
        channel.price = list.get(&position).cloned().flatten();
        table.replace(position, channel);
    }
    table.name = file_stem(&input.name);
    table.year = None;
    table.title = None;
    table.source = Words { text: input.name.clone(), english: None };
    table.basis = Words::default();
    Ok(table)
}

/// The texts that may be a price list: the file, or the visible sheets of a workbook.
fn texts(input: &Input) -> Result<Vec<(String, Vec<u8>, Encoding)>, Diagnostic> {
    let Input { name, bytes } = input;
    #[cfg(feature = "excel")]
    if text::is_workbook(bytes) {
        let sheets = excel::visible_sheets(name, bytes)?.into_iter();
        return Ok(sheets.map(|(name, text)| (name, text, Encoding::Workbook)).collect());
    }
    match text::not_text(name, bytes) {
        Some(problem) => Err(problem),
        None => Ok(vec![(name.clone(), bytes.clone(), Encoding::guess(bytes))]),
    }
}

/// The prices of a text; `None` where no line looks like the header of a price list, which has two
/// columns.
fn prices(head: Head, table: &PriceTable) -> Option<Result<Prices, Diagnostics>> {
    let is_known = |cell: &str| is_channel(cell) || is_price(cell);
    let dialect = Dialect::detect(head, &is_known).below_titles(head, &is_known)?;
    let mut records = Records::from(head.bytes, dialect.start, dialect.delimiter);
    let headings = dialect::texts(records.next_record()?, head.encoding);
    let columns = headings.iter().rposition(|heading| !heading.is_empty())? + 1;
    let [channel, price] =
        [is_channel, is_price].map(|is_it| headings.iter().position(|heading| is_it(heading)));
    let (2, channel, price) = (columns, channel?, price?) else { return None };

    let (mut prices, mut problems) = (Prices::new(), Diagnostics::default());
    while let Some(record) = records.next_record() {
        if let Some((problem, span)) = dialect::problem(record) {
            problems.push(problem.at(head.place(span)));
            continue;
        }
        let cells = dialect::texts(record, head.encoding);
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let cell = |at: usize| Located::cell(&cells[at], head.place(record.span(at)));
        let extra = (0..cells.len()).rfind(|&at| !cells[at].is_empty()).filter(|at| *at >= columns);
        if extra.is_some() || cells.len() < columns {
            let problem = cell(extra.unwrap_or(0)).problem(Code::WrongRowWidth);
            problems.push(problem.with("width", columns).with("cells", cells.len()));
            continue;
        }
        let (word, price) = (cell(channel), cell(price));
        let price = match aliases::formula_problem(&price.text) {
            Some(code) => problems.ok(Err(price.problem(code))),
            None if price.text.is_empty() => None,
            None => problems.ok(price.price()),
        };
        let position = if word.text.is_empty() {
            Err(lookup::with_channels(word.problem(Code::MissingChannel), "", table))
        } else {
            lookup::channel(&word, table).map_err(|problem| problem.with("based_on", BASED_ON))
        };
        let Some(position) = problems.ok(position) else { continue };
        if prices.insert(position, price).is_some() {
            let problem = word.problem(Code::DuplicatePrice);
            problems.push(problem.with("channel", table.id(position)));
        }
    }
    Some(problems.into_result(prices))
}

fn is_channel(heading: &str) -> bool {
    Dimension::Channel.headings().contains(&folded(heading).as_str())
}

/// Whether a heading is that of prices, such as `Pris pr. henvendelse` or `kr.`.
fn is_price(heading: &str) -> bool {
    let heading = folded(heading);
    ["pris", "price"].iter().any(|word| heading.contains(word))
        || ["kr", "kr.", "dkk"].contains(&heading.as_str())
}
