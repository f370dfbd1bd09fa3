//! Business cases: the words of a scenario's case to `BusinessCase`.

use super::code::Code;
use super::diagnostic::Diagnostics;
use super::scenario_spec::BusinessCaseSpec;
use crate::model::business_case::BusinessCase;
use crate::model::quantity::{Money, Share};

/// The most years that a case may look at.
const YEARS: u16 = 50;

/// The case that the words stand for.
///
/// # Errors
///
/// Every amount, per cent and number of years that is wrong.
pub(super) fn checked(words: &BusinessCaseSpec) -> Result<BusinessCase, Diagnostics> {
    let mut problems = Diagnostics::default();
    let investment = problems.keep(words.investment.amount());
    let running =
        words.running.as_ref().map_or(Some(Money::zero()), |word| problems.keep(word.amount()));
    let years = words.years.as_ref().map_or(Some(5), |word| {
        let years = word.text.parse().ok().filter(|years| (1..=YEARS).contains(years));
        problems.keep(years.ok_or_else(|| {
            word.problem(
                Code::InvalidYears,
                format!("`{}` is no number of years", word.text),
                format!("expected 1 to {YEARS}"),
            )
        }))
    });
    let phasing = match &words.phasing {
        None => vec![Share::from(1)],
        Some((whole, list)) => {
            if list.is_empty() {
                problems.push(whole.problem(
                    Code::EmptyPhasing,
                    "the phasing is empty",
                    "expected per cents by year, such as `[25, 60, 100]`",
                ));
            }
            if let Some(word) = years.and_then(|years| list.get(usize::from(years))) {
                problems.push(word.problem(
                    Code::PhasingTooLong,
                    "the phasing is longer than the years",
                    "after the last year",
                ));
            }
            list.iter().filter_map(|word| problems.keep(word.per_cent())).collect()
        }
    };
    let discount =
        words.discount.as_ref().map_or(Some(Share::zero()), |word| problems.keep(word.per_cent()));
    match (investment, running, discount, years) {
        (Some(investment), Some(running), Some(discount), Some(years)) => {
            problems.or(BusinessCase { investment, running, phasing, discount, years })
        }
        _ => Err(problems),
    }
}
