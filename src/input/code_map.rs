//! Codes of a count that `--map` gives a meaning: `WEBFORM=selvbetjening`, `TEST=-`.

use std::collections::BTreeSet;

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::{Argument, Located};
use super::lookup::{self, did_you_mean};
use crate::model::counts::folded;
use crate::model::price_table::{self, LeftOut, Noted, PriceTable, Why};

/// What a mapped code is left out for.
const REASON: &str = "--map";

/// The table with the mapped codes, whatever they meant before. Each argument is resolved in the
/// table as it was, so that their order does not matter.
pub fn mapped(table: &PriceTable, arguments: &[String]) -> Result<PriceTable, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut mapped = table.clone();
    let mut codes = BTreeSet::new();
    for text in arguments {
        // A code may hold the sign; no channel does.
        let pair = Argument::new("--map", text).split(text.rfind('='), Code::MapWithoutEquals);
        let Some((code, channel)) = problems.ok(pair) else { continue };
        if code.text.is_empty() {
            problems.push(code.problem(Code::MissingCode));
        } else if !codes.insert(folded(&code.text)) {
            problems.push(code.problem(Code::DuplicateMap));
        } else {
            problems.ok(map(table, &mut mapped, code, &channel));
        }
    }
    problems.into_result(mapped)
}

fn map(
    table: &PriceTable,
    mapped: &mut PriceTable,
    code: Located,
    channel: &Located,
) -> Result<(), Diagnostic> {
    let code = code.text;
    let position = if channel.text == "-" {
        let left_out = LeftOut { code: code.clone(), name: None, reason: REASON.to_owned() };
        mapped.push(price_table::Code::LeftOut(left_out))
    } else {
        lookup::code(channel, table)?
    };
    let others = table.aliases().filter(|word| *word != folded(&code));
    let near = did_you_mean(&code, others).map(str::to_owned);
    mapped.override_alias(position, &code);
    mapped.note(Noted { code, why: Why::Mapped { near } });
    Ok(())
}
