//! Notes on the input, in both languages.

use super::Words;
use crate::model::quantity::Money;
use crate::render::{Lang, label};
use crate::report::input::InputNote;
use crate::report::{Cell, Key};

pub fn sentence(note: &InputNote, n: Words) -> String {
    match (n.0, note) {
        (_, InputNote::ReadAs { file, encoding, layout, dated, ignored }) => {
            read_as(file, *encoding, (*layout, *dated), ignored, n)
        }
        (Lang::Danish, InputNote::NoUnit { file, ignored }) => format!(
            "{file} har ingen kolonne, der hedder enhed, så alt står under {}. Ikke læst: {}. Er {} \
             enheden, så kald den enhed.",
            label::untold(Key::Unit, n.0),
            n.names(ignored),
            if ignored.len() == 1 { "det" } else { "en af dem" },
        ),
        (Lang::English, InputNote::NoUnit { file, ignored }) => format!(
            "{file} has no column called unit or enhed, so everything stands under {}. Not read: {}. If \
             {} is the unit, call it enhed.",
            label::untold(Key::Unit, n.0),
            n.names(ignored),
            if ignored.len() == 1 { "that" } else { "one of them" },
        ),
        (_, InputNote::Assumed { code, channel, price, reason, currency }) => {
            let price = n.assumed(price.as_ref(), currency);
            n.pick(
                format!("Kanalkoden {code} er regnet som {channel}{price}: {reason}. En anden kanal vælges med --map {code}=KANAL."),
                format!("The channel code {code} is taken for {channel}{price}: {reason}. Choose another channel with --map {code}=CHANNEL."),
            )
        }
        (_, InputNote::UnusedMap { code, near }) => {
            let near = near.as_ref().map_or_else(String::new, |near| {
                n.pick(format!(" Mente du {near}?"), format!(" Did you mean {near}?"))
            });
            n.pick(
                format!("Ingen række har koden {code}, som --map giver en betydning.{near}"),
                format!("No row has the code {code}, which --map gives a meaning.{near}"),
            )
        }
        (_, InputNote::Totals { rows, held }) => {
            let what = n.of(*rows, n.pick(["række", "rækker"], ["row", "rows"]));
            match held {
                true => n.pick(
                    format!("{what} med en sum er ikke talt med; tallene stemmer med de øvrige rækker."),
                    format!("{what} of totals left out; the other rows add up to them."),
                ),
                false => n.pick(
                    format!(
                        "{what} med en sum er ikke talt med, og er ikke holdt op mod de øvrige rækker."
                    ),
                    format!("{what} of totals left out, and not held against the other rows."),
                ),
            }
        }
        (_, InputNote::LikeTotal { unit }) => like_total(&n.cell(unit), n),
        (Lang::Danish, InputNote::LateWeek { week, counted, busiest, most }) => format!(
            "Uge {week} har {}, mod {} i uge {busiest}: det ligner sen registrering, men \
             tæller som en uge. Vælg tælleugerne med --week.",
            n.of(*counted, ["optalt henvendelse", "optalte henvendelser"]),
            n.count(*most),
        ),
        (Lang::English, InputNote::LateWeek { week, counted, busiest, most }) => format!(
            "Week {week} has {}, against {} in week {busiest}: it looks like late \
             registration, but counts as a week. Choose the count weeks with --week.",
            n.of(*counted, ["counted enquiry", "counted enquiries"]),
            n.count(*most),
        ),
        (Lang::Danish, InputNote::SeveralYears { week, years }) => {
            format!("Uge {week} er talt i {}; de er regnet som én uge.", joined(years, "og"))
        }
        (Lang::English, InputNote::SeveralYears { week, years }) => {
            format!("Week {week} was counted in {}; they count as one week.", joined(years, "and"))
        }
        (Lang::Danish, InputNote::Unnamed { file, codes, .. }) => format!(
            "{} uden navn i {file} og står med koden: {}.",
            n.plural(codes.len(), ["kode er", "koder er"]),
            n.names(codes)
        ),
        (Lang::English, InputNote::Unnamed { file, codes, .. }) => format!(
            "{} no name in {file} and {} shown by code: {}.",
            n.plural(codes.len(), ["code has", "codes have"]),
            if codes.len() == 1 { "is" } else { "are" },
            n.names(codes)
        ),
        (_, InputNote::Checked { errors, is_cut, warnings, rows, counted, left_out, wrong }) => {
            let found = checked(*errors, *is_cut, *warnings, n);
            let [wrong, counted, left_out] =
                [*wrong, *counted, *left_out].map(|rows| n.count(rows));
            let read = n.of(*rows, n.pick(["række", "rækker"], ["row", "rows"]));
            n.pick(
                format!("{found} {read} læst: {counted} talt med, {left_out} udeladt, {wrong} med fejl."),
                format!("{found} {read} read: {counted} counted, {left_out} left out, {wrong} with errors."),
            )
        }
        (_, InputNote::SoundScenarios { file, scenarios }) => {
            let one_or_many = n.pick(["scenarie", "scenarier"], ["scenario", "scenarios"]);
            let sound = n.pick("ingen fejl", "no errors");
            format!("{file}: {}, {sound}.", n.plural(*scenarios, one_or_many))
        }
        (_, InputNote::Selected { dimension, values, kept, left_out }) => {
            let enquiries = n.pick(["henvendelse", "henvendelser"], ["enquiry", "enquiries"]);
            selected(*dimension, values, &n.of(*kept, enquiries), *left_out, n)
        }
    }
}

