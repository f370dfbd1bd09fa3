//! Text: aligned columns for a terminal, with bars.

use comfy_table::{CellAlignment, LineStyle, Table as Grid, TableStyle};
use textwrap::{Options, WordSplitter};

use super::{Lang, Rendered, Renderer, Sheet, cell, matrix, template};
use crate::model::quantity::Share;
use crate::report::{Cell, Heading, Message, Report, Table, Term};

/// Sentences wrap at this width, whatever the terminal, so that output never depends on it.
const WIDTH: usize = 100;
/// Names wrap at this width.
const NAME: usize = 28;
/// Headers wrap at this width.
const NUMBER: usize = 12;
/// Width of the longest bar.
const BAR: u64 = 8;

/// No borders, and one rule under the header.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

pub struct Text;

impl Renderer for Text {
    fn render(&self, report: &Report, lang: Lang) -> Rendered {
        Rendered::whole(whole(report, lang))
    }
}

fn whole(report: &Report, lang: Lang) -> String {
    let mut parts = vec![format!("{}\n", lang.label(report.term)), headline(report, lang)];
    for table in &report.tables {
        let title = lang.label(table.term);
        parts.push(format!("{title}\n{}", grid(table, &report.currency, lang)));
    }
    if let Some(drawn) = &report.matrix {
        let lines = matrix::lines(drawn, lang).join("\n");
        parts.push(format!("{}\n{lines}\n", lang.label(drawn.term)));
    }
    parts.push(besides(report, lang));
    parts.join("\n")
}

fn headline(report: &Report, lang: Lang) -> String {
    let sentence = template::non_breaking(&report.headline, lang, &report.currency);
    format!("{}\n", template::plain_spaces(&textwrap::fill(&sentence, wrapped(WIDTH))))
}

/// What a format that carries a table alone leaves to be said beside the output.
pub fn aside(report: &Report, lang: Lang) -> String {
    [headline(report, lang), besides(report, lang)].join("\n")
}

