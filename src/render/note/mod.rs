//! Notes in words: numbers and lists here, the sentences in a file a language.

mod arithmetic;
mod compare;
mod danish;
mod danish_following;
mod english;
mod english_following;
mod input;
mod years;

use super::{Lang, label, number};
use crate::model::quantity::{Enquiries, Exact, Money, Share, Weeks};
use crate::report::following::{Included, Part};
use crate::report::line::MoveName;
use crate::report::{Cell, Key, Note};

/// How many names a note lists before it counts the rest.
const NAMES: usize = 5;

/// A space that no line breaks at: it keeps a number with its unit.
const NO_BREAK: char = '\u{a0}';

/// A note as a sentence.
pub fn sentence(note: &Note, lang: Lang) -> String {
    broken(&unbroken(note, lang))
}

/// A note as a sentence in which numbers are kept with their units, for text that wraps.
/// [`broken`] puts ordinary spaces there.
pub fn unbroken(note: &Note, lang: Lang) -> String {
    match lang {
        Lang::Danish => danish::sentence(note, Words(lang)),
        Lang::English => english::sentence(note, Words(lang)),
    }
}

/// A text with ordinary spaces where a number is kept with its unit.
pub fn broken(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// A number and its unit, which stay together.
fn kept(number: &str) -> String {
    number.replace(' ', &NO_BREAK.to_string())
}

/// Numbers and lists in the language of a sentence.
#[derive(Clone, Copy)]
struct Words(Lang);

impl Words {
    fn pick<T>(self, danish: T, english: T) -> T {
        label::pick(self.0, danish, english)
    }

    fn count(self, count: u64) -> String {
        number::count(count, self.0)
    }

    fn enquiries(self, enquiries: &Enquiries) -> String {
        number::whole(enquiries.exact(), self.0)
    }

    fn money(self, money: &Money, currency: &str) -> String {
        let amount = number::whole(money.exact(), self.0);
        kept(&format!("{amount} {}", label::currency(currency, self.0)))
    }

    /// A saving as the end of a line of arithmetic; an extra cost is named.
    fn saving(self, saving: &Money, currency: &str) -> String {
        let amount = self.money(saving, currency);
        if saving.is_negative() {
            let extra_cost = self.pick("merudgift", "extra cost");
            return format!("{amount} ({extra_cost})");
        }
        amount
    }

    /// `80 % × 1.000 kr. = 800 kr.`
    fn product(self, money: &Money, share: &Share, part: &Money, currency: &str) -> String {
        let [money, part] = [money, part].map(|money| self.money(money, currency));
        format!("{} × {money} = {part}", self.percent(share))
    }

    /// A price in a line of arithmetic, with no more decimals than it has.
    fn price(self, price: &Money) -> String {
        self.number(price.exact())
    }

    /// The same with its currency: `19 kr.`
    fn price_in(self, price: &Money, currency: &str) -> String {
        kept(&format!("{} {}", self.price(price), label::currency(currency, self.0)))
    }

    /// `(31 - 19) kr.`, with the minus that a number below 0 has.
    fn difference_of(self, prices: [&Money; 2], currency: &str) -> String {
        let [from, to] = prices.map(|price| self.price(price));
        let currency = kept(&format!(" {}", label::currency(currency, self.0)));
        format!("({from} - {to}){currency}")
    }

    /// An amount with its sign even if it is above 0.
    fn difference(self, money: &Money, currency: &str) -> String {
        number::with_sign(&self.money(money, currency))
    }

    fn percent(self, share: &Share) -> String {
        kept(&number::percent(share, self.0))
    }

    /// ` (9,0 %)`, without a sign, which the words beside it have.
    fn in_brackets(self, share: Option<&Share>) -> String {
        let Some(share) = share else { return String::new() };
        let size = if share.is_negative() { -share.clone() } else { share.clone() };
        format!(" ({})", self.share(&size))
    }

    fn plural(self, count: usize, forms: [&str; 2]) -> String {
        self.of(count as u64, forms)
    }

    /// A number and the word behind it: for one, and for any other number.
    fn of(self, count: u64, [one, many]: [&str; 2]) -> String {
        format!("{} {}", self.count(count), if count == 1 { one } else { many })
    }

    /// An amount or a per cent.
    fn target(self, cell: &Cell, currency: &str) -> String {
        match cell {
            Cell::Cost(money) => self.money(money, currency),
            cell => kept(&super::cell(cell, self.0)),
        }
    }

    fn steps(self, moves: &[MoveName]) -> String {
        moves.iter().map(|step| self.step(step)).collect::<Vec<_>>().join(", ")
    }

    /// `telefon → selvbetjening`, with what it is limited to.
    fn step(self, name: &MoveName) -> String {
        format!("{} → {}{}", name.from, name.to, self.only(&name.only))
    }

    /// ` (kun A eller B; kun C)`; nothing where there is no limit.
    fn only(self, dimensions: &[Vec<String>]) -> String {
        let only = |names: &Vec<String>| {
            format!("{} {}", self.pick("kun", "only"), self.listed(names, self.pick("eller", "or")))
        };
        match dimensions {
            [] => String::new(),
            all => format!(" ({})", all.iter().map(only).collect::<Vec<_>>().join("; ")),
        }
    }

    /// The label of a key within a sentence, and at its start.
    fn word(self, key: Key) -> String {
        self.title(key).to_lowercase()
    }

    fn title(self, key: Key) -> &'static str {
        label::of(key, self.0)
    }

    /// The label of a key with a capital, as a sentence opens.
    fn started(self, key: Key) -> String {
        let label = self.title(key);
        let mut letters = label.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// `opgave og kanal`.
    fn words(self, keys: &[Key]) -> String {
        let words: Vec<String> = keys.iter().map(|key| self.word(*key)).collect();
        self.names(&words)
    }

    /// A value as people call it, and several of them.
    fn cell(self, cell: &Cell) -> String {
        super::cell(cell, self.0)
    }

    fn cells(self, cells: &[Cell]) -> String {
        self.names(&cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>())
    }

    /// `A med 1.000 (9,0 %) og B med 10 (0,1 %)`.
    fn parts(self, parts: &[Part], with: &str) -> String {
        let part = |part: &Part| {
            let name = |name: &Cell| match name {
                Cell::Label(week) => format!("{} {week}", self.word(Key::Week)),
                name => self.cell(name),
            };
            let names: Vec<String> = part.names.iter().map(name).collect();
            let share = self.in_brackets(part.share.as_ref());
            format!("{} {with} {}{share}", names.join(" + "), self.count(part.counted))
        };
        self.names(&parts.iter().map(part).collect::<Vec<_>>())
    }

    /// `3,9 pct.point`
    fn points(self, points: &Share) -> String {
        kept(&number::points(points, self.0))
    }

    /// `PPRUD (papirbrev) 3, FPRNT (fjernprint) 2`
    fn included(self, codes: &[Included]) -> String {
        let code = |one: &Included| match &one.name {
            Some(name) => format!("{} ({name}) {}", one.code, self.count(one.counted)),
            None => format!("{} {}", one.code, self.count(one.counted)),
        };
        codes.iter().map(code).collect::<Vec<_>>().join(", ")
    }

    fn share(self, share: &Share) -> String {
        kept(&number::per_cent(share, self.0))
    }

    fn number(self, number: &Exact) -> String {
        number::plain(number, self.0)
    }

    /// What a count is multiplied with to make a year: `26`, or `52 / 3` where that has no end.
    fn factor(self, weeks_per_year: &Weeks, weeks: &Weeks) -> String {
        let factor = weeks_per_year.ratio(weeks).filter(|factor| number::is_plain(factor.exact()));
        match factor {
            Some(factor) => self.number(factor.exact()),
            None => {
                format!("{} / {}", self.number(weeks_per_year.exact()), self.number(weeks.exact()))
            }
        }
    }

    fn weeks(self, weeks: &Weeks) -> String {
        let word = match (self.0, *weeks == Weeks::from(1)) {
            (Lang::Danish, true) => "uge",
            (Lang::Danish, false) => "uger",
            (Lang::English, true) => "week",
            (Lang::English, false) => "weeks",
        };
        format!("{} {word}", self.number(weeks.exact()))
    }

    /// `A, B og C`, and a count of those that are too many to name.
    fn names(self, units: &[String]) -> String {
        self.listed(units, self.pick("og", "and"))
    }

    fn listed(self, units: &[String], last_word: &str) -> String {
        let name = |unit: &String| match unit.as_str() {
            "" => label::untold(Key::Unit, self.0),
            unit => unit.to_owned(),
        };
        let mut shown: Vec<String> = units.iter().take(NAMES).map(name).collect();
        if units.len() > NAMES {
            let more = self.pick(["anden", "andre"], ["other", "others"]);
            shown.push(self.plural(units.len() - NAMES, more));
        }
        let last = shown.pop().unwrap_or_default();
        match shown.as_slice() {
            [] => last,
            shown => format!("{} {last_word} {last}", shown.join(", ")),
        }
    }
}

/// `Digital Post 1.000, SMS 234`.
fn each<T>(items: &[(String, T)], number: impl Fn(&T) -> String) -> String {
    let each = items.iter().map(|(name, item)| format!("{name} {}", number(item)));
    each.collect::<Vec<_>>().join(", ")
}

/// An amount without its sign.
fn size(money: &Money) -> Money {
    if money.is_negative() { -money.clone() } else { money.clone() }
}

/// A text with a full stop at its end, where `kr.` has not put one already.
fn ended(text: &str) -> String {
    let text = text.trim();
    let stop = if text.is_empty() || text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{text}{stop}")
}
