//! The arguments of `kanal self-service`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::model::SelfServiceOptions;
use crate::commands::args::{InputArgs, OutputArgs, PRICES, municipality, one_or_more};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::located::Argument;
use crate::input::lookup;
use crate::model::counts::{Counts, Dimension};
use crate::model::quantity::Share;

/// What `kanal self-service` takes.
#[derive(Debug, Args)]
pub struct SelfServiceArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// A count file of an earlier year to compare with, read and scaled in the same way; several flags are added up
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub before: Vec<PathBuf>,
    /// Target for the degree, of all tasks or of one [default: 80%]
    #[arg(id = "target", long, value_name = "[TASK=]PCT")]
    pub targets: Vec<String>,
    /// Compute no degree for a task with fewer counted transactions than this
    #[arg(long, value_name = "N", default_value_t = SelfServiceOptions::default().at_least)]
    pub at_least: u64,
    /// Take every enquiry for a transaction, where the count has no types
    #[arg(long)]
    pub all_types: bool,
    /// Rank municipalities for each task: kommune (municipality)
    #[arg(long, value_name = "DIM", value_parser = municipality)]
    pub by: Option<Dimension>,
    /// How many of them [default: 5]
    #[arg(long, value_name = "N", value_parser = one_or_more, requires = "by")]
    pub top: Option<usize>,
    /// Another price for a channel than that of the table, such as `telefon=33`
    #[arg(id = "price", long, value_name = "CHANNEL=KR", help_heading = PRICES)]
    pub set_prices: Vec<String>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl SelfServiceArgs {
    /// The dimensions that the counts must have.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let types = (!self.all_types).then_some(Dimension::Type);
        std::iter::once(Dimension::Task).chain(types).chain(self.by).collect()
    }

    /// How degrees are computed; the tasks of the targets must be among the counts.
    pub fn options(&self, counts: &Counts) -> Result<SelfServiceOptions, Diagnostics> {
        let (target, targets) = self.parse_targets(counts)?;
        Ok(SelfServiceOptions {
            target: target.unwrap_or(SelfServiceOptions::default().target),
            targets,
            at_least: self.at_least,
            all_types: self.all_types,
            ranks: self.by.map(|_| self.top.unwrap_or(5)),
        })
    }

    /// The target of all tasks, if there is one, and those of single tasks.
    fn parse_targets(
        &self,
        counts: &Counts,
    ) -> Result<(Option<Share>, BTreeMap<usize, Share>), Diagnostics> {
        let mut problems = Diagnostics::default();
        let (mut target, mut targets) = (None, BTreeMap::new());
        for text in &self.targets {
            let argument = Argument::new("--target", text);
            let Some(equals) = text.rfind('=') else {
                let whole = argument.whole();
                let share = problems.ok(whole.per_cent());
                if target.is_some() {
                    problems.push(whole.problem(Code::DuplicateTarget));
                }
                target = share.or(target);
                continue;
            };
            let word = argument.part(0..equals);
            let share = problems.ok(argument.part(equals + 1..text.len()).per_cent());
            let task = problems.ok(lookup::value(Dimension::Task, &word, counts));
            // A task or a per cent that is wrong is a problem already.
            if let (Some(task), Some(share)) = (task, share)
                && targets.insert(task, share).is_some()
            {
                let name = counts.name(Dimension::Task, task);
                problems.push(word.problem(Code::DuplicateTarget).with("task", name));
            }
        }
        problems.into_result((target, targets))
    }
}
