//! The report of `kanal prices`.

use crate::model::fixed::FixedCost;
use crate::model::price_table::{Channel, PriceTable};
use crate::report::Kind::{LongText, Money, Text};
use crate::report::basis::{
    CHANNEL, basis_cell, letter_prices, price_level, table_name, year_cell,
};
use crate::report::{Cell, Columns, Report, Sentence, Table, Term, headed};

/// The channels of a table and their prices, and for a built-in one how to start one's own.
pub fn report(table: &PriceTable, is_built_in: bool) -> Report {
    let unpriced = table.channels().filter(|(_, channel)| channel.price.is_none()).count();
    let headline = Sentence::PricesOfTable
        .with("prices", price_level(table))
        .with("channels", table.channels().count())
        .with("unpriced", Some(unpriced).filter(|number| *number > 0));
    let own = Sentence::OwnTable.with("command", "kanal prices kl-2011 -o mine.toml");
    let mut assumptions = vec![
        (Term::PriceTable, table_name(table)),
        (Term::PriceYear, Cell::or_empty(table.year.map(year_cell))),
        (Term::Source, (&table.source).into()),
        (Term::Basis, basis_cell(table)),
        (Term::Currency, (&table.currency).into()),
    ];
    assumptions.extend(letter_prices(table));
    Report {
        assumptions: headed(assumptions),
        tables: std::iter::once(by_channel(table)).chain(fixed(table)).collect(),
        notes: is_built_in.then(|| own.with("file", "mine.toml")).into_iter().collect(),
        ..Report::new(Term::PricesReport, &table.currency, headline)
    }
}

fn by_channel(table: &PriceTable) -> Table {
    let columns = Columns::<(usize, &Channel)>::new()
        .col(Term::Price, Money, |(_, channel)| channel.price.clone().map(Cell::Price))
        .col(Term::Digital, Text, |(_, channel)| Cell::Truth(channel.digital))
        .col(Term::IsSelfService, Text, |(_, channel)| Cell::Truth(channel.self_service))
        .col(Term::Aliases, LongText, |(at, _)| {
            let mut words: Vec<&str> = table.aliases_of(*at).collect();
            words.sort_unstable();
            Cell::list(words)
        })
        .in_full();
    let rows = table.channels().map(|(at, channel)| {
        let name = Cell::Named { key: channel.name.clone(), words: channel.short_name.clone() };
        ([Cell::from(&channel.id), name], (at, channel))
    });
    Table::named(Term::ByChannel, &CHANNEL, columns, rows, None)
}

/// The fixed cost that the table states. That of neither a unit nor a channel is of the whole
/// municipality.
fn fixed(table: &PriceTable) -> Option<Table> {
    let columns = Columns::<&FixedCost<String>>::new()
        .col(Term::Unit, Text, |fixed| Cell::or_empty(fixed.unit.as_ref()))
        .col(Term::Channel, Text, |fixed| Cell::or_empty(fixed.channel.map(|at| table.id(at))))
        .col(Term::FixedCost, Money, |fixed| fixed.cost.clone());
    let table_of_fixed = Table::from_rows(Term::FixedCosts, columns, &table.fixed);
    (!table.fixed.is_empty()).then_some(table_of_fixed)
}
