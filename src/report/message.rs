//! Messages: what a report says in sentences. A report decides what is said, with which values;
//! the languages only word it.

use super::Cell;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It is good to know.
    Note,
    /// Something is likely a slip; `--strict` makes it an error.
    Warning,
}

/// One message to the reader: one or more sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The stable name for machines.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The sentences, which are joined by spaces.
    pub phrases: Vec<Phrase>,
}

/// A sentence, or a part of one, with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Which sentence.
    pub sentence: Sentence,
    /// The values by the names that the templates use. One that is not there leaves out the
    /// optional parts of the template that name it.
    pub values: Vec<(&'static str, Value)>,
}

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, a name, or a list of them.
    Cell(Cell),
    /// A part of the sentence with values of its own.
    Phrase(Phrase),
    /// Several of these.
    List(Vec<Value>),
}

impl Message {
    /// The same message with more to say, if there is more.
    pub fn and(mut self, more: impl IntoIterator<Item = Phrase>) -> Self {
        self.phrases.extend(more);
        self
    }

    /// The message with its first sentence inside another one, under its own code: `Before: …`.
    pub fn within(mut self, sentence: Sentence) -> Self {
        for first in self.phrases.iter_mut().take(1) {
            *first = sentence.with("note", first.clone());
        }
        self
    }
}

impl From<Phrase> for Message {
    fn from(phrase: Phrase) -> Self {
        let (code, severity) = (phrase.sentence.code(), phrase.sentence.severity());
        Self { code, severity, phrases: vec![phrase] }
    }
}

/// A message for each sentence.
pub fn messages(sentences: impl IntoIterator<Item: Into<Message>>) -> Vec<Message> {
    sentences.into_iter().map(Into::into).collect()
}

impl From<Sentence> for Message {
    fn from(sentence: Sentence) -> Self {
        Phrase::from(sentence).into()
    }
}

impl From<Sentence> for Phrase {
    fn from(sentence: Sentence) -> Self {
        Self { sentence, values: Vec::new() }
    }
}

impl Sentence {
    /// The sentence with a value.
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Phrase {
        Phrase::from(self).with(name, value)
    }

    /// The sentence with a list, if it has items.
    pub fn with_list(
        self,
        name: &'static str,
        items: impl IntoIterator<Item: Into<Value>>,
    ) -> Phrase {
        Phrase::from(self).with_list(name, items)
    }
}

impl Phrase {
    /// The same sentence with one more value, unless it is missing.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if value != Value::Cell(Cell::Missing) {
            self.values.push((name, value));
        }
        self
    }

    /// The same sentence with a list, if it has items.
    pub fn with_list(
        self,
        name: &'static str,
        items: impl IntoIterator<Item: Into<Value>>,
    ) -> Self {
        let items: Vec<Value> = items.into_iter().map(Into::into).collect();
        if items.is_empty() { self } else { self.with(name, Value::List(items)) }
    }
}

impl<T: Into<Cell>> From<T> for Value {
    fn from(cell: T) -> Self {
        Self::Cell(cell.into())
    }
}

impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Phrase(sentence.into())
    }
}

impl From<Option<Phrase>> for Value {
    fn from(phrase: Option<Phrase>) -> Self {
        phrase.map_or(Self::Cell(Cell::Missing), Self::Phrase)
    }
}

macro_rules! sentences {
    ($($sentence:ident = $code:literal, $severity:ident;)*) => {
        /// What can be said. The words are in `render/lang/`, a file for each language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Sentence {
            $($sentence,)*
        }

        impl Sentence {
            /// All sentences, for the test that the languages agree.
            #[cfg(test)]
            pub const ALL: &[Self] = &[$(Self::$sentence,)*];

            /// The stable name for machines of a message that opens with it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$sentence => $code,)*
                }
            }

            /// How much a message matters that opens with it.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$sentence => Severity::$severity,)*
                }
            }
        }
    };
}

