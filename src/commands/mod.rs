//! The commands: one folder each, with its flags (`args.rs`), its calculation (`model.rs`), its
//! tables and messages (`report.rs`), and the function that ties them together (`mod.rs`).

pub mod args;
pub mod check;
pub mod compare;
pub mod contact_centre;
pub mod cost;
pub mod goal;
pub mod pattern;
pub mod self_service;
pub mod whatif;

use anyhow::Result;

use crate::run::Streams;
use args::Command;

impl Command {
    /// Runs the command. On an error nothing is written, with one exception: where a limit is
    /// passed, the report is written first.
    pub fn run(&self, streams: &mut Streams) -> Result<()> {
        match self {
            Self::Cost(args) => cost::run(args, streams),
            Self::WhatIf(args) => whatif::run(args, streams),
            Self::Goal(args) => goal::run(args, streams),
            Self::Compare(args) => compare::run(args, streams),
            Self::Pattern(args) => pattern::run(args, streams),
            Self::SelfService(args) => self_service::run(args, streams),
            Self::Check(args) => check::run(args, streams),
            Self::ContactCentre(args) => contact_centre::run(args, streams),
        }
    }
}
