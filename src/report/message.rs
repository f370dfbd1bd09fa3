//! Phrases: the sentences of a report. A report chooses the sentences and their values; the
//! languages only word them.

use std::collections::BTreeSet;

use super::{Cell, Heading, Term};
use crate::model::quantity::Money;

/// How much a sentence matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Information.
    Note,
    /// Information that the short form of a report has too.
    Key,
    /// A likely mistake; `--strict` makes it an error.
    Warning,
}

/// A sentence, or a part of one, with its values, and the sentences that follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Which sentence.
    pub sentence: Sentence,
    /// The values by the names that the templates use. One that is not there leaves out the
    /// optional parts of the template that name it.
    pub values: Vec<(&'static str, Cell)>,
    /// The sentences behind it.
    pub more: Vec<Phrase>,
}

/// Takes the warnings with these codes out of the notes, and gives the assumption that says so.
pub fn take_allowed(notes: &mut Vec<Phrase>, allowed: &[String]) -> Option<(Heading, Cell)> {
    let is_allowed =
        |note: &mut Phrase| note.is_warning() && allowed.iter().any(|code| code == note.code());
    let codes: BTreeSet<_> = notes.extract_if(.., is_allowed).map(|note| note.code()).collect();
    (!codes.is_empty()).then(|| (Term::Allowed.into(), Cell::list(codes)))
}

/// What the notes say of the part that is counted, in short. Where both sides of a comparison are
/// the same part, it is said once.
pub fn parts_counted(notes: &[Phrase]) -> Vec<Phrase> {
    let mut parts = Vec::new();
    for note in notes.iter().map(Phrase::innermost).filter(|note| note.code() == "selected") {
        let part = match note.sentence {
            Sentence::OnlyWeeksOfUnit => note.clone(),
            _ => Phrase { sentence: Sentence::OnlyPart, ..note.clone() }
                .without(&["kept", "left_out"]),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

impl From<Sentence> for Phrase {
    fn from(sentence: Sentence) -> Self {
        Self { sentence, values: Vec::new(), more: Vec::new() }
    }
}

impl Sentence {
    /// The sentence for an amount that is zero, below zero or above it.
    pub fn by_sign(amount: &Money, zero: Self, below: Self, above: Self) -> Self {
        match amount.is_negative() {
            true => below,
            false if amount.is_zero() => zero,
            false => above,
        }
    }

    /// The sentence with a value.
    pub fn with(self, name: &'static str, value: impl Into<Cell>) -> Phrase {
        Phrase::from(self).with(name, value)
    }

    /// The sentence with a list, if it has items.
    pub fn with_list(
        self,
        name: &'static str,
        items: impl IntoIterator<Item: Into<Cell>>,
    ) -> Phrase {
        Phrase::from(self).with_list(name, items)
    }
}

impl Phrase {
    /// `a saving of 5 kr.`, or an extra cost.
    pub fn of_saving(saving: &Money) -> Self {
        let is_extra = saving.is_negative();
        let sentence = if is_extra { Sentence::ExtraCostOf } else { Sentence::SavingOf };
        sentence.with("amount", Cell::About(saving.abs()))
    }

    /// The same sentence with one more value, unless it is missing.
    pub fn with(mut self, name: &'static str, value: impl Into<Cell>) -> Self {
        let value = value.into();
        if value != Cell::Missing {
            self.values.push((name, value));
        }
        self
    }

    /// The same sentence with a list, if it has items.
    pub fn with_list(self, name: &'static str, items: impl IntoIterator<Item: Into<Cell>>) -> Self {
        let items = Cell::list(items);
        if items == Cell::List(Vec::new()) { self } else { self.with(name, items) }
    }

    /// The same sentence with more sentences behind it.
    pub fn and(mut self, more: impl IntoIterator<Item = Self>) -> Self {
        self.more.extend(more);
        self
    }

    /// The stable name for machines.
    pub fn code(&self) -> &'static str {
        self.severity_and_code().1
    }

    /// Whether it is a likely mistake of the user.
    pub fn is_warning(&self) -> bool {
        self.severity_and_code().0 == Severity::Warning
    }

    /// Whether the short form of a report has it.
    pub fn is_key(&self) -> bool {
        self.severity_and_code().0 == Severity::Key
    }

    /// Those of its sentence. A note within another sentence, such as `Before: …`, keeps its own.
    fn severity_and_code(&self) -> (Severity, &'static str) {
        self.innermost().sentence.severity_and_code()
    }

    /// The note within another sentence, such as `Before: …`, or else the sentence itself.
    fn innermost(&self) -> &Self {
        match self.values.as_slice() {
            [.., ("note", Cell::Phrase(note))] => note.innermost(),
            _ => self,
        }
    }

    /// The same sentence for the short form of a report, which does not name what is left out.
    pub fn in_short(&self) -> Self {
        match self.sentence {
            // The codes are what it says.
            Sentence::Unnamed => self.clone(),
            _ => self.clone().without(&["codes", "channels"]),
        }
    }

    /// The same sentence without some of its values.
    pub fn without(mut self, names: &[&str]) -> Self {
        self.values.retain(|(name, _)| !names.contains(name));
        self
    }
}

macro_rules! sentences {
    ($($severity:ident $code:literal = $($sentence:ident),+;)*) => {
        /// All sentences. The words are in `render/lang/`, a file for each language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Sentence {
            $($($sentence,)+)*
        }

        impl Sentence {
            /// All sentences, for the test that the languages agree.
            pub const ALL: &[Self] = &[$($(Self::$sentence,)+)*];

            /// The codes of warnings.
            pub fn warning_codes() -> BTreeSet<&'static str> {
                let all = Self::ALL.iter().map(|one| one.severity_and_code());
                all.filter(|(severity, _)| *severity == Severity::Warning).map(|(_, code)| code).collect()
            }

            /// The severity of a message that opens with it, and the message's stable name for
            /// machines.
            fn severity_and_code(self) -> (Severity, &'static str) {
                match self {
                    $($(Self::$sentence)|+ => (Severity::$severity, $code),)*
                }
            }
        }
    };
}