sentences! {
    // Headlines of `cost`, `whatif` and `goal`.
    CostOfYear = "cost_of_year", Note;
    CostUnknown = "cost_of_year", Note;
    WhatIfSaves = "what_if", Note;
    WhatIfCosts = "what_if", Note;
    WhatIfUnchanged = "what_if", Note;
    TheChanges = "the_changes", Note;
    TheScenario = "the_scenario", Note;
    DigitalUnchanged = "digital_share", Note;
    DigitalGoes = "digital_share", Note;
    Description = "description", Note;
    ScenariosBeside = "scenarios", Note;
    NoScenarioSaves = "best_scenario", Note;
    LeastExtraCost = "best_scenario", Note;
    MostSaved = "best_scenario", Note;
    GridOfMoves = "grid", Note;
    TargetOutOfReach = "goal", Note;
    TargetAlreadyReached = "goal", Note;
    TargetReached = "goal", Note;
    TargetSaving = "target", Note;
    TargetCost = "target", Note;
    TargetDigital = "target", Note;
    ResultYearly = "result", Note;
    ResultCost = "result", Note;
    ResultDigital = "result", Note;
    ResultNoDigital = "result", Note;

    // Amounts and names within sentences.
    SavingOf = "saving_of", Note;
    ExtraCostOf = "extra_cost_of", Note;
    NoSaving = "no_saving", Note;
    ExtraCostAmount = "extra_cost", Note;
    MoveName = "move", Note;
    OnlyNames = "only", Note;
    NameAndNumber = "name_and_number", Note;
    CodeAndNumber = "code_and_number", Note;
    WeekName = "week", Note;
    Number = "number", Note;
    Quotient = "quotient", Note;
    NotStated = "not_stated", Note;
    NotWithin = "not_within", Note;
    NotDrawn = "not_drawn", Note;

    // Lines of arithmetic.
    PriceLine = "price", Note;
    MoveLine = "move", Note;
    RepeatContactLine = "rebound", Note;
    SumLine = "total", Note;
    Realised = "realised", Note;
    SavesWhateverRepeats = "break_even_rebound", Note;
    BreakEvenRepeatRate = "break_even_rebound", Note;
    PaidBack = "payback", Note;
    NotPaidBack = "payback", Note;
    TransfersAvoided = "transfers", Note;

    // Notes on a scenario.
    NoBudgetSaving = "no_budget_saving", Note;
    NothingMoves = "nothing_moves", Warning;
    NothingPriced = "nothing_priced", Warning;
    NothingChanges = "nothing_changes", Warning;
    SharesAreCapped = "capped", Note;
    GridHasGaps = "grid_gaps", Note;

    // Notes on count weeks and prices.
    Annualisation = "annualisation", Note;
    WeeksAssumed = "weeks_assumed", Note;
    WeeksGiven = "weeks_given", Note;
    OneWeek = "one_week", Note;
    FewerWeeks = "fewer_weeks", Note;
    SomeUnits = "some_units", Note;
    NoRange = "no_range", Note;
    Unpriced = "unpriced", Note;
    LeftOut = "left_out", Note;

    // Notes on the input.
    ReadAs = "read_as", Note;
    ReadAsDated = "read_as", Note;
    ReadDated = "read_as", Note;
    NoUnit = "no_unit", Warning;
    AssumedChannel = "assumed_channel", Note;
    WithoutPrice = "without_price", Note;
    UnusedMap = "unused_map", Warning;
    TotalsAddUp = "totals", Note;
    TotalsUnchecked = "totals", Note;
    LikeTotal = "like_total", Warning;
    LateWeek = "late_week", Warning;
    SeveralYears = "several_years", Warning;
    Unnamed = "unnamed", Note;
    Spellings = "spellings", Note;
    SameFile = "same_file", Warning;
    OnlyCounted = "selected", Note;
    OnlyRecords = "selected", Note;
    Checked = "checked", Note;
    NoErrors = "no_errors", Note;
    Errors = "errors", Note;
    AtLeastErrors = "errors", Note;
    NoWarnings = "no_warnings", Note;
    Warnings = "warnings", Note;
    SoundScenarios = "scenarios", Note;

    // `compare`.
    CostUnchanged = "compare", Note;
    CostFell = "compare", Note;
    CostRose = "compare", Note;
    EffectsOfChange = "effects_of_change", Note;
    EnquiriesUnchanged = "enquiries", Note;
    EnquiriesChanged = "enquiries", Note;
    DigitalChanged = "digital_share", Note;
    DigitalTargetMissed = "digital_target", Note;
    DigitalTargetReached = "digital_target", Note;
    LessThan = "less_than", Note;
    PlanResult = "plan", Note;
    PlanPromised = "promised", Note;
    PlanExpected = "expected", Note;
    PlanExpectedNothing = "expected", Note;
    JustAsPromised = "outcome", Note;
    MoreThanPromised = "outcome", Note;
    LessThanPromised = "outcome", Note;
    CheaperThanExpected = "outcome", Note;
    MoreExpensiveThanExpected = "outcome", Note;
    VolumeStep = "volume", Note;
    MixStep = "mix", Note;
    PriceStep = "price", Note;
    TotalStep = "total", Note;
    EffectsDefined = "effects", Note;
    SamePrices = "same_prices", Note;
    UnitsOnOneSide = "units_on_one_side", Note;
    MunicipalitiesOnOneSide = "municipalities_on_one_side", Note;
    UnpricedMoves = "unpriced_moves", Note;
    PlanPrices = "plan_prices", Note;
    PlanRealised = "plan_realised", Note;
    FileOnBothSides = "same_file", Warning;
    NoteBefore = "before", Note;
    NoteAfter = "after", Note;

    // `pattern`.
    Pattern = "pattern", Note;
    PatternOfRecords = "pattern", Note;
    PatternPart = "part", Note;
    SharesOfEach = "shares_of_each", Note;
    SharesOfAll = "shares_of_all", Note;
    NotScaled = "not_scaled", Note;
    TypeCodes = "type_codes", Note;
    ClosureCodes = "closure_codes", Note;
    Others = "others", Note;
    LeftOutIncluded = "left_out_included", Note;

    // `self-service`.
    SelfServiceDegree = "self_service", Note;
    NoSelfServiceDegree = "self_service", Note;
    Transactions = "transactions_word", Note;
    Enquiries = "enquiries_word", Note;
    CountedTransactions = "counted_transactions", Note;
    CountedEnquiries = "counted_enquiries", Note;
    NoTaskHasDegree = "no_task_has_degree", Note;
    AllOnTarget = "all_on_target", Note;
    OnlyTaskBelowTarget = "below_target", Note;
    TasksBelowTarget = "below_target", Note;
    GapIsWorth = "gap_is_worth", Note;
    MostFrom = "most_from", Note;
    NationalSolutions = "national_solutions", Note;
    AllTypes = "all_types", Note;
    TransactionTypes = "transactions", Note;
    ClosedGap = "closed_gap", Note;
    ClosedGapUnpriced = "closed_gap", Note;
    ShortfallUnpriced = "missing_unpriced", Note;
    TooFew = "too_few", Note;
    NoTaskNoDegree = "no_task", Note;
    IdleTarget = "idle_target", Warning;

    // `contact-centre`.
    ContactCentre = "contact_centre", Note;
    TasksOfQuadrant = "quadrant", Note;
    EmptyQuadrant = "quadrant", Note;
    TransfersAreWorth = "transfers_are_worth", Note;
    SuitabilityDefined = "suitability", Note;
    IsABearing = "bearing", Note;
    FewCounted = "few_counted", Note;
    AllFewCounted = "few_counted", Note;
    NoTaskNoScore = "no_task", Note;
    ClosureNotStated = "unclosed", Note;
    TypeNotStated = "untyped", Note;
    TasksWithoutInformation = "without_information", Note;
}
