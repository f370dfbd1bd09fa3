//! Codes of a count that `--map` gives a meaning: `WEBFORM=selvbetjening`, `TEST=-`.

use std::collections::BTreeSet;

use super::located::Argument;
use super::lookup::{self, did_you_mean};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::folded;
use crate::model::price_table::{self, LeftOut, Noted, PriceTable, Why, Words};

/// What a mapped code is left out for.
const REASON: &str = "--map";

/// The table with the mapped codes, whatever they meant before. Each argument is resolved in the
/// table as it was, so that their order does not matter.
pub fn mapped(table: &PriceTable, arguments: &[String]) -> Result<PriceTable, Diagnostics> {
    let mut mapped = table.clone();
    let mut codes = BTreeSet::new();
    Diagnostics::collect::<(), _, Diagnostic>(arguments.iter().map(|text| {
        // A code may hold the sign; no channel does.
        let argument = Argument::new("--map", text);
        let (code, channel) = argument.split(text.rfind('='))?;
        if code.text.is_empty() {
            return Err(argument.malformed());
        }
        if !codes.insert(folded(&code.text)) {
            return Err(code.problem(Code::DuplicateMap));
        }
        let code = code.text;
        let position = if channel.text == "-" {
            let reason = Words { text: REASON.to_owned(), english: None };
            let left_out = LeftOut { code: code.clone(), name: None, reason };
            mapped.push(price_table::Code::LeftOut(left_out))
        } else {
            lookup::code(&channel, table)?
        };
        let others = table.aliases().filter(|word| *word != folded(&code));
        let near = did_you_mean(&code, others).map(str::to_owned);
        mapped.override_alias(position, &code);
        mapped.note(Noted { code, why: Why::Mapped { near } });
        Ok(())
    }))?;
    Ok(mapped)
}
