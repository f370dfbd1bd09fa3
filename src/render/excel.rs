//! A workbook: the answer with its assumptions and notes, a calculation with formulas if the report
//! has one, and a sheet for each table.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    RowNum, Workbook, Worksheet, XlsxError,
};

use super::lang::{PER_CENT, POINTS};
use super::template::{plain_spaces, text};
use super::{Lang, SHADES, Sheet, Style, cell, live_sheet, machine_number, sections, warnings};
use crate::OWN_WORKBOOK;
use crate::report::{Cell, Heading, Kind, Report, Table, Term};

/// Excel takes so many characters in the name of a sheet.
const LONGEST_NAME: usize = 31;
/// Excel takes 32,767 units of UTF-16 in a cell; a character is one or two of them.
const LONGEST_TEXT: usize = 32_767 / 2;
/// The narrowest and the widest column, in characters.
const WIDTHS: [usize; 2] = [15, 50];
/// With more bars, a chart is not clear.
const MOST_BARS: usize = 30;
/// So many characters fit a line of the widest column of the first sheet.
const LINE: usize = 110;
/// The height of a line and of the highest row, in points.
const LINE_HEIGHT: usize = 15;
const HIGHEST_ROW: usize = 409;
/// The format of whole numbers with separators.
const WHOLE: &str = "#,##0";
/// The background of a warning.
const WARNING_COLOR: &str = "FCE4D6";

/// The whole report.
///
/// # Panics
///
/// If a table does not [fit a sheet](Table::fits_sheet).
pub fn render(report: &Report, Style { lang, .. }: Style) -> Vec<u8> {
    workbook(report, lang).expect("sizes, names and texts are within the limits of Excel")
}

fn workbook(report: &Report, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // With the time of the run, the same report would not have the same bytes.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(lang.label(report.term));
    workbook.set_properties(&properties.set_creation_datetime(&date));
    workbook.define_name(OWN_WORKBOOK, &format!("=\"{}\"", report.term.key()))?;
    write_answer(add_sheet(&mut workbook, Term::Answer, lang)?, report, lang)?;
    if let Some(live) = &report.live {
        let sheet = add_sheet(&mut workbook, Term::Live, lang)?;
        live_sheet::write(sheet, live, &report.currency, lang)?;
    }
    for table in &report.tables {
        let sheet = add_sheet(&mut workbook, table.term, lang)?;
        write_table(sheet, table, &report.currency, lang)?;
    }
    workbook.save_to_buffer()
}

/// A sheet that prints on one page in width.
fn add_sheet(workbook: &mut Workbook, term: Term, lang: Lang) -> Result<&mut Worksheet, XlsxError> {
    let label = lang.label(term);
    let sheet = workbook.add_worksheet().set_name(sheet_name(label))?;
    // The name of the sheet may be only the start of the label.
    Ok(sheet.set_landscape().set_print_fit_to_pages(1, 0).set_header(format!("&L{label}")))
}

/// The label without the signs that Excel refuses, or as many of its words as fit.
fn sheet_name(label: &str) -> String {
    let name = label.replace(['[', ']', ':', '*', '?', '/', '\\'], "");
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let start: String = name.chars().take(LONGEST_NAME - 1).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    start[..end].trim_end_matches(',').to_owned() + "…"
}

