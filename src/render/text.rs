//! Text: aligned columns for a terminal, with bars.

use comfy_table::{CellAlignment, ColumnConstraint, Table as Grid, TableStyle, Width};
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::{Sheet, Style, matrix, sections, template, warnings};
use crate::model::quantity::Share;
use crate::report::{Cell, Kind, Phrase, Report, Sentence, Table};

/// Names wrap at this width.
const NAME: usize = 28;
/// Headers wrap at this width.
const NUMBER: usize = 10;
/// So many rows are laid out at a time.
const ROWS: usize = 1000;
/// Width of the longest bar, and of the shortest that is worth its place.
const BAR: usize = 8;
const LEAST_BAR: usize = 4;
/// Behind a number, from none to the darkest.
const SHADES: [&str; 5] = [" ", "░", "▒", "▓", "█"];

/// The whole report, or the answer with what must be known about it.
pub fn render(report: &Report, style: Style) -> Vec<u8> {
    let Style { lang, is_full, .. } = style;
    let paragraph = |phrase: &Phrase| paragraph(phrase, &report.currency, style);
    let mut parts =
        vec![in_terminal_style(&paragraph(&report.headline), anstyle::Style::new().bold(), style)];
    parts.extend(warnings(report).map(|warning| paragraph(&warning)));
    if !is_full {
        let keys = |phrases: &[Phrase]| -> String {
            let is_shown =
                |phrase: &&Phrase| phrase.is_key() || (report.is_verdict && !phrase.is_warning());
            phrases.iter().filter(is_shown).map(|phrase| paragraph(&phrase.in_short())).collect()
        };
        parts.push(keys(&report.arithmetic));
        let tables = report.tables.iter().filter_map(Table::in_short);
        parts.extend(tables.map(|table| grid(&table, &report.currency, style)));
        let more = Some(Sentence::MoreInFull.into()).filter(|_| !report.is_verdict);
        let notes = keys(&report.notes) + &more.as_ref().map(paragraph).unwrap_or_default();
        parts.push(in_terminal_style(&notes, anstyle::Style::new().dimmed(), style));
    }
    parts.retain(|part| !part.is_empty());
    if !is_full && report.is_verdict {
        return parts.concat().into_bytes();
    }
    let title = lang.label(report.term);
    let output = format!("{title}\n\n{}", parts.join("\n"));
    let output = if is_full { output + "\n" + &in_full(report, style) } else { output };
    output.into_bytes()
}

/// The tables of a report in full, and everything below them.
fn in_full(report: &Report, style: Style) -> String {
    let Style { lang, .. } = style;
    let mut output = String::new();
    for table in &report.tables {
        let grid = grid(table, &report.currency, style);
        output.extend([lang.label(table.term), "\n", &grid, "\n"]);
    }
    if let Some(drawn) = &report.matrix {
        let lines = matrix::lines(drawn, lang).join("\n");
        output.extend([lang.label(drawn.term), "\n", &lines, "\n\n"]);
    }
    output + &besides(report, style)
}

/// A phrase as a paragraph.
pub fn paragraph(phrase: &Phrase, currency: &str, style: Style) -> String {
    let sentence = template::non_breaking(phrase, style.lang, currency);
    format!("{}\n", template::plain_spaces(&textwrap::fill(&sentence, wrapped(style.width))))
}

/// What a format that carries a table alone leaves to be said beside the output.
pub fn aside(report: &Report, style: Style) -> String {
    [paragraph(&report.headline, &report.currency, style), besides(report, style)].join("\n")
}

/// Everything but the headline and the tables.
fn besides(report: &Report, style: Style) -> String {
    let section = |(heading, lines): (&str, Vec<(String, String)>)| {
        format!("{heading}\n{}", template::plain_spaces(&hanging(&lines, style.width)))
    };
    sections(report, style.lang).into_iter().map(section).collect::<Vec<_>>().join("\n")
}

/// Lines that break between words alone, so that no name is parted.
fn wrapped<'a>(width: usize) -> Options<'a> {
    Options::new(width).break_words(false).word_splitter(WordSplitter::NoHyphenation)
}

/// Labels, or a star in place of one, and beside each a text that wraps under itself.
fn hanging(lines: &[(String, String)], width: usize) -> String {
    let indent = lines.iter().map(|(label, _)| label.chars().count().max(1)).max().unwrap_or(0) + 2;
    let under = " ".repeat(indent);
    let line = |(label, text): &(String, String)| {
        let beside = format!("{:indent$}", if label.is_empty() { "*" } else { label });
        let options = wrapped(width).initial_indent(&beside).subsequent_indent(&under);
        format!("{}\n", textwrap::fill(text, options))
    };
    lines.iter().map(line).collect()
}

