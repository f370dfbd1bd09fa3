//! What a scenario closes: as it is written, and as the moves that it takes.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::{Spanned, Value};

use super::filter::ConditionSpec;
use super::located::{Located, TomlFile};
use super::lookup::{self, channel};
use super::scenarios::{MoveSpec, ScenarioSpec};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::counts::{Dimension, Slot};
use crate::model::scenario::{Closed, Move, Scenario};
use crate::model::year::CountedYear;

/// What a scenario closes, as it is written.
#[derive(Debug, Clone)]
pub struct CloseSpec {
    /// The unit; without one, all units.
    pub unit: Option<Located>,
    /// The channel; without one, all but the one that remains.
    pub channel: Option<Located>,
    /// The channel that remains.
    pub to: Located,
    /// The per cent of the enquiries that no longer come in.
    pub percent_lost: Option<Located>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "what closes: `{ unit, channel, to }`")]
pub(super) struct CloseToml {
    unit: Option<Spanned<String>>,
    channel: Option<Spanned<String>>,
    to: Spanned<String>,
    percent_lost: Option<Spanned<Value>>,
}

/// Reads what closes: one table, or a list of them.
pub(super) fn one_or_many<'de, D: Deserializer<'de>>(toml: D) -> Result<Vec<CloseToml>, D::Error> {
    struct OneOrMany;
    impl<'de> Visitor<'de> for OneOrMany {
        type Value = Vec<CloseToml>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("what closes: `{ unit, channel, to }`, or a list of such")
        }

        fn visit_map<A: MapAccess<'de>>(self, one: A) -> Result<Self::Value, A::Error> {
            Ok(vec![CloseToml::deserialize(MapAccessDeserializer::new(one))?])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, many: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(many))
        }
    }
    toml.deserialize_any(OneOrMany)
}

impl CloseToml {
    pub(super) fn locate(self, file: TomlFile) -> CloseSpec {
        let word = |word: Option<Spanned<String>>| word.map(|word| file.string(&word));
        CloseSpec {
            unit: word(self.unit),
            channel: word(self.channel),
            to: file.string(&self.to),
            percent_lost: self.percent_lost.map(|percent| file.number(&percent)),
        }
    }
}

/// What closes is resolved against the year before it.
impl CountedYear<'_> {
    /// The moves of a spec, and those of all enquiries that come in where it closes.
    pub(super) fn moves_of(self, spec: &ScenarioSpec) -> Vec<MoveSpec> {
        let mut moves = spec.moves.clone();
        for close in &spec.closed {
            let CloseSpec { unit, channel, to, .. } = close;
            // A unit that is not known is a problem of its own.
            let Ok((unit_id, _)) = self.resolve_place(unit.as_ref(), None) else { continue };
            let is_counted = |slot: &&Slot| unit_id.is_none_or(|id| id == slot.id(Dimension::Unit));
            let from = if let Some(channel) = channel {
                vec![channel.clone()]
            } else {
                let slots = self.year.slots().map(|(slot, _)| slot).filter(is_counted);
                let channels: BTreeSet<usize> =
                    slots.map(|slot| slot.id(Dimension::Channel)).collect();
                let others = channels.into_iter().map(|at| self.table.id(at));
                others
                    .filter(|id| self.table.find(id) != self.table.find(&to.text))
                    .map(|id| to.with_text(id))
                    .collect()
            };
            let only = unit.iter();
            let only = only.map(|unit| ConditionSpec::new(Dimension::Unit, vec![unit.clone()]));
            let only: Vec<ConditionSpec> = only.collect();
            moves.extend(from.into_iter().map(|from| MoveSpec {
                to: to.clone(),
                percent: from.with_text("100"),
                from,
                only: only.clone(),
                repeat: None,
            }));
        }
        moves
    }

    pub(super) fn resolve_close(self, close: &CloseSpec) -> Result<Closed, Diagnostics> {
        let mut problems = Diagnostics::default();
        let place = problems.ok(self.resolve_place(close.unit.as_ref(), close.channel.as_ref()));
        let to = problems.ok(channel(&close.to, self.table));
        let lost = close.percent_lost.as_ref().map(|percent| problems.ok(percent.per_cent()));
        let (unit, channel) = place.unwrap_or_default();
        let (to, lost) = (to.unwrap_or_default(), lost.flatten().unwrap_or_default());
        let keeps_entrance = self.table.find("fremmøde") == Some(to);
        problems.into_result(Closed { unit, channel, to, lost, keeps_entrance })
    }

    /// A unit and a channel, or what is wrong with them.
    pub(super) fn resolve_place(
        self,
        unit: Option<&Located>,
        of_channel: Option<&Located>,
    ) -> Result<(Option<usize>, Option<usize>), Diagnostics> {
        let mut problems = Diagnostics::default();
        let unit = unit.map(|unit| problems.ok(lookup::value(Dimension::Unit, unit, self.counts)));
        let at = of_channel.map(|word| problems.ok(channel(word, self.table)));
        problems.into_result((unit.flatten(), at.flatten()))
    }

    /// Refuses a move to where the scenario closes.
    pub(super) fn refuse_closed(
        self,
        spec: &MoveSpec,
        step: &Move,
        scenario: &Scenario,
    ) -> Result<(), Diagnostics> {
        let moved = || self.year.slots().map(|(slot, _)| slot).filter(|slot| step.concerns(slot));
        let is_closed = |to: usize| {
            let mut slots = moved().map(|slot| slot.with(Dimension::Channel, to));
            slots.any(|slot| scenario.closed.iter().any(|closed| closed.covers(&slot)))
        };
        let repeat = spec.repeat.as_ref().zip(step.repeat_contacts.as_ref());
        let repeat = repeat.map(|((_, word), repeat)| (word, repeat.to));
        let targets = [(&spec.to, step.to)].into_iter().chain(repeat);
        Diagnostics::collect(targets.filter(|(_, to)| is_closed(*to)).map(|(word, to)| {
            let problem = word.problem(Code::MoveToClosed);
            Err::<(), Diagnostic>(problem.with("channel", self.table.id(to)))
        }))
    }
}
