//! Codes that the command line settles: `--map WEBFORM=selvbetjening`, `--map TEST=-`.

use super::channels_like;
use super::problem::Problems;
use super::word::pair;
use crate::model::price_table::{Code, LeftOut, PriceTable};

/// What a mapped code is left out for.
const REASON: &str = "--map";

/// The table with codes that mean what the arguments say, whatever they meant before.
///
/// # Errors
///
/// Every argument of another form, and every channel that the table does not have.
pub fn mapped(mut table: PriceTable, arguments: &[String]) -> Result<PriceTable, Problems> {
    let mut problems = Problems::default();
    for argument in arguments {
        let expected = "expected a code and a channel, such as `WEBFORM=selvbetjening`";
        let Some((code, channel)) = problems.keep(pair("--map", argument, expected)) else {
            continue;
        };
        let position = match channel.text.as_str() {
            _ if code.text.is_empty() => {
                problems.push(code.problem("no code before the `=`", expected));
                continue;
            }
            "-" => {
                let left_out =
                    LeftOut { code: code.text.clone(), name: None, reason: REASON.to_owned() };
                Some(table.push(Code::LeftOut(left_out)))
            }
            word => table.find(word),
        };
        if let Some(position) = position {
            table.call_instead(position, &code.text);
        } else {
            let what = format!("unknown channel `{}`", channel.text);
            let expected = format!("not in price table `{}`", table.name);
            let help = channels_like(&channel.text, &table);
            problems.push(channel.problem(what, expected).help(help));
        }
    }
    problems.or(table)
}
