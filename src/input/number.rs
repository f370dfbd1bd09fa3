//! Numbers as people write them: whole ones with Danish grouping, amounts, per cents.

use crate::model::quantity::{Money, NotADecimal, Share};
use crate::scan::group_by::plain_number;

/// Digits, plain or with a dot before every three: `120`, `1.234`. Too many of them
/// are the largest number; `None` for anything else.
pub fn whole(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.split('.').collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || (matches!(first.len(), 1..=3) && !first.starts_with('0'));
    let sound = !first.is_empty()
        && grouped
        && rest.iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    sound.then(|| groups.concat().parse().unwrap_or(u64::MAX))
}

/// The number of enquiries in a cell: a whole number, also with a space before every
/// three digits, or with decimals that are 0, as other programs write it.
pub fn count(text: &str) -> Option<u64> {
    if let Some(plain) = plain_number(text.as_bytes()) {
        return Some(plain);
    }
    // `1.000` is a thousand, `1,000` is nobody's guess.
    let text = match text.rsplit_once([',', '.']) {
        Some((whole, "0" | "00")) => whole,
        _ => text,
    };
    if text.contains('.') {
        whole(text)
    } else {
        whole(&text.replace([' ', '\u{a0}', '\u{202f}'], "."))
    }
}

/// What a dot in a count is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dot {
    /// `32186.0`
    DecimalPoint,
    /// `1.250`
    Thousands,
}

/// What the dots of a count are, if it has any.
pub fn dot(count: &str) -> Option<Dot> {
    let (_, behind) = count.rsplit_once('.')?;
    let is_decimal = behind.len() < 3;
    Some(if is_decimal { Dot::DecimalPoint } else { Dot::Thousands })
}

/// An amount of 0 or more: `1.000.000`, `1000000`, `1 mio`, `1,5 mio. kr.`, `400000.50`.
pub fn amount(text: &str) -> Result<Money, NotADecimal> {
    let text = text.trim();
    let text = text.strip_suffix("kr.").or(text.strip_suffix("kr")).unwrap_or(text).trim_end();
    let millions = ["mio.", "mio"].iter().find_map(|unit| text.strip_suffix(unit));
    let number = millions.unwrap_or(text).trim_end();
    let amount = match whole(number) {
        Some(u64::MAX) => return Err(NotADecimal),
        Some(whole) => Money::from(whole),
        None => match number.split_once(',') {
            // `1.234,50`: grouped, and with a comma before the decimals.
            Some((grouped, decimals)) if grouped.contains('.') => {
                let whole = whole(grouped).ok_or(NotADecimal)?;
                format!("{whole},{decimals}").parse::<Money>()?
            }
            _ => number.parse::<Money>()?,
        },
    };
    match amount.is_negative() {
        true => Err(NotADecimal),
        false if millions.is_some() => Ok(amount.times(&Share::from(1_000_000))),
        false => Ok(amount),
    }
}

/// A per cent from 0 to 100, with or without the sign: `20%`, `20`, `12,5 %`.
pub fn per_cent(text: &str) -> Result<Share, NotADecimal> {
    let number: Share = text.trim().trim_end_matches('%').trim_end().parse()?;
    let share = number.ratio(&Share::from(100)).ok_or(NotADecimal)?;
    if share.is_negative() || share > Share::from(1) { Err(NotADecimal) } else { Ok(share) }
}

/// The per cents of a fraction of 1 that is written without the sign: `20` for `0,2`, which
/// [`per_cent`] takes for 0,2 %.
pub fn fraction_as_percent(text: &str) -> Option<String> {
    let text = text.trim();
    let number: Share = text.parse().ok()?;
    let point = text.find([',', '.'])?;
    let decimals = format!("{:0<2}", &text[point + 1..]);
    let (whole, rest) = decimals.split_at(2);
    let whole = whole.strip_prefix('0').unwrap_or(whole);
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { &text[point..=point] };
    (number > Share::zero() && number < Share::from(1)).then(|| format!("{whole}{point}{rest}"))
}
