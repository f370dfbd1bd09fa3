//! Targets: the words of `--target`, and the tasks that they are of.

use std::collections::BTreeMap;

use super::aliases;
use super::code::Code;
use super::diagnostic::Diagnostics;
use super::located::Located;
use crate::model::counts::{Counts, Dimension};
use crate::model::quantity::Share;

/// Goals as they were typed: one for all tasks, if any, and those of single tasks by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Targets {
    /// The goal of every task without one of its own.
    pub all: Option<Share>,
    /// The goals of single tasks.
    pub tasks: BTreeMap<usize, Share>,
}

/// Reads `80%`, for all tasks, and `29.03.04=90%`, for one.
///
/// # Errors
///
/// Every per cent that is none, every task that was not counted, and a second goal for the same.
pub fn targets(arguments: &[String], counts: &Counts) -> Result<Targets, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut targets = Targets::default();
    for argument in arguments {
        let word = |span| Located::of_argument("--target", argument, span);
        let Some(equals) = argument.rfind('=') else {
            let target = word(0..argument.len());
            let share = problems.keep(target.per_cent());
            if targets.all.is_some() {
                problems.push(target.problem(
                    Code::DuplicateTarget,
                    "two targets for all tasks",
                    "the second one",
                ));
            }
            targets.all = share.or(targets.all);
            continue;
        };
        let (task, share) =
            (word(0..equals), problems.keep(word(equals + 1..argument.len()).per_cent()));
        let Some(id) = aliases::find(counts, Dimension::Task, &task.text) else {
            problems.push(task.unknown(
                Code::UnknownValue,
                "task",
                counts.words(Dimension::Task),
                "not in the count",
            ));
            continue;
        };
        // A per cent that is wrong has said so.
        if let Some(share) = share
            && targets.tasks.insert(id, share).is_some()
        {
            let what = format!("two targets for task `{}`", counts.name(Dimension::Task, id));
            problems.push(task.problem(Code::DuplicateTarget, what, "the second one"));
        }
    }
    problems.or(targets)
}
