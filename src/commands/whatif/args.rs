//! The arguments of `kanal whatif`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueHint};

use crate::commands::args::{InputArgs, OutputArgs, amount, per_cent};
use crate::model::quantity::{Money, Share};

/// What `kanal whatif` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("typed").multiple(true).args(["move", "price"]))]
#[command(group = ArgGroup::new("moving").multiple(true).args(["move", "grid"]))]
pub struct WhatIfArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Move a per cent of a channel's enquiries to another channel; several moves hold together
    #[arg(id = "move", long, value_name = "FROM:TO=PCT")]
    pub moves: Vec<String>,
    /// Another price for a channel, which holds for all its enquiries
    #[arg(id = "price", long, value_name = "CHANNEL=KR")]
    pub set_prices: Vec<String>,
    /// Limit the moves of the command line to a unit, task, type or form; several of one kind are alternatives
    #[arg(long, value_name = "DIM=VALUE", requires = "moving")]
    pub only: Vec<String>,
    /// The part of the moved enquiries of the command line that also comes in on a channel, because the first attempt failed: `10%:telefon`
    #[arg(long, value_name = "PCT:CHANNEL", requires = "move")]
    pub repeat: Option<String>,
    /// A TOML file of named scenarios, shown side by side; --move and --price stand beside them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scenarios: Option<PathBuf>,
    /// Show one of the scenarios in full
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// The part of the saving that is expected to be achieved, in place of what the scenarios say
    #[arg(long, value_name = "PCT", value_parser = per_cent)]
    pub realisation: Option<Share>,
    /// The saving with one assumption at a time this much lower and higher
    #[arg(long, value_name = "PCT", value_parser = per_cent)]
    pub sensitivity: Option<Share>,
    /// Show the saving for a range of shares of one or two moves, on top of the others
    #[arg(long, value_name = "FROM:TO=A..B/STEP")]
    pub grid: Vec<String>,
    /// Exit with code 3, after the report, if a scenario saves less than this, before realisation
    #[arg(long, value_name = "KR", value_parser = amount)]
    pub fail_below: Option<Money>,
    /// Add the moves and prices of the command line to a scenario file or a count description, under a name
    #[arg(long, value_name = "NAME=FILE", requires = "typed")]
    pub save_scenario: Option<String>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl WhatIfArgs {
    /// Whether scenarios of a count description are meant: one is named, or nothing else is.
    pub fn takes_described_scenarios(&self) -> bool {
        let is_other =
            !self.moves.is_empty() || !self.set_prices.is_empty() || !self.grid.is_empty();
        self.scenarios.is_none() && (self.scenario.is_some() || !is_other)
    }

    /// Whether a move, a price or scenarios are given, or a grid where that is enough.
    pub fn has_change(&self) -> bool {
        let needs_more = self.sensitivity.is_some() || self.fail_below.is_some();
        let is_grid = !self.grid.is_empty() && !needs_more;
        is_grid || !self.moves.is_empty() || !self.set_prices.is_empty() || self.scenarios.is_some()
    }
}