/// The headline, the warnings, and what stands below the tables in other formats.
fn write_answer(sheet: &mut Worksheet, report: &Report, lang: Lang) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let (bold, wrapped) = (top.clone().set_bold(), top.clone().set_text_wrap());
    let heading = bold.clone().set_font_size(13);
    let mut row = 0;
    let mut write_row = |label: &str, line: &str, formats: [&Format; 2]| {
        write_text(sheet, (row, 0), label, formats[0])?;
        write_text(sheet, (row, 1), line, formats[1])?;
        set_lines(sheet, row, textwrap::wrap(line, LINE).len())?;
        row += 1;
        Ok::<_, XlsxError>(())
    };
    let headline = text(&report.headline, lang, &report.currency);
    write_row(lang.label(report.term), "", [&heading, &top])?;
    write_row("", "", [&top, &top])?;
    write_row(lang.label(Term::Answer), &headline, [&bold, &wrapped.clone().set_bold()])?;
    for warning in warnings(report) {
        let marked = wrapped.clone().set_background_color(WARNING_COLOR);
        write_row("", &text(&warning, lang, &report.currency), [&top, &marked])?;
    }
    for (title, lines) in sections(report, lang) {
        write_row("", "", [&top, &top])?;
        write_row(title, "", [&heading, &top])?;
        for (label, line) in lines {
            write_row(&label, &plain_spaces(&line), [&top, &wrapped])?;
        }
    }
    sheet.set_column_width(0, 32)?.set_column_width(1, 100)?;
    Ok(())
}

/// A table below its header, which stays in sight when the sheet is scrolled.
fn write_table(
    sheet: &mut Worksheet,
    table: &Table,
    currency: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let people = Sheet::from_table(table, currency, lang);
    let rows = || table.rows.iter().chain(&table.total);
    let total = RowNum::try_from(table.rows.len()).unwrap_or(RowNum::MAX) + 1;
    let shades = table.shades();
    let mut lines = vec![1; rows().count() + 1];
    for (column, (&at, heading)) in (0..).zip(people.shown.iter().zip(&people.header)) {
        let kind = table.columns[at].kind;
        let format = format_of(kind, column);
        let texts: Vec<String> = rows().map(|row| cell(&row[at], lang)).collect();
        // A heading may wrap between its words.
        let width = width(heading.split(' ').chain(texts.iter().map(String::as_str)));
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(0))?;
        write_text(sheet, (0, column), heading, &heading_format(&format))?;
        for (row, cells) in (1..).zip(rows()) {
            let format = if row == total { total_format(&format) } else { format.clone() };
            let shade = if table.has_shades() && row != total { shades(cells)[at] } else { 0 };
            let with_color = SHADES[shade].map(|color| format.clone().set_background_color(color));
            write_cell(sheet, (row, column), &cells[at], lang, &with_color.unwrap_or(format))?;
        }
        let wraps = |text: &str| textwrap::wrap(text, width - 1).len();
        lines[0] = lines[0].max(wraps(heading));
        for (lines, text) in lines[1..].iter_mut().zip(&texts).filter(|_| kind == Kind::LongText) {
            *lines = (*lines).max(wraps(text));
        }
    }
    for (row, lines) in (0..).zip(lines) {
        set_lines(sheet, row, lines)?;
    }
    if table.total.is_some() {
        let format = total_format(&format_of(Kind::Text, 0));
        write_text(sheet, (total, 0), lang.label(Term::Total), &format)?;
    }
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    if table.term == Term::ByChannel && (1..=MOST_BARS).contains(&table.rows.len()) {
        insert_cost_chart(sheet, &people, total)?;
    }
    Ok(())
}

/// The format of the cells of a column.
pub fn format_of(kind: Kind, column: ColNum) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match kind {
        Kind::LongText => format.set_text_wrap().set_indent(1),
        _ if kind.is_numeric() => format.set_align(FormatAlign::Right),
        // A text is kept from the number on its left.
        _ => format.set_indent(u8::from(column > 0)),
    }
}

pub fn heading_format(of_column: &Format) -> Format {
    of_column.clone().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin)
}

pub fn total_format(of_column: &Format) -> Format {
    of_column.clone().set_bold().set_border_top(FormatBorder::Thin)
}

/// The width of a column with these texts, in characters.
fn width<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
    (longest + 3).clamp(WIDTHS[0], WIDTHS[1])
}