/// The lines of a table.
fn grid(table: &Table, currency: &str, style: Style) -> String {
    let sheet = Sheet::from_table(table, currency, style.lang);
    let header: Vec<String> =
        sheet.header.iter().map(|label| textwrap::fill(label, wrapped(NUMBER))).collect();
    // A row becomes text each time that it is needed, so that a long table takes little memory.
    let shades = table.shades();
    let text = |row: &Vec<Cell>| {
        let mut cells = sheet.row(row);
        if table.has_shades() {
            let shades = shades(row);
            let numeric = cells
                .iter_mut()
                .zip(&sheet.shown)
                .filter(|(_, at)| table.columns[**at].kind.is_numeric());
            for (cell, at) in numeric {
                *cell += SHADES[shades[*at]];
            }
        }
        cells[0] = textwrap::fill(&cells[0], wrapped(NAME));
        cells
    };
    let wraps = column_wraps(&sheet, &header, table.rows.iter().map(text), style);
    let row_text = |row: &Vec<Cell>| wrap(text(row), &wraps);
    let total = sheet.total().map(|total| wrap(total, &wraps));

    let mut widths = line_widths(&header);
    for row in table.rows.iter().map(row_text).chain(total.clone()) {
        for (width, own) in widths.iter_mut().zip(line_widths(&row)) {
            *width = own.max(*width);
        }
    }
    // In the short form the bars get what the other columns leave of the page.
    let other_columns = widths.iter().sum::<usize>() + 2 * widths.len();
    let left = if style.is_full { BAR } else { style.width.saturating_sub(other_columns) };
    let bar_width = left.min(BAR);
    let bar = bars(table, bar_width).filter(|_| bar_width >= LEAST_BAR);
    widths.extend(bar.is_some().then_some(bar_width));
    let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * widths.len() - 2);
    let with_bar = |row: &Vec<Cell>| {
        let mut cells = row_text(row);
        cells.extend(bar.as_ref().map(|bar| bar(row)));
        cells
    };
    let mut output = String::new();
    push_rows(&mut output, [header], &widths, &sheet);
    output.extend([&rule, "\n"]);
    for rows in table.rows.chunks(ROWS) {
        push_rows(&mut output, rows.iter().map(with_bar), &widths, &sheet);
    }
    if let Some(total) = total {
        output.extend([&rule, "\n"]);
        let mut line = String::new();
        push_rows(&mut line, [total], &widths, &sheet);
        output += &in_terminal_style(&line, anstyle::Style::new().bold(), style);
    }
    output
}

/// Lines in a style of a terminal, each by itself, if text is coloured.
fn in_terminal_style(lines: &str, with: anstyle::Style, style: Style) -> String {
    if !style.is_coloured {
        return lines.to_owned();
    }
    lines.lines().map(|line| format!("{with}{line}{with:#}\n")).collect()
}

/// Appends the lines of some rows, in columns of these widths.
fn push_rows(
    output: &mut String,
    rows: impl IntoIterator<Item = Vec<String>>,
    widths: &[usize],
    sheet: &Sheet,
) {
    let mut grid = Grid::new();
    grid.load_style(TableStyle::new());
    grid.add_rows(rows);
    for (at, column) in grid.column_iter_mut().enumerate() {
        // The column behind the last is the one with the bars.
        if sheet.columns.get(at).is_some_and(|column| column.kind.is_numeric()) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let width = u16::try_from(widths[at]).unwrap_or(u16::MAX - 2);
        // Two spaces stand between columns.
        column.set_padding((0, 2));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + 2)));
    }
    for line in grid.lines() {
        output.extend([line.trim_end(), "\n"]);
    }
}

/// A row with the cells wrapped of the columns that wrap.
fn wrap(mut row: Vec<String>, wraps: &[(usize, usize)]) -> Vec<String> {
    for &(at, width) in wraps {
        row[at] = textwrap::fill(&row[at], wrapped(width));
    }
    row
}

/// The width of the longest line of each cell.
fn line_widths(row: &[String]) -> Vec<usize> {
    row.iter().map(|text| longest(text, |sign| sign == '\n')).collect()
}

/// The width of the longest part of a text.
fn longest(text: &str, between: fn(char) -> bool) -> usize {
    text.split(between).map(display_width).max().unwrap_or(0)
}

/// The columns that wrap, with their widths: in a table that is too wide for a page its long
/// columns, the widest first and none below its longest word.
fn column_wraps(
    sheet: &Sheet,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    style: Style,
) -> Vec<(usize, usize)> {
    let mut full = line_widths(header);
    let mut words: Vec<usize> =
        header.iter().map(|label| longest(label, char::is_whitespace)).collect();
    for row in rows {
        for (at, text) in row.iter().enumerate() {
            full[at] = full[at].max(longest(text, |sign| sign == '\n'));
            words[at] = words[at].max(longest(text, char::is_whitespace));
        }
    }
    let mut widths = full.clone();
    // Two spaces stand between columns.
    let space = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + space > style.width {
        let may_wrap = |at: &usize| {
            // The short form has to fit, and its names may wrap for that.
            let is_long = sheet.columns[*at].kind == Kind::LongText || (!style.is_full && *at == 0);
            is_long && widths[*at] > words[*at]
        };
        let widest = (0..widths.len()).filter(may_wrap).max_by_key(|at| widths[*at]);
        let Some(widest) = widest else { break };
        widths[widest] -= 1;
    }
    widths.into_iter().enumerate().filter(|&(at, width)| width < full[at]).collect()
}

/// A function that draws the bar of a row, the largest number getting the longest bar; none where
/// the table has no bars, or all numbers are 0.
fn bars(table: &Table, width: usize) -> Option<impl Fn(&Vec<Cell>) -> String> {
    let column = table.position(table.bars?)?;
    let size_of_row = move |row: &Vec<Cell>| bar_size(&row[column]);
    let largest = table.rows.iter().map(size_of_row).max().filter(|largest| !largest.is_zero())?;
    Some(move |row: &Vec<Cell>| {
        let part = size_of_row(row).ratio(&largest);
        part.map(|part| bar(&part, width)).unwrap_or_default()
    })
}

fn bar_size(cell: &Cell) -> Share {
    match cell {
        Cell::Share(share) => share.clone(),
        // An extra cost is as long as a saving of its size.
        Cell::Cost(money) => Share::from(money.abs().exact().clone()),
        Cell::Change(difference) => bar_size(difference),
        _ => Share::zero(),
    }
}

/// A bar of so many characters where the part is 1, drawn in eighths of a character.
fn bar(part: &Share, width: usize) -> String {
    let length = part.times(&Share::from(8 * width as u64));
    let eighths = length.exact().rounded(0).to_usize().unwrap_or(0);
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + last
}
