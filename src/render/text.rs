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
/// How many rows of a table are laid out together.
const ROWS: usize = 1000;
/// Width of the longest bar.
const BAR: usize = 8;

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
    let mut output = format!("{}\n\n{}\n", lang.label(report.term), headline(report, lang));
    for table in &report.tables {
        output += lang.label(table.term);
        output.push('\n');
        push_grid(&mut output, table, &report.currency, lang);
        output.push('\n');
    }
    if let Some(drawn) = &report.matrix {
        let lines = matrix::lines(drawn, lang).join("\n");
        output.extend([lang.label(drawn.term), "\n", &lines, "\n\n"]);
    }
    output + &besides(report, lang)
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

/// Appends the lines of a table. They are laid out some rows at a time, so that a table of a
/// hundred thousand units takes little memory.
fn push_grid(output: &mut String, table: &Table, currency: &str, lang: Lang) {
    let sheet = Sheet::from_table(table, currency, lang);
    let header: Vec<String> =
        sheet.header.iter().map(|label| textwrap::fill(label, wrapped(NUMBER))).collect();
    let wraps = column_wraps(&sheet, &header);
    let cells = |row: &[Cell]| wrap(sheet.row(row), &wraps);
    let total = sheet.total().map(|total| wrap(total, &wraps));
    let bar = bars(table);

    // All parts get the same columns by a row as wide as the widest cells, which is not printed.
    let widest = (table.rows.len() > ROWS).then(|| {
        let mut widths = line_widths(&header);
        for row in table.rows.iter().map(|row| cells(row)).chain(total.clone()) {
            for (width, own) in widths.iter_mut().zip(line_widths(&row)) {
                *width = own.max(*width);
            }
        }
        widths.extend(bar.is_some().then_some(BAR));
        widths.into_iter().map(|width| "x".repeat(width)).collect::<Vec<_>>()
    });

    let mut rule = None;
    let mut parts = table.rows.chunks(ROWS);
    let mut part = Some(parts.next().unwrap_or_default());
    while let Some(rows) = part {
        part = parts.next();
        let mut grid = Grid::new();
        grid.load_style(STYLE);
        if rule.is_none() {
            grid.set_header(header.clone());
        }
        for row in rows {
            grid.add_row(cells(row).into_iter().chain(bar.as_ref().map(|bar| bar(row))));
        }
        let total = total.as_ref().filter(|_| part.is_none());
        grid.add_rows(total);
        grid.add_rows(&widest);
        for (at, column) in grid.column_iter_mut().enumerate() {
            column.set_padding((0, 1));
            // The column behind the last is the one with the bars.
            if sheet.numeric.get(at) == Some(&true) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut lines: Vec<String> = grid.lines().collect();
        lines.truncate(lines.len() - widest.iter().len());
        let rule = rule.get_or_insert_with(|| {
            lines.iter().find(|line| line.starts_with('─')).cloned().unwrap_or_default()
        });
        // The total is the last line, with the rule of the header above it.
        if total.is_some() {
            lines.insert(lines.len() - 1, rule.clone());
        }
        for line in lines {
            output.push_str(line.trim_end());
            output.push('\n');
        }
    }
}

/// The width of the longest line of each cell.
fn line_widths(row: &[String]) -> Vec<usize> {
    row.iter().map(|text| longest(text, |sign| sign == '\n')).collect()
}

/// The length of the longest part of a text, in characters.
fn longest(text: &str, between: fn(char) -> bool) -> usize {
    text.split(between).map(|part| part.chars().count()).max().unwrap_or(0)
}

fn wrap(mut row: Vec<String>, wraps: &[Option<usize>]) -> Vec<String> {
    for (text, width) in row.iter_mut().zip(wraps) {
        if let Some(width) = width {
            *text = textwrap::fill(text, wrapped(*width));
        }
    }
    row
}

/// The width at which the cells of each column wrap, if they do: names, and in a table that is too
/// wide for a page its long columns, the widest first and none below its longest word.
fn column_wraps(sheet: &Sheet, header: &[String]) -> Vec<Option<usize>> {
    let mut wraps = vec![None; header.len()];
    wraps[0] = Some(NAME);
    let mut full = line_widths(header);
    let mut words: Vec<usize> =
        header.iter().map(|label| longest(label, char::is_whitespace)).collect();
    for row in sheet.rows().map(|row| wrap(row, &wraps)) {
        for (at, text) in row.iter().enumerate() {
            full[at] = full[at].max(longest(text, |sign| sign == '\n'));
            words[at] = words[at].max(longest(text, char::is_whitespace));
        }
    }
    let mut widths = full.clone();
    // Two spaces stand between columns.
    let space = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + space > WIDTH {
        let may_wrap = |at: &usize| sheet.may_wrap[*at] && widths[*at] > words[*at];
        let widest = (0..widths.len()).filter(may_wrap).max_by_key(|at| widths[*at]);
        let Some(widest) = widest else { break };
        widths[widest] -= 1;
    }
    for at in (0..widths.len()).filter(|at| widths[*at] < full[*at]) {
        wraps[at] = Some(widths[at]);
    }
    wraps
}

/// A function that draws the bar of a row, the largest number getting the longest bar; none where
/// the table has no bars, or all numbers are 0.
fn bars(table: &Table) -> Option<impl Fn(&Vec<Cell>) -> String> {
    let column = table.bars.and_then(|bars| {
        table.columns.iter().position(|column| column.heading == Heading::Term(bars))
    })?;
    let size = |cell: &Cell| match cell {
        Cell::Share(share) => share.clone(),
        // An extra cost is as long as a saving of its size.
        Cell::Cost(money) => Share::from(money.abs().exact().clone()),
        _ => Share::zero(),
    };
    let size_of_row = move |row: &Vec<Cell>| match &row[column] {
        Cell::Change(difference) => size(difference),
        cell => size(cell),
    };
    let largest = table.rows.iter().map(size_of_row).max().filter(|largest| !largest.is_zero())?;
    Some(move |row: &Vec<Cell>| {
        size_of_row(row).ratio(&largest).map_or_else(String::new, |part| bar(&part))
    })
}

/// A bar in eighths of a character.
fn bar(part: &Share) -> String {
    let full_width = part.times(&Share::from(8 * BAR as u64));
    let eighths = full_width.exact().rounded(0).to_usize().unwrap_or(0);
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + last
}
