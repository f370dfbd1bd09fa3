//! Keys: what a column, a table or an assumption is called by machines.

macro_rules! keys {
    ($($(#[$doc:meta])* $key:ident = $text:literal,)*) => {
        /// The stable name of a part of a report. The label for people is in
        /// [`render::label`](crate::render::label).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Key {
            $($(#[$doc])* $key,)*
        }

        impl Key {
            /// The key in JSON and CSV.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$key => $text,)*
                }
            }
        }
    };
}

keys! {
    /// The report on the variable cost of a year.
    Cost = "cost",

    /// The report on what a scenario saves.
    WhatIf = "whatif",
    /// The report on what it takes to reach a goal.
    Goal = "goal",

    /// The report on what changed between two counts.
    Compare = "compare",
    /// Table: both years beside each other.
    Years = "years",
    /// Table: volume, mix and price effect by unit.
    Effects = "effects",
    /// Table: what a plan promised and what came.
    Plan = "plan",
    /// Assumption: file and name of the plan.
    PlanSource = "plan",
    /// Column: which of the two counts.
    When = "when",
    /// Row: the count that is compared with.
    Before = "before",
    /// Row: the count that is compared.
    After = "after",
    /// Row: the digital share to be reached.
    DigitalGoal = "digital_goal",
    /// Row: goal − digital share after.
    ToGoal = "to_goal",
    /// Row: after − before.
    Difference = "change",
    /// Column: cost after − before.
    Change = "change",
    /// Column: change over the cost before.
    ChangeShare = "change_share",
    /// Column: enquiries after − before, over those before.
    EnquiriesChangeShare = "enquiries_change_share",
    /// Column: change by more or fewer enquiries.
    Volume = "volume",
    /// Column: change by other channels.
    Mix = "mix",
    /// Column: what a plan was to save.
    PlannedSaving = "planned_saving",
    /// Column: what of a plan's saving has come.
    KeptSaving = "realised_saving",
    /// Column: planned − realised saving.
    MissingSaving = "missing_saving",
    /// Assumption: files of the count before.
    FilesBefore = "files_before",
    /// Assumption: files of the count after.
    FilesAfter = "files_after",
    /// Assumption: price table of the year after, where it is another.
    PriceTableAfter = "price_table_after",
    /// Assumption: file of that price table.
    PriceFileAfter = "price_file_after",
    /// Assumption: year of those prices.
    PriceYearAfter = "price_year_after",
    /// Assumption: where those prices are published.
    SourceAfter = "source_after",
    /// Assumption: what such a price covers.
    BasisAfter = "basis_after",
    /// Assumption: which weeks were counted before.
    CountWeeksBefore = "count_weeks_before",
    /// Assumption: which weeks were counted after.
    CountWeeksAfter = "count_weeks_after",
    /// Assumption: how many weeks were counted before.
    WeeksCountedBefore = "weeks_counted_before",
    /// Assumption: how many weeks were counted after.
    WeeksCountedAfter = "weeks_counted_after",
    /// Assumption: weeks per year over weeks counted before.
    FactorBefore = "factor_before",
    /// Assumption: weeks per year over weeks counted after.
    FactorAfter = "factor_after",
    /// The report, and its table, of one dimension against another.
    Pattern = "pattern",

    /// The report on self-service degrees.
    SelfService = "self-service",

    /// The report on tasks that suit a contact centre.
    ContactCentre = "contact-centre",
    /// Drawing: volume and suitability of tasks.
    Matrix = "matrix",

    /// Table: scenarios beside the baseline.
    Scenarios = "scenarios",
    /// Table: a business case, year by year.
    BusinessCase = "business_case",
    /// Table: the saving with one assumption lower and higher.
    Sensitivity = "sensitivity",
    /// Table: the saving over one or two moves.
    Grid = "grid",
    /// Table: the year by channel.
    ByChannel = "by_channel",
    /// Table: the year by unit.
    ByUnit = "by_unit",
    /// Table: the year by count week.
    ByWeek = "by_week",
    /// Table: the year by task.
    ByTask = "by_task",
    /// Table: the year by enquiry type.
    ByType = "by_type",
    /// Table: the year by closure.
    ByClosure = "by_closure",
    /// Table: the year by municipality.
    ByMunicipality = "by_municipality",
    /// Table: the year as counted, and by the lightest and the busiest week.
    Year = "year",

    /// Column: id of a channel.
    Channel = "channel",
    /// Column: name for people.
    Name = "name",
    /// Column: organisational unit.
    Unit = "unit",
    /// Column: count week.
    Week = "week",
    /// Column: task, or its code where a list names it.
    Task = "task",
    /// Column: name of a task.
    TaskName = "name",
    /// Column: enquiry type.
    Type = "type",
    /// Column: closure.
    Closure = "closure",
    /// Column: municipality.
    Municipality = "municipality",
    /// Column: weeks that a unit counted.
    Weeks = "weeks",
    /// Column: enquiries counted.
    Counted = "counted",
    /// Column: part of the enquiries counted.
    CountedShare = "counted_share",
    /// Column: enquiries of a year.
    Enquiries = "enquiries",
    /// Column: price of one enquiry.
    Price = "price",
    /// Column: cost over the enquiries that have a price.
    CostPerEnquiry = "cost_per_enquiry",
    /// Column: part of the cost.
    CostShare = "cost_share",
    /// Column: enquiries on digital channels over all enquiries.
    DigitalShare = "digital_share",
    /// Column: what a year is made from.
    Case = "case",
    /// Column: how many units are in it.
    Units = "units",

    /// Column: applications and notifications of a year.
    Transactions = "transactions",
    /// Column: those of them that come in by self-service.
    SelfServiceColumn = "self_service",
    /// Column: self-service over all transactions.
    Degree = "degree",
    /// Column: what the degree should be.
    Target = "target",
    /// Column: target − degree.
    Gap = "gap",
    /// Column: transactions that have to come in by self-service too.
    MissingColumn = "missing",
    /// Column: place among the municipalities, from 1.
    Rank = "rank",
    /// Column: information enquiries of a year.
    YearlyVolume = "volume",
    /// Column: guidance, help and misdirected over the volume.
    GeneralShare = "general_share",
    /// Column: closed at once over all whose closure is told.
    ClosedAtOnceShare = "closed_at_once_share",
    /// Column: mean of the two shares.
    Suitability = "suitability",
    /// Column: mean of the two shares and the relative volume, of 100.
    Score = "score",
    /// Column: quarter of the matrix.
    Quarter = "quarter",
    /// Quarter: high volume, suitable.
    FrontNow = "front_now",
    /// Quarter: low volume, suitable.
    SmallButEasy = "small_but_easy",
    /// Quarter: high volume, unsuitable.
    FindTheCut = "find_the_cut",
    /// Quarter: low volume, unsuitable.
    Leave = "leave",
    /// Assumption: channels that are looked at.
    Channels = "channels",
    /// Assumption: minutes that a transfer takes.
    MinutesSaved = "minutes_saved",
    /// Assumption: what an hour costs.
    Wage = "wage",
    /// Column: all that stands in the row.
    Total = "total",
    /// Row or column: all values that do not stand by themselves.
    Others = "others",

    /// Column: name of a scenario.
    Scenario = "scenario",
    /// Row: the year with the changes of the command line.
    WithChanges = "with_changes",
    /// Row: the year as it is.
    Baseline = "baseline",
    /// Column: enquiries of a year before the scenario.
    EnquiriesBefore = "enquiries_before",
    /// Column: enquiries of a year in the scenario, rebound left out.
    EnquiriesAfter = "enquiries_after",
    /// Column: enquiries after − before.
    EnquiriesChange = "enquiries_change",
    /// Column: enquiries that come in a second time.
    Rebound = "rebound",
    /// Column: cost of a year before the scenario.
    CostBefore = "cost_before",
    /// Column: cost of a year in the scenario, rebound included.
    CostAfter = "cost_after",
    /// Column: cost before − after; negative for an extra cost.
    Saving = "saving",
    /// Column: saving over cost before.
    SavingShare = "saving_share",
    /// Column: the part of the saving that is taken out.
    RealisedSaving = "realised_saving",
    /// Column: the rebound at which nothing is saved.
    BreakEvenRebound = "break_even_rebound",
    /// Column: paid in year 0.
    Investment = "investment",
    /// Column: sum of all discounted nets.
    NetPresentValue = "net_present_value",
    /// Column: first year in which the investment is paid back.
    PaybackYear = "payback_year",
    /// Column: a year of a business case.
    CaseYear = "year",
    /// Column: part of a full year's saving.
    Phasing = "phasing",
    /// Column: investment or running cost of a year.
    Paid = "paid",
    /// Column: realised saving − paid.
    Net = "net",
    /// Column: all nets so far.
    Cumulative = "cumulative",
    /// Column: net, discounted to year 0.
    Discounted = "discounted",
    /// Column: what is lower or higher.
    Assumption = "assumption",
    /// Column: which channel or move it is of.
    Of = "of",
    /// Column: saving with less of it.
    SavingLess = "saving_less",
    /// Column: saving with more of it.
    SavingMore = "saving_more",
    /// Column: distance of the two savings.
    Swing = "swing",

    /// Assumption: price of a channel.
    AssumedPrice = "price_of",
    /// Assumption: price of a channel in the scenario.
    AssumedNewPrice = "new_price_of",
    /// Assumption: per cent of a move.
    AssumedMove = "move",
    /// Assumption: part of the saving that is taken out.
    AssumedRealised = "realised",

    /// Answer: whether the goal is reached.
    Reached = "reached",
    /// Answer: per cent of the baseline that moves.
    Percent = "percent",

    /// Case: the weeks that were counted.
    AsCounted = "as_counted",
    /// Case: the weeks that were counted, by the units that counted them all.
    AsCountedSameUnits = "as_counted_same_units",
    /// Case: every week as the one with the fewest enquiries.
    AsLightestWeek = "as_lightest_week",
    /// Case: every week as the one with the most enquiries.
    AsBusiestWeek = "as_busiest_week",

    /// The report on what files hold and what is wrong with them.
    Check = "check",
    /// Table: what is wrong.
    Problems = "problems",
    /// Table: how each file was read.
    FilesRead = "files",
    /// Table: what each column means.
    Columns = "columns",
    /// Table: the weeks that each unit counted.
    WeeksByUnit = "weeks_by_unit",
    /// Table: rows that have no part in the counted enquiries.
    LeftOut = "left_out",
    /// Column: error or warning.
    Severity = "severity",
    /// Word: an error.
    ErrorWord = "error",
    /// Word: a warning.
    WarningWord = "warning",
    /// Column: a file.
    File = "file",
    /// Column: a line, from 1.
    Line = "line",
    /// Column: a place in a line in characters, from 1.
    Column = "column",
    /// Column: what is wrong.
    Message = "message",
    /// Column: what to do.
    Help = "help",
    /// Column: how bytes stand for letters.
    Encoding = "encoding",
    /// Column: what stands between cells.
    Delimiter = "delimiter",
    /// Column: what a row stands for.
    Layout = "layout",
    /// Column: rows below the header.
    Rows = "rows",
    /// Column: rows that are counted.
    RowsCounted = "rows_counted",
    /// Column: rows that are left out.
    RowsLeftOut = "rows_left_out",
    /// Column: rows with a problem.
    RowsWrong = "rows_wrong",
    /// Column: what stands over a column of a file.
    Heading = "heading",
    /// Column: what it means.
    Meaning = "meaning",
    /// Column: a code of a file.
    Code = "code",
    /// Column: why rows are left out.
    Reason = "reason",
    /// Delimiter: a tab.
    Tab = "tab",
    /// Meaning: the day, which tells the week.
    DateWord = "date",
    /// Meaning: the number of enquiries.
    CountWord = "count",
    /// Meaning: a sum of others.
    TotalWord = "total",
    /// Reason: not among those that are asked for.
    NotSelected = "not_selected",
    /// Meaning: none.
    NotRead = "not_read",
    /// Layout: a row for each unit, week and channel.
    PlainTable = "long",
    /// Layout: a column for each channel.
    WideTable = "wide",
    /// Layout: a row for each enquiry.
    RowPerEnquiry = "enquiries_by_row",

    /// Assumption: the files that were counted from.
    Files = "files",
    /// Assumption: name of the price table.
    PriceTable = "price_table",
    /// Assumption: file of the price table.
    PriceFile = "price_file",
    /// Assumption: year of the prices.
    PriceYear = "price_year",
    /// Assumption: where the prices are published.
    Source = "source",
    /// Assumption: what a price covers.
    Basis = "basis",
    /// Assumption: currency of the prices.
    Currency = "currency",
    /// Assumption: which weeks were counted.
    CountWeeks = "count_weeks",
    /// Assumption: how many weeks were counted.
    WeeksCounted = "weeks_counted",
    /// Assumption: weeks in a year.
    WeeksPerYear = "weeks_per_year",
    /// Assumption: weeks per year over weeks counted.
    Factor = "factor",
}
