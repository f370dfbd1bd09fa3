//! Lines of arithmetic, which are the same in each language but for a few words.

use super::Words;
use crate::report::line::Line;

pub fn sentence(line: &Line, n: Words) -> String {
    let of = n.pick("af", "of");
    let enquiries_word = n.pick("henvendelser", "enquiries");
    match line {
        Line::Price { channel, enquiries, before, after, saving, currency } => format!(
            "{channel}, {}: {} {enquiries_word} × {} = {}",
            n.pick("ny pris", "new price"),
            n.enquiries(enquiries),
            n.difference_of([before, after], currency),
            n.saving(saving, currency),
        ),
        Line::Move { name, share, baseline, moved, price_from, price_to, saving, currency } => {
            format!(
                "{}: {} {of} {} = {} {enquiries_word} × {} = {}",
                n.step(name),
                n.percent(share),
                n.enquiries(baseline),
                n.enquiries(moved),
                n.difference_of([price_from, price_to], currency),
                n.saving(saving, currency),
            )
        }
        Line::Rebound { channel, share, moved, again, price, saving, currency } => format!(
            "{} {channel}: {} {of} {} = {} {enquiries_word} × {} = {}",
            n.pick("tilbageløb på", "rebound on"),
            n.percent(share),
            n.enquiries(moved),
            n.enquiries(again),
            n.price_in(price, currency),
            n.saving(saving, currency),
        ),
        Line::Total { saving, currency } => {
            format!("{}: {}", n.pick("i alt", "total"), n.saving(saving, currency))
        }
    }
}