impl Words {
    /// ` (19 kr.)`; nothing where the report has no prices.
    fn assumed(self, price: Option<&Option<Money>>, currency: &str) -> String {
        match price {
            None => String::new(),
            Some(None) => format!(" ({})", self.pick("uden pris", "no price")),
            Some(Some(price)) => format!(" ({})", self.price_in(price, currency)),
        }
    }
}

fn like_total(unit: &str, n: Words) -> String {
    n.pick(
        format!(
            "{unit} har på hver kanal lige så meget som alle andre enheder tilsammen: det ligner en \
             sum, men er talt med. Er det en, så slet rækkerne."
        ),
        format!(
            "{unit} has on each channel just what all other units have together: it looks like a \
             total, but is counted. If it is one, delete its rows."
        ),
    )
}

/// What a condition kept, in words, and what it left out.
pub fn selected(dimension: Key, values: &[Cell], kept: &str, left_out: u64, n: Words) -> String {
    let dimension = n.word(dimension);
    let values: Vec<String> = values.iter().map(|value| n.cell(value)).collect();
    let values = n.listed(&values, n.pick("eller", "or"));
    match n.0 {
        Lang::Danish => format!(
            "Kun {dimension} {values} er talt med: {kept}; {} er udeladt.",
            n.count(left_out)
        ),
        Lang::English => format!(
            "Only {dimension} {values} counted: {kept}; {} left out.",
            n.of(left_out, ["is", "are"])
        ),
    }
}

fn read_as(
    file: &str,
    encoding: Option<&str>,
    (layout, dated): (Option<Key>, bool),
    ignored: &[String],
    n: Words,
) -> String {
    let mut parts = Vec::new();
    parts.extend(encoding.map(str::to_owned));
    parts.extend(layout.map(|layout| label::of(layout, n.0).to_owned()));
    let ignored = match ignored {
        [] => String::new(),
        columns => {
            let columns = n.names(columns);
            n.pick(format!(" Ikke læst: {columns}."), format!(" Not read: {columns}."))
        }
    };
    let read = match parts.as_slice() {
        [] => format!("{file}:"),
        parts => format!("{file} {} {}", n.pick("er læst som", "is read as"), parts.join(", ")),
    };
    let week = match (dated, parts.is_empty()) {
        (false, _) => "",
        (true, true) => n.pick(" ugen er datoens uge", " the week is that of the date"),
        (true, false) => n.pick("; ugen er datoens", "; the week is that of the date"),
    };
    format!("{read}{week}.{ignored}")
}

fn checked(errors: usize, is_cut: bool, warnings: usize, n: Words) -> String {
    let errors = match errors {
        0 => n.pick("Ingen fejl", "No errors").to_owned(),
        some if is_cut => format!(
            "{} {}",
            n.pick("Mindst", "At least"),
            n.plural(some, n.pick(["fejl", "fejl"], ["error", "errors"]))
        ),
        some => n.plural(some, n.pick(["fejl", "fejl"], ["error", "errors"])),
    };
    let warnings = match warnings {
        0 => n.pick("ingen advarsler", "no warnings").to_owned(),
        some => n.plural(some, n.pick(["advarsel", "advarsler"], ["warning", "warnings"])),
    };
    format!("{errors}, {warnings}.")
}

fn joined(years: &[i16], and: &str) -> String {
    let years: Vec<String> = years.iter().map(i16::to_string).collect();
    years.join(&format!(" {and} "))
}