/// Everything but the headline and the tables.
fn besides(report: &Report, lang: Lang) -> String {
    let messages = |heading: Term, messages: &[Message]| {
        let lines = messages.iter().map(|message| {
            ["*".to_owned(), template::non_breaking(message, lang, &report.currency)]
        });
        (!messages.is_empty()).then(|| section(lang.label(heading), lines))
    };
    let assumptions = report
        .assumptions
        .iter()
        .map(|(term, value)| [lang.label(*term).to_owned(), cell(value, lang)])
        .filter(|[_, value]| !value.is_empty());
    let parts = [
        messages(Term::Arithmetic, &report.arithmetic),
        Some(section(lang.label(Term::Assumptions), assumptions)),
        messages(Term::Notes, &report.notes),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A heading, and under it lines with a first word and a text that wraps under itself.
fn section(heading: &str, lines: impl Iterator<Item = [String; 2]>) -> String {
    format!("{heading}\n{}", template::plain_spaces(&hanging(lines)))
}

/// Lines that break between words alone, so that no name is parted.
fn wrapped<'a>(width: usize) -> Options<'a> {
    Options::new(width).break_words(false).word_splitter(WordSplitter::NoHyphenation)
}

/// A first word, and beside it a text that wraps under itself.
fn hanging(lines: impl Iterator<Item = [String; 2]>) -> String {
    let lines: Vec<[String; 2]> = lines.collect();
    let indent = lines.iter().map(|[first, _]| first.chars().count()).max().unwrap_or(0) + 2;
    let under = " ".repeat(indent);
    lines
        .iter()
        .map(|[first, text]| {
            let beside = format!("{first:indent$}");
            let options = wrapped(WIDTH).initial_indent(&beside).subsequent_indent(&under);
            format!("{}\n", textwrap::fill(text, options))
        })
        .collect()
}

fn grid(table: &Table, currency: &str, lang: Lang) -> String {
    let mut sheet = Sheet::from_table(table, currency, lang);
    for row in &mut sheet.rows {
        row[0] = textwrap::fill(&row[0], wrapped(NAME));
    }
    for label in &mut sheet.header {
        *label = textwrap::fill(label, wrapped(NUMBER));
    }
    narrow(&mut sheet);
    let has_total = sheet.total.is_some();
    let mut bars = bars(table).into_iter();
    let mut grid = Grid::new();
    grid.load_style(STYLE);
    grid.set_header(sheet.header);
    for mut row in sheet.rows {
        row.extend(bars.next());
        grid.add_row(row);
    }
    if let Some(total) = sheet.total {
        grid.add_row(total);
    }
    for (at, column) in grid.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        // The column behind the last is the one with the bars.
        if sheet.numeric.get(at) == Some(&true) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut lines: Vec<String> = grid.lines().map(|line| line.trim_end().to_owned()).collect();
    // The total is one line, and the rule under the header serves over it too.
    let rule = lines.iter().find(|line| line.starts_with('─')).cloned();
    if let Some(rule) = rule.filter(|_| has_total) {
        lines.insert(lines.len() - 1, rule);
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Wraps the long columns of a sheet that is too wide for a page, the widest first and none
/// below its longest word.
fn narrow(sheet: &mut Sheet) {
    let longest = |text: &str, at: fn(char) -> bool| {
        text.split(at).map(|part| part.chars().count()).max().unwrap_or(0)
    };
    let texts = |at: usize| sheet.rows.iter().map(move |row| &row[at]).chain([&sheet.header[at]]);
    let width = |at, part| texts(at).map(|text| longest(text, part)).max().unwrap_or(0);
    let columns = 0..sheet.header.len();
    let full: Vec<usize> = columns.clone().map(|at| width(at, |sign| sign == '\n')).collect();
    let mut widths = full.clone();
    // Two spaces stand between columns.
    let space = 2 * widths.len().saturating_sub(1);
    if widths.iter().sum::<usize>() + space <= WIDTH {
        return;
    }
    let words: Vec<usize> = columns.clone().map(|at| width(at, char::is_whitespace)).collect();
    while widths.iter().sum::<usize>() + space > WIDTH {
        let may = |at: &usize| sheet.may_wrap[*at] && widths[*at] > words[*at];
        let Some(widest) = columns.clone().filter(may).max_by_key(|at| widths[*at]) else { break };
        widths[widest] -= 1;
    }
    for row in &mut sheet.rows {
        for at in columns.clone().filter(|at| widths[*at] < full[*at]) {
            row[at] = textwrap::fill(&row[at], wrapped(widths[at]));
        }
    }
}

/// A bar for each row, the longest for the largest share; none where the table has no shares.
fn bars(table: &Table) -> Vec<String> {
    let column = table.bars.and_then(|bars| {
        table.columns.iter().position(|column| column.heading == Heading::Term(bars))
    });
    let size = |cell: &Cell| match cell {
        Cell::Share(share) => share.clone(),
        // An extra cost is as long as a saving of its size.
        Cell::Cost(money) if money.is_negative() => Share::from(-money.exact()),
        Cell::Cost(money) => Share::from(money.exact().clone()),
        _ => Share::zero(),
    };
    let shares = |row: &Vec<Cell>| match column.map(|at| &row[at]) {
        Some(Cell::Change(difference)) => size(difference),
        Some(cell) => size(cell),
        None => Share::zero(),
    };
    let shares: Vec<Share> = table.rows.iter().map(shares).collect();
    let Some(largest) = shares.iter().max().filter(|largest| !largest.is_zero()) else {
        return Vec::new();
    };
    shares.iter().filter_map(|share| share.ratio(largest)).map(|part| bar(&part)).collect()
}

/// A bar in eighths of a character.
fn bar(part: &Share) -> String {
    let full_width = part.times(&Share::from(BAR * 8));
    let eighths = full_width.exact().rounded(0).to_usize().unwrap_or(0);
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + last
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_is_drawn_in_eighths() {
        let parts =
            ["1", "0.5", "0.01", "0.001", "0"].map(|part| bar(&part.parse().expect("a decimal")));
        // 8 characters are 64 eighths: 64, 32, 1 (0.64), 0 (0.064) and 0.
        assert_eq!(parts, ["████████", "████", "▏", "", ""]);
    }
}