// Each line: the severity and the code of a message, and the sentences that it may open with.
// Headlines are for people and have no code of their own; no message opens with a part.
sentences! {
    // `cost`, `whatif` and `goal`.
    Note "headline" = LargestCosts, CostOfYear, WithFixedCost, NoFixedCost, CostUnknown, RangeOfCost, WithoutRange, DigitalIs, WhatIfChanges, WhatIfUnchanged,
        DigitalUnchanged, DigitalGoes, Description, ScenariosBeside, NoScenarioSaves,
        LeastExtraCost, MostSaved, GridOfMoves, TargetOutOfReach, TargetAlreadyReached,
        TargetReached, Destinations, NoDestination;
    Note "part" = NotEnough, OldChannel;
    Note "part" = TheChanges, TheScenario, CostAtMost, ResultYearly, ResultCost, DigitalShareOf,
        ResultNoDigital;

    Note "headline" = FixedGoes;
    Key "fixed_of_closed" = NoFixedOfClosed;
    Key "fixed_saving" = FixedCostEnds;
    Key "fixed_cost" = FixedCostDefined;
    Warning "fixed_of_unknown" = FixedOfUnknown;

    // `page`.
    Note "sections_left_out" = SectionsLeftOut;

    // `prices`.
    Note "headline" = PricesOfTable;
    Key "own_table" = OwnTable;

    // Amounts and names within sentences.
    Note "part" = SavingOf, ExtraCostOf, NoSaving, OnlyPart, ExtraCostAmount, ExpectedPart,
        MoveName, OnlyNames, PriceOf, NewPriceOf, RepeatContactsOf, LostOn, NameAndNumber, Assumed, NotIndexed,
        NoPriceLevel, OwnPrices, PriceLevel, MoveChange, PriceChange, Saves, CostsMore, WeekName, HourName, Quotient,
        NotStated, NotWithin, NotDrawn, OtherRows, MoreRows, UnchangedRows, RowsWithoutDegree,
        RowsWithoutPrice, RowsWithoutFigure, Picture, CutAxis, AxisAt, WarningLine, MoreInFull,
        WrittenTo, LiveUse, LiveOverAll, TryUse, WithoutPreset, AddressUnknown, SaveScenarioAs, NoCommand, TryNeedsScript, BarsNotFromZero, LiveSaves, LiveCostsMore,
        LiveUnchanged, NextLargest, ScenarioTitle;

    // Lines of arithmetic.
    Key "price" = PriceLine;
    Note "price" = PriceStep;
    Key "move" = MoveLine;
    Key "repeat" = RepeatContactLine;
    Key "total" = SumLine;
    Note "total" = TotalStep;
    Key "lost" = LostLine;
    Key "fixed" = FixedLine;
    Key "expected_saving" = ExpectedOfSaving;
    Key "break_even_repeat_rate" = SavesWhateverRepeats, BreakEvenRepeatRate;
    Key "payback" = PaidBack, NotPaidBack;
    Key "transfers" = TransfersAvoided;
    Note "volume" = VolumeStep;
    Note "unpriced_effect" = UnpricedStep;
    Note "mix" = MixStep;
    Note "assumed_repeat" = RepeatContactsStep;

    // Notes on a scenario.
    Key "no_budget_saving" = NoBudgetSaving;
    Key "most_saved_in" = MostSavedIn;
    Key "typed_scenario" = TypedScenario;
    Key "unpriced_destinations" = UnpricedDestinations;
    Warning "nothing_moves" = NothingMoves;
    Warning "nothing_priced" = NothingPriced;
    Warning "nothing_changes" = NothingChanges;
    Note "capped" = SharesAreCapped;
    Note "grid_gaps" = GridHasGaps;

    // Notes on count weeks and prices.
    Key "annualisation" = Annualisation, AnnualisationOfRecords;
    Note "factor" = FactorIsAssumed;
    Note "more_than_weeks" = MoreThanWeeks;
    Warning "weeks_assumed" = WeeksAssumed;
    Key "weeks_given" = WeeksGiven;
    Note "one_week" = OneWeek;
    Key "fewer_weeks" = FewerWeeks, FewerWeeksOfRecords;
    Note "part" = OtherUnits;
    Note "some_units" = SomeUnits;
    Note "no_range" = NoRange, NoRangeOfGivenWeeks;
    Key "unpriced" = Unpriced;
    Key "left_out" = LeftOut;

    // Notes on the input.
    Note "sheets" = SheetsRead;
    Note "part" = HiddenSheet, EmptySheet;
    Warning "sheet_not_read" = SheetNotRead;
    Note "read_as" = ReadAs, ReadAsDated, ReadDated;
    Note "titles" = TitleLines;
    Note "column_guessed" = ColumnGuessed;
    Note "month_first" = MonthFirst;
    Note "week_by_name" = WeekByName;
    Warning "no_unit" = NoUnit, FilesWithoutUnit;
    Warning "merged_cells" = MergedCells;
    Note "assumed_channel" = AssumedChannel;
    Note "part" = WithoutPrice;
    Note "completed" = Completed;
    Warning "unused_map" = UnusedMap;
    Note "totals" = TotalsAddUp, TotalsUnchecked;
    Note "cleaned" = Cleaned;
    Note "averages" = AveragesLeftOut;
    Warning "like_total" = LikeTotal, SheetLikeTotal;
    Warning "late_week" = LateWeeks, LateWeeksOfUnits;
    Note "late" = LateWeek;
    Warning "dropped_units" = DroppedUnits;
    Note "holidays" = Holidays;
    Note "fewer_days" = FewerDays;
    Warning "almost_one_name" = AlmostOneName;
    Note "unnamed" = Unnamed;
    Note "spellings" = Spellings;
    Warning "shared_records" = SharedRecords;
    Warning "many_names" = ManyNames;
    Warning "same_file" = FileOnBothSides;
    Note "selected" = OnlyCounted, OnlyRecords, OnlyWeeksOfUnit;

    // Notes on the format.
    Warning "like_formula" = LikeFormula;

    // `check`.
    Note "headline" = Checked, CheckedEach;
    Note "part" = NoErrors, Errors, AtLeastErrors, NoWarnings, Warnings, NoteOfFile;
    Note "scenarios" = SoundScenarios;
    Note "not_read" = NotRead;

    // `compare`.
    Note "headline" = CostUnchanged, CostFell, CostRose, PricedCostChanged, SmallerThanSpread,
        EachWeekFell, EachWeekRose, WeekByWeek, DigitalChanged, PlanResult;
    Note "part" = DigitalTargetMissed, DigitalTargetReached, LessThan, PlanPromised,
        PlanExpectedNothing, JustAsPromised, MoreThanPromised, LessThanPromised,
        CheaperThanExpected, MoreExpensiveThanExpected, NoteOfSide;
    Note "effects" = EffectsDefined;
    Key "same_prices" = SamePrices;
    Key "other_weeks" = OtherWeeks;
    Key "units_on_one_side" = UnitsOnOneSide;
    Note "units_may_be_renamed" = UnitsMayBeRenamed;
    Key "counts_compared" = CountsCompared;
    Key "largest_changes" = LargestChanges;
    Note "municipalities_on_one_side" = MunicipalitiesOnOneSide;
    Key "plan_prices" = PlanPrices;
    Key "plan_realisation" = PlanRealisation;

    // `pattern`.
    Note "headline" = Pattern, PatternOfRecords, SharesOfEach, SharesOfAll;
    Note "part" = PatternPart;
    Key "not_scaled" = NotScaled;
    Note "type_codes" = TypeCodes;
    Note "closure_codes" = ClosureCodes;
    Note "others" = Others;
    Key "left_out_included" = LeftOutIncluded;

    // `self-service`.
    Note "headline" = SelfServiceDegree, NoSelfServiceDegree, NoTaskHasDegree, AllOnTarget,
        OnlyTaskBelowTarget, TasksBelowTarget, GapIsWorth, MostFrom, DegreeTrend, LargestRise;
    Note "part" = Transactions, Enquiries, CountedTransactions, CountedEnquiries;
    Key "national_solutions" = NationalSolutions;
    Note "all_types" = AllTypes;
    Note "transactions" = TransactionTypes;
    Note "closed_gap" = ClosedGap, ClosedGapUnpriced;
    Note "tasks_before_alone" = TasksBeforeAlone;
    Key "shortfall_unpriced" = ShortfallUnpriced;
    Key "too_few" = TooFew;
    Note "no_task" = NoTaskNoDegree, NoTaskNoScore;
    Warning "idle_target" = IdleTarget;

    // `outgoing`.
    Note "headline" = OutgoingLetters, NoOutgoing, NoOutgoingCodes, NoLetters, OutgoingTrend, NoLettersBefore,
        LettersAreWorth;
    Note "letter_price" = PostagePart, PrintPart;
    Key "letters" = LettersLine;
    Key "no_postage" = NoPostage;
    Key "paid_postage" = PaidPostage;
    Note "output_manager" = OutputManagerSends;

    // `contact-centre`.
    Note "headline" = ContactCentre, TasksOfQuadrant, EmptyQuadrant, TransfersAreWorth;
    Note "suitability" = SuitabilityDefined;
    Note "bearing" = IsABearing;
    Key "few_counted" = FewCounted, AllFewCounted;
    Note "closure_not_stated" = ClosureNotStated;
    Note "type_not_stated" = TypeNotStated;
    Note "without_information" = TasksWithoutGeneral;

    // `opening-hours`.
    Note "headline" = OpeningHours, HoursClose;
    Note "part" = DayAndHours;
    Key "cost_of_hour" = CostOfHourMeans;
    Key "hours_stay" = HoursStay;
    Warning "target_closes" = TargetCloses;
    Key "units_without_times" = UnitsWithoutTimes;
    Key "hours_not_counted" = HoursNotCounted;
    Key "without_time" = WithoutTime;
    Key "without_hours" = WithoutHours;
}
