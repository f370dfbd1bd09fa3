//! Lines of arithmetic, which can be redone by hand as they are printed.

use super::Cell;
use crate::model::quantity::{Exact, Money};

/// The most decimals of a factor. One or two are enough for nearly all.
const DECIMALS: u32 = 8;

/// A factor with as few decimals as make its product, as printed, right: `product` is what it
/// gives by hand, `printed` what stands behind it, with so many decimals.
pub fn factor(
    number: &Exact,
    product: impl Fn(&Exact) -> Exact,
    (printed, decimals): (&Exact, u32),
) -> Cell {
    let printed = printed.rounded(decimals);
    let is_right = |own: &u32| product(&as_printed(number, *own)).rounded(decimals) == printed;
    let decimals = (0..DECIMALS).find(is_right).unwrap_or(DECIMALS);
    Cell::Decimals(number.clone(), decimals)
}

/// Whether amounts add up as they are printed, each rounded by itself.
pub fn adds_up<'a>(parts: impl IntoIterator<Item = &'a Money>, total: &Money) -> bool {
    let rounded = |money: &Money| Money::from(as_printed(money.exact(), 0));
    parts.into_iter().map(rounded).sum::<Money>() == rounded(total)
}

fn as_printed(number: &Exact, decimals: u32) -> Exact {
    &number.rounded(decimals) / &Exact::from(10_u64.pow(decimals))
}
