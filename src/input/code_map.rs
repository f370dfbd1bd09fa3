//! Codes that the command line settles: `--map WEBFORM=selvbetjening`, `--map TEST=-`.

use std::collections::BTreeSet;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::located::{Located, last_pair};
use super::{channels_like, did_you_mean};
use crate::model::counts::folded;
use crate::model::price_table::{Code, LeftOut, Noted, PriceTable, Why};

/// What a mapped code is left out for.
const REASON: &str = "--map";
/// What an argument looks like.
const EXPECTED: &str = "expected a code and a channel, such as `WEBFORM=selvbetjening`";

/// The table with codes that mean what the arguments say, whatever they meant before. Each
/// argument is understood by the table as it was, so that their order does not matter.
///
/// # Errors
///
/// Every argument of another form, every channel that the table does not have, and every
/// code that has a meaning from an argument before.
pub fn mapped(mut table: PriceTable, arguments: &[String]) -> Result<PriceTable, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut codes = BTreeSet::new();
    let mut maps = Vec::new();
    for argument in arguments {
        // A code may hold the sign; no channel does.
        let Some((code, channel)) = problems.keep(last_pair("--map", argument, EXPECTED)) else {
            continue;
        };
        if code.text.is_empty() {
            problems.push(code.problem("no code before the `=`", EXPECTED));
        } else if !codes.insert(folded(&code.text)) {
            let what = format!("code `{}` is mapped twice", code.text);
            problems.push(code.problem(what, "").help("give one `--map` for each code"));
        } else {
            maps.extend(problems.keep(Map::of(&table, code, &channel)));
        }
    }
    for map in maps {
        map.apply(&mut table);
    }
    problems.or(table)
}

/// What a code is to mean.
struct Map {
    code: String,
    /// The position that it leads to; `None` leaves it out.
    to: Option<usize>,
    /// A code of the table that is nearly written so.
    near: Option<String>,
}

impl Map {
    fn of(table: &PriceTable, code: Located, channel: &Located) -> Result<Self, Diagnostic> {
        let to = match channel.text.as_str() {
            "-" => None,
            word => Some(table.find(word).ok_or_else(|| {
                let what = format!("unknown channel `{}`", channel.text);
                let expected = format!("not in price table `{}`", table.name);
                channel.problem(what, expected).help(channels_like(&channel.text, table))
            })?),
        };
        let words = table.aliases().filter(|word| *word != folded(&code.text));
        let near = did_you_mean(&code.text, words).map(str::to_owned);
        Ok(Self { code: code.text, to, near })
    }

    fn apply(self, table: &mut PriceTable) {
        let Self { code, to, near } = self;
        let position = to.unwrap_or_else(|| {
            let left_out = LeftOut { code: code.clone(), name: None, reason: REASON.to_owned() };
            table.push(Code::LeftOut(left_out))
        });
        table.override_alias(position, &code);
        table.note(Noted { code, why: Why::Mapped { near } });
    }
}
