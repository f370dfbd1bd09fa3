//! The sheet of a workbook whose inputs can be changed, and whose figures follow by formulas.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationRule, Format, Formula as CellFormula, RowNum, Worksheet,
    XlsxError,
};

use super::excel::{format_of, heading_format, number, set_lines, total_format, write_text};
use super::number::machine;
use super::template::phrase;
use super::{Lang, cell, heading};
use crate::model::quantity::Share;
use crate::report::live::{Formula, Live, LiveTable, LiveValue, Operation};
use crate::report::{Cell, Kind, Sentence, Term};

/// The background of an input.
const INPUT_COLOR: &str = "FFF2CC";
/// The colour of a warning.
const WARNING_COLOR: &str = "C00000";
/// The tables start below the title, how the sheet is used, and its warning.
const FIRST_TABLE: RowNum = 4;
/// Values stand behind the two columns of names.
const FIRST_VALUE: ColNum = 2;
/// The column of the sums that have a limit, behind the values.
const LIMITS: ColNum = 8;
/// So many characters fit a line of the second column.
const NAME_WIDTH: usize = 48;
/// The widths of the names and of the values, in characters.
const WIDTHS: [u32; 7] = [26, 44, 17, 17, 17, 17, 17];

/// Writes the sheet.
pub fn write(
    sheet: &mut Worksheet,
    live: &Live,
    currency: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let places = places(live);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    write_text(sheet, (0, 0), lang.label(Term::Live), &bold.clone().set_font_size(16))?;
    write_text(sheet, (1, 0), &phrase(&Sentence::LiveUse.into(), lang), &Format::new())?;
    write_limits(sheet, live, &places, lang)?;
    for (row, table) in placed(live) {
        write_text(sheet, (row, 0), lang.label(table.term), &bold.clone().set_font_size(13))?;
        for (column, one) in (FIRST_VALUE..).zip(&table.columns) {
            let format = heading_format(&format_of(one.kind, column));
            write_text(sheet, (row, column), &heading(one, currency, lang), &format)?;
        }
        let unit = if table.columns.is_empty() { lang.currency(currency) } else { String::new() };
        for (at, (names, values)) in table.rows.iter().enumerate() {
            let row = row + 1 + RowNum::try_from(at).unwrap_or(0);
            let is_total = names[0] == Cell::Term(Term::Total);
            let format = |kind, column| {
                let format = format_of(kind, column);
                if is_total { total_format(&format) } else { format }
            };
            let [name, of] = names.each_ref().map(|name| cell(name, lang));
            write_text(sheet, (row, 0), &name, &format(Kind::Text, 0))?;
            write_text(sheet, (row, 1), &of, &format(Kind::LongText, 1))?;
            set_lines(sheet, row, textwrap::wrap(&of, NAME_WIDTH).len())?;
            for (column, value) in (FIRST_VALUE..).zip(values) {
                let format = format(Kind::Number, column);
                match value.map(|index| &live.values[index]) {
                    // A total has no value in some columns; a channel has one that is not known.
                    None if is_total => write_text(sheet, (row, column), "", &format)?,
                    None => write_text(sheet, (row, column), &cell(&Cell::Missing, lang), &format)?,
                    Some(value) => {
                        let (number_format, result) = shown(&value.value, &unit, lang);
                        let format = format.set_num_format(number_format);
                        write_value(sheet, (row, column), value, result, &places, &format)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// A warning below the title that shows where a sum of shares passes 1. The sums stand in a column
/// that is not shown, because Excel takes no formula of any length.
fn write_limits(
    sheet: &mut Worksheet,
    live: &Live,
    places: &[String],
    lang: Lang,
) -> Result<(), XlsxError> {
    let mut last = 0;
    for (row, sum) in (0..).zip(&live.limits) {
        let (_, result) = shown(&sum.value, "", lang);
        write_value(sheet, (row, LIMITS), sum, result, places, &Format::new())?;
        last = row;
    }
    let sums = [0, last].map(|row| row_col_to_cell(row, LIMITS)).join(":");
    let text = phrase(&Sentence::LiveOverAll.into(), lang);
    // Rounded, because a computer adds 10 %, 20 % and 70 % to a little more than 100 %.
    let warning = CellFormula::new(format!("IF(ROUND(MAX({sums}),9)>1,\"{text}\",\" \")"));
    let format = Format::new().set_bold().set_font_color(WARNING_COLOR);
    sheet.write_formula_with_format(2, 0, warning.set_result(" "), &format)?;
    sheet.set_column_hidden(LIMITS)?;
    Ok(())
}

/// The tables, each with the row of its heading.
fn placed(live: &Live) -> impl Iterator<Item = (RowNum, &LiveTable)> {
    live.tables.iter().scan(FIRST_TABLE, |row, table| {
        let start = *row;
        // The heading, the rows and an empty one.
        *row += RowNum::try_from(table.rows.len()).unwrap_or(0) + 2;
        Some((start, table))
    })
}

/// The cells of the values, such as `C7`.
fn places(live: &Live) -> Vec<String> {
    let mut places = vec![String::new(); live.values.len()];
    for (row, table) in placed(live) {
        for (row, (_, values)) in (row + 1..).zip(&table.rows) {
            for (column, value) in (FIRST_VALUE..).zip(values) {
                if let Some(index) = value {
                    places[*index] = row_col_to_cell(row, column);
                }
            }
        }
    }
    places
}

/// How a value is shown, with the unit of amounts, and its number if it has one.
fn shown(value: &Cell, unit: &str, lang: Lang) -> (String, Option<f64>) {
    let share = Cell::Share(Share::zero());
    match (number(value, lang), value) {
        (Some((amount, format)), Cell::Cost(_) | Cell::Price(_)) if !unit.is_empty() => {
            (format!("{format} \"{unit}\""), Some(amount))
        }
        (Some((number, format)), _) => (format, Some(number)),
        // Only shares may be unknown, and known with other inputs.
        (None, _) => (number(&share, lang).map_or_else(String::new, |(_, format)| format), None),
    }
}

/// Writes an input, or a formula with the result that the report has for it.
fn write_value(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    LiveValue { value, formula }: &LiveValue,
    result: Option<f64>,
    places: &[String],
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some(formula) = formula {
        let result = result.map_or_else(|| "–".to_owned(), |number| number.to_string());
        let formula = CellFormula::new(self::formula(formula, places)).set_result(result);
        sheet.write_formula_with_format(row, column, formula, format)?;
        return Ok(());
    }
    let format = format.clone().set_background_color(INPUT_COLOR);
    sheet.write_number_with_format(row, column, result.unwrap_or(0.0), &format)?;
    // What kanal takes as well.
    let rule = match value {
        Cell::Percent(_) => DataValidationRule::Between(0.0, 1.0),
        Cell::Weeks(_) => DataValidationRule::Between(0.01, 366.0),
        _ => DataValidationRule::GreaterThanOrEqualTo(0.0),
    };
    let validation = DataValidation::new().allow_decimal_number(rule);
    sheet.add_data_validation(row, column, row, column, &validation)?;
    Ok(())
}

/// A formula as Excel writes it, without the sign of equality.
fn formula(of: &Formula, places: &[String]) -> String {
    match of {
        Formula::Constant(number) => machine(number),
        Formula::ByPart(numbers) => machine(&numbers[0]),
        Formula::Value(index) => places[*index].clone(),
        Formula::Sum(items) => match items.as_slice() {
            [] => "0".to_owned(),
            [one] => places[*one].clone(),
            all => {
                let places: Vec<&str> = all.iter().map(|index| places[*index].as_str()).collect();
                format!("({})", places.join("+"))
            }
        },
        Formula::Pair(operation, both) => {
            let [first, second] = both.each_ref().map(|one| formula(one, places));
            match operation {
                Operation::Times => format!("{first}*{second}"),
                Operation::Minus => format!("({first}-{second})"),
                Operation::Over => format!("IF({second}=0,\"–\",{first}/{second})"),
                Operation::Smaller => format!("MIN({first},{second})"),
            }
        }
    }
}