/// A bar for the cost of each channel, below the table; two where there is a cost before and after.
fn insert_cost_chart(sheet: &mut Worksheet, people: &Sheet, end: RowNum) -> Result<(), XlsxError> {
    let is_cost = |heading: &Heading| {
        [Term::Cost, Term::CostBefore, Term::CostAfter].map(Heading::from).contains(heading)
    };
    let (name, last) = (sheet.name(), end - 1);
    let mut chart = Chart::new_bar();
    let columns = (0..).zip(&people.columns);
    let costs: Vec<ColNum> =
        columns.filter(|(_, one)| is_cost(&one.heading)).map(|(at, _)| at).collect();
    for &column in &costs {
        let series = chart.add_series().set_name((&*name, 0, column));
        series
            .set_categories((&*name, 1, 0, last, 0))
            .set_values((&*name, 1, column, last, column));
        series.set_data_label(ChartDataLabel::new().show_value().set_num_format(WHOLE));
    }
    // The first row stands at the top, as in the table.
    chart.y_axis().set_reverse();
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    match costs.as_slice() {
        [] => return Ok(()),
        [_] => drop(chart.legend().set_hidden()),
        _ => drop(chart.title().set_hidden()),
    }
    let bars = u32::try_from(people.table.rows.len() * costs.len()).unwrap_or(0);
    sheet.insert_chart(end + 2, 0, chart.set_width(720).set_height(120 + 24 * bars))?;
    Ok(())
}

/// Makes a row as high as its lines of text. Not every program does so by itself.
pub fn set_lines(sheet: &mut Worksheet, row: RowNum, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        let height = (LINE_HEIGHT * lines).min(HIGHEST_ROW);
        sheet.set_row_height(row, u32::try_from(height).unwrap_or(0))?;
    }
    Ok(())
}

/// A number with the format of its kind, or the text of what is none.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    cell: &Cell,
    lang: Lang,
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some((number, number_format)) = number(cell, lang) {
        let format = format.clone().set_num_format(number_format);
        sheet.write_number_with_format(row, column, number, &format)?;
        return Ok(());
    }
    write_text(sheet, (row, column), &super::cell(cell, lang), format)
}

/// A text, and never a formula, whatever it starts with.
pub fn write_text(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let is_too_long = text.chars().count() > LONGEST_TEXT;
    let cut = || text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect();
    let text = if is_too_long { cut() } else { text.to_owned() };
    if text.starts_with(['=', '+', '-', '@']) {
        // Without it, Excel would take the text for a formula when somebody edits the cell.
        sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// The number in a cell, and how Excel shows it; `None` for what is no number. Excel replaces the
/// comma and the point of a format by the signs of its own language.
pub fn number(cell: &Cell, lang: Lang) -> Option<(f64, String)> {
    if let Cell::Change(difference) = cell {
        let (number, mut format) = self::number(difference, lang)?;
        if let Cell::Points(_) = **difference {
            // Among changes of other kinds it needs its unit.
            format.extend(["\"", lang.localized(POINTS), "\""]);
        }
        return Some((number, format!("+{format};-{format};{format}")));
    }
    let number: f64 = machine_number(cell)?.parse().ok()?;
    let per_cent = || format!("0.0{}", plain_spaces(lang.localized(PER_CENT)));
    Some(match cell {
        Cell::Count(_) | Cell::Enquiries(_) | Cell::Cost(_) | Cell::About(_) => {
            (number, WHOLE.to_owned())
        }
        Cell::Label(_) => (number, "0".to_owned()),
        Cell::Price(_) => (number, "#,##0.00##".to_owned()),
        Cell::Average { .. } => (number, "#,##0.00".to_owned()),
        Cell::Share(_) => (number, per_cent()),
        Cell::Percent(_) => (number / 100.0, per_cent()),
        Cell::Score(_) => (number, "0.0".to_owned()),
        Cell::Points(_) => (number * 100.0, "0.0".to_owned()),
        _ => (number, "General".to_owned()),
    })
}
