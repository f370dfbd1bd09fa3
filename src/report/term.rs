//! Terms: every report, table, column, row and assumption, with its key for machines and its
//! label in each language.

use crate::model::counts::Dimension;
use crate::model::holidays::Holiday;

macro_rules! terms {
    ($($term:ident = $key:literal, $danish:literal, $english:literal;)*) => {
        /// A part of a report that has a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Term {
            $($term,)*
        }

        impl Term {
            /// The stable name in JSON and CSV.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$term => $key,)*
                }
            }

            /// The labels for people, in the order of the languages.
            pub fn labels(self) -> [&'static str; 2] {
                match self {
                    $(Self::$term => [$danish, $english],)*
                }
            }
        }
    };
}

terms! {
    // Reports; the label is the title.
    CostReport = "cost", "Variable omkostninger på et år (primært arbejdstid)", "Variable cost of a year (mostly working time)";
    WhatIfReport = "whatif", "Hvad hvis? Variable omkostninger på et år", "What if? Variable cost of a year";
    GoalReport = "goal", "Hvad skal der til? Variable omkostninger på et år", "What does it take? Variable cost of a year";
    CompareReport = "compare", "Hvad har ændret sig? Variable omkostninger på et år", "What has changed? Variable cost of a year";
    PatternReport = "pattern", "Henvendelsesmønster, som talt", "Pattern of enquiries, as counted";
    SelfServiceReport = "self-service", "Selvbetjeningsgrad og mål, og hvad det er værd at nå målet på et år", "Self-service degree and target, and what reaching it is worth in a year";
    ContactCentreReport = "contact-centre", "Opgaver, der egner sig til et kontaktcenter", "Tasks that suit a contact centre";
    PageReport = "page", "Hvad henvendelserne koster, og hvad der kan spares", "What the enquiries cost, and what can be saved";
    WeeksBeside = "weeks", "Tælleugerne ved siden af hinanden", "The count weeks side by side";
    Try = "try", "Prøv selv", "Try it yourself";
    TypesOnChannels = "types", "Hvad henvendelserne på hver kanal handler om", "What the enquiries on each channel are about";
    Applications = "applications", "Ansøgninger og anmeldelser", "Applications and notifications";
    GeneralInformation = "general", "Generel information", "General information";
    CaseInformation = "cases", "Information om en sag", "Information on a case";
    Contents = "contents", "Indhold", "Contents";
    Figures = "figures", "Tal", "Figures";
    AllOfThem = "all", "Alle", "All";
    Reset = "reset", "Nulstil", "Reset";
    RepeatContactsOfMoves = "repeat_rates", "Genhenvendelser, % af de flyttede", "Repeat contacts, % of the moved";
    PricesOfChannels = "channel_prices", "Priser", "Prices";
    Moves = "moves", "Flytninger, % af henvendelserne", "Moves, % of the enquiries";
    OtherAssumptions = "other_assumptions", "Andre forudsætninger", "Other assumptions";
    OtherMove = "other_move", "Vis en anden flytning", "Show another move";
    CopyScenario = "copy_scenario", "Kopiér som scenarie", "Copy as a scenario";
    CopyCommand = "copy_command", "Kopiér kommando", "Copy the command";
    Copied = "copied", "Kommando og scenarie", "Command and scenario";
    FromPage = "from_page", "Fra siden", "From the page";
    BarsBeforeAfter = "bars", "Før og efter", "Before and after";
    FormsOfTasks = "forms", "Hvad der kom med blanket", "What came with a form";
    ClosureOfTasks = "closure_of_tasks", "Hvad der er afsluttet straks", "What is closed at first contact";
    OutgoingReport = "outgoing", "Udgående breve: hvor mange sendes digitalt?", "Outgoing letters: how many are sent digitally?";
    OpeningHoursReport = "opening-hours", "Åbningstider og henvendelser", "Opening hours and enquiries";
    PricesReport = "prices", "Priser pr. henvendelse", "Prices per enquiry";
    CheckReport = "check", "Kontrol af filerne", "Check of the files";

    // Tables and drawings.
    Pattern = "pattern", "Mønster", "Pattern";
    Years = "years", "De to år", "The two years";
    Causes = "causes", "Årsager til ændringen", "Causes of the change";
    Effects = "effects", "Hvorfor omkostningerne har ændret sig", "Why the cost has changed";
    Plan = "plan", "Besparelse: plan og resultat", "Saving: plan and result";
    Matrix = "matrix", "Opgaverne efter volumen og egnethed", "The tasks by volume and suitability";
    Destinations = "destinations", "Til hvilken kanal?", "To which channel?";
    Steps = "steps", "Fra før til efter", "From before to after";
    Scenarios = "scenarios", "Scenarier", "Scenarios";
    BusinessCase = "business_case", "Business case", "Business case";
    Sensitivity = "sensitivity", "Forventet besparelse, når én forudsætning ændres ned og op", "Expected saving when one assumption changes down and up";
    Grid = "grid", "Forventet besparelse ved flytning", "Expected saving by move";
    ByChannel = "by_channel", "Fordelt på kanal", "By channel";
    ByUnit = "by_unit", "Fordelt på enhed", "By unit";
    ByWeek = "by_week", "Fordelt på tælleuge", "By count week";
    ByTask = "by_task", "Fordelt på opgave", "By task";
    ByCode = "by_code", "Fordelt på kode", "By code";
    ByUnitAndChannel = "by_unit_and_channel", "Talt, fordelt på enhed og kanal", "Counted, by unit and channel";
    FixedCosts = "fixed", "Faste omkostninger på et år", "Fixed cost of a year";
    FixedByChannel = "fixed_by_channel", "Med faste, fordelt på kanal", "With fixed cost, by channel";
    FixedByUnit = "fixed_by_unit", "Med faste, fordelt på enhed", "With fixed cost, by unit";
    ByType = "by_type", "Fordelt på henvendelsestype", "By type";
    ByClosure = "by_closure", "Fordelt på afslutning", "By closure";
    ByWeekday = "by_weekday", "Fordelt på ugedag", "By weekday";
    ByHour = "by_hour", "Fordelt på time", "By hour";
    ByForm = "by_form", "Fordelt på blanket", "By form";
    OpenHours = "open_hours", "Åbningstimerne, de stilleste først", "Open hours, the quietest first";
    ByMunicipality = "by_municipality", "Fordelt på kommune", "By municipality";
    Year = "year", "Hvor sikkert er tallet?", "How sure is the figure?";
    Verdicts = "verdicts", "Filerne hver for sig", "The files one by one";
    Problems = "problems", "Problemer", "Problems";
    FilesRead = "files", "Filerne", "The files";
    Columns = "columns", "Kolonnerne", "The columns";
    WeeksByUnit = "weeks_by_unit", "Enhedernes tælleuger", "Count weeks by unit";
    LeftOut = "left_out", "Rækker, der er udeladt", "Rows left out";

    // Columns.
    Cost = "cost", "{currency} pr. år", "{currency} a year";
    When = "when", "Tælling", "Count";
    Change = "change", "Ændring", "Change";
    ChangeShare = "change_share", "i %", "in %";
    EnquiriesChangeShare = "enquiries_change_share", "i %", "in %";
    Step = "step", "Trin", "Step";
    Cause = "cause", "Årsag", "Cause";
    ValueBefore = "before", "Før", "Before";
    ValueAfter = "after", "Efter", "After";
    Volume = "volume", "Antal", "Number";
    Unpriced = "unpriced", "Til/fra kanaler uden pris", "To or from channels without a price";
    Mix = "mix", "Kanalfordeling", "Channel mix";
    AssumedRepeats = "assumed_repeat", "Planens genhenvendelser", "Repeat contacts of the plan";
    PlannedSaving = "planned_saving", "Planlagt", "Planned";
    AchievedSaving = "achieved_saving", "Opnået", "Achieved";
    ShortfallSaving = "saving_shortfall", "Under planen", "Shortfall";
    Channel = "channel", "Kanal", "Channel";
    Name = "name", "Kanal", "Channel";
    Unit = "unit", "Enhed", "Unit";
    Week = "week", "Uge", "Week";
    Task = "task", "Opgave", "Task";
    TaskName = "name", "Opgave", "Task";
    Type = "type", "Type", "Type";
    Closure = "closure", "Afslutning", "Closure";
    WeeklyHours = "hours_a_week", "Timer pr. uge", "Hours a week";
    Rate = "enquiries_an_hour", "Henv. i timen", "Enquiries an hour";
    CostOfHour = "cost_an_hour", "{currency} pr. åben time", "{currency} an open hour";
    QuietHours = "quiet_hours", "Stille timer", "Quiet hours";
    InOpeningHours = "in_opening_hours", "I åbningstiden", "In opening hours";
    OutsideOpeningHours = "outside_opening_hours", "Uden for", "Outside";
    WithoutTime = "without_time", "Uden tid", "Without a time";
    Day = "weekday", "Ugedag", "Weekday";
    Weekday = "weekday", "Ugedag", "Weekday";
    Hour = "hour", "Time", "Hour";
    Form = "form", "Blanket", "Form";
    Municipality = "municipality", "Kommune", "Municipality";
    Weeks = "weeks", "Uger", "Weeks";
    Counted = "counted", "Talt", "Counted";
    CountedShare = "counted_share", "Andel af antal", "Share of counted";
    Enquiries = "enquiries", "Pr. år", "A year";
    EnquiriesShare = "enquiries_share", "Andel af henv.", "Share of enquiries";
    Price = "price", "Pris", "Price";
    Digital = "digital", "Digital", "Digital";
    IsSelfService = "self_service", "Selvbetjening", "Self-service";
    Aliases = "aliases", "Andre ord", "Other words";
    CostPerEnquiry = "cost_per_enquiry", "Snit", "Average";
    VariableCost = "variable", "Variable", "Variable";
    FixedCost = "fixed", "Faste", "Fixed";
    TotalCost = "total", "I alt", "Total";
    VariableAverage = "variable_per_enquiry", "Snit, variable", "Average, variable";
    FixedAverage = "fixed_per_enquiry", "Snit, faste", "Average, fixed";
    TotalAverage = "total_per_enquiry", "Snit, i alt", "Average, total";
    CostShare = "cost_share", "Andel", "Share";
    DigitalShare = "digital_share", "Digital andel", "Digital share";
    Case = "case", "Grundlag", "Basis";
    Units = "units", "Enheder", "Units";
    Tasks = "tasks", "Opgaver", "Tasks";
    Municipalities = "municipalities", "Kommuner", "Municipalities";
    Types = "types", "Typer", "Types";
    Forms = "forms", "Svar om blanket", "Answers on forms";
    Weekdays = "weekdays", "Ugedage", "Weekdays";
    Hours = "hours", "Timer", "Hours";
    Closures = "closures", "Afslutninger", "Closures";
    Transactions = "transactions", "Ansøgninger og anmeldelser pr. år", "Applications and notifications a year";
    SelfServiceColumn = "self_service", "Heraf selvbetjening", "By self-service";
    Degree = "degree", "Grad", "Degree";
    Target = "target", "Mål", "Target";
    Gap = "gap", "Mangler (procentpoint)", "Shortfall (percentage points)";
    Affected = "affected", "Heraf berørt", "Of them affected";
    Shortfall = "shortfall", "Flere skal bruge selvbetjening", "More must use self-service";
    CodeName = "name", "Betydning", "Meaning";
    SentAs = "sent_as", "Sendt", "Sent";
    OutgoingRecords = "records", "Pr. år", "A year";
    Letters = "letters", "Breve pr. år", "Letters a year";
    LettersShare = "share_of_letters", "Andel af breve", "Share of letters";
    PaperLetters = "paper_letters", "På papir", "On paper";
    DigitalPost = "digital_post", "Digital Post", "Digital Post";
    OutputManager = "output_manager", "Output manager", "Output manager";
    Postage = "postage", "Porto", "Postage";
    Print = "print", "Papir og print", "Paper and print";
    Rank = "rank", "Nr.", "No.";
    YearlyVolume = "volume", "Volumen pr. år", "Volume a year";
    GeneralShare = "general_share", "Generelle", "General";
    ClosedAtFirstContactShare = "closed_at_first_contact_share", "Straksafsluttet", "Closed at first contact";
    Suitability = "suitability", "Egnethed", "Suitability";
    Score = "score", "Score", "Score";
    Quadrant = "quadrant", "Kvadrant", "Quadrant";
    Total = "total", "I alt", "Total";
    Scenario = "scenario", "Scenarie", "Scenario";
    LeastMoved = "percent", "Flyttes mindst", "Move at least";
    EnquiriesMoved = "enquiries_moved", "Henv. flyttet", "Number moved";
    EnquiriesBefore = "enquiries_before", "Henv. før", "Number before";
    EnquiriesAfter = "enquiries_after", "Henv. efter", "Number after";
    EnquiriesChange = "enquiries_change", "Henv. ændring", "Number change";
    RepeatContacts = "repeat", "heraf genhenv.", "of them repeat contacts";
    CostBefore = "cost_before", "{currency} før", "{currency} before";
    CostAfter = "cost_after", "{currency} efter", "{currency} after";
    Saving = "saving", "Sparet", "Saved";
    SavingShare = "saving_share", "i %", "in %";
    FixedSaving = "fixed_saving", "Sparet, faste", "Saved, fixed";
    TotalSaving = "total_saving", "Sparet i alt", "Saved in total";
    LostEnquiries = "lost", "Henvendelser, der falder bort", "Enquiries that no longer come in";
    ExpectedSaving = "expected_saving", "Forventet", "Expected";
    AssumedRepeatRate = "repeat_rate", "Genhenvendelser", "Repeat contacts";
    BreakEvenRepeatRate = "break_even_repeat_rate", "Nul ved genhenvendelser", "Break-even repeat rate";
    Investment = "investment", "Investering", "Investment";
    NetPresentValue = "net_present_value", "Nettonutidsværdi", "Net present value";
    PaybackYear = "payback_year", "Tilbagebetalt i år nr.", "Payback year";
    CaseYear = "year", "År", "Year";
    Phasing = "phasing", "Indfasning", "Phasing";
    Paid = "paid", "Udgift", "Paid";
    Net = "net", "Netto", "Net";
    Cumulative = "cumulative", "Akkumuleret", "Cumulative";
    Discounted = "discounted", "Diskonteret", "Discounted";
    Assumption = "assumption", "Forudsætning", "Assumption";
    Of = "of", "For", "Of";
    AssumptionName = "assumption_name", "Forudsætning", "Assumption";
    SavingLess = "saving_less", "Ned", "Down";
    SavingMore = "saving_more", "Op", "Up";
    Swing = "swing", "Udsving", "Swing";
    Errors = "errors", "Fejl", "Errors";
    WarningsFound = "warnings", "Advarsler", "Warnings";
    Severity = "severity", "Type", "Type";
    File = "file", "Fil", "File";
    Line = "line", "Linje", "Line";
    Column = "column", "Position", "Column";
    Message = "message", "Problem", "Problem";
    Help = "help", "Hjælp", "Help";
    Encoding = "encoding", "Tegnsæt", "Encoding";
    Delimiter = "delimiter", "Skilletegn", "Delimiter";
    HeaderLine = "header_line", "Overskrift, linje", "Header line";
    Layout = "layout", "Opbygning", "Layout";
    Rows = "records", "Rækker", "Rows";
    RowsCounted = "records_counted", "Talt med", "Counted";
    RowsLeftOut = "records_left_out", "Udeladt", "Left out";
    RowsWrong = "records_wrong", "Med fejl", "With errors";
    Heading = "heading", "Overskrift", "Heading";
    Meaning = "meaning", "Læst som", "Read as";
    Code = "code", "Kode", "Code";
    Reason = "reason", "Årsag", "Reason";

    // Rows, columns and quadrants that are named for what they hold.
    VolumeCause = "volume", "Antal henvendelser", "Number of enquiries";
    MixCause = "mix", "Kanalfordeling (digitale)", "Channel mix (digital share)";
    PriceCause = "price", "Priser", "Prices";
    Before = "before", "før", "before";
    After = "after", "efter", "after";
    DigitalTarget = "digital_target", "mål", "target";
    ToTarget = "to_target", "op til målet", "up to the target";
    Difference = "change", "ændring", "change";
    FrontNow = "front_now", "i front nu", "front now";
    SmallButEasy = "small_but_easy", "lille, men egnet", "small but suitable";
    FindTheCut = "find_the_cut", "find et snit", "find the cut";
    Leave = "leave", "bliver i baglandet", "stays in the back office";
    OtherFixed = "other_fixed", "øvrige faste", "other fixed cost";
    Others = "others", "øvrige", "others";
    WithChanges = "with_changes", "med ændringerne", "with the changes";
    CommandLine = "command_line", "det indtastede scenarie", "the typed scenario";
    Baseline = "baseline", "som talt", "as counted";
    AsCounted = "as_counted", "tælleugerne", "the count weeks";
    AsFewest = "as_fewest", "ugen med færrest henvendelser", "the week with the fewest enquiries";
    AsMost = "as_most", "ugen med flest henvendelser", "the week with the most enquiries";
    AsCheapest = "as_cheapest", "den billigste uge", "the cheapest week";
    AsMostExpensive = "as_most_expensive", "den dyreste uge", "the most expensive week";

    // Assumptions.
    PlanSource = "plan", "Plan", "Plan";
    Channels = "channels", "Kanaler", "Channels";
    MinutesSaved = "minutes_saved", "Sparede minutter", "Minutes saved";
    Wage = "wage", "Timeløn", "Hourly wage";
    AssumedPrice = "price_of", "Pris", "Price";
    AssumedNewPrice = "new_price_of", "Ny pris", "New price";
    AssumedMove = "move", "Flytning", "Move";
    AssumedRealisation = "realisation", "Forventet andel", "Expected part";
    Files = "files", "Tælling", "Count";
    PriceTable = "price_table", "Pristabel", "Price table";
    PriceFile = "price_file", "Pristabellens fil", "Price table file";
    PriceYear = "price_year", "Prisniveau", "Price level";
    PriceIndex = "price_index", "Prisindeks, ganget på", "Price index, multiplied";
    Source = "source", "Kilde", "Source";
    Basis = "basis", "Prisen dækker", "Price covers";
    Currency = "currency", "Valuta", "Currency";
    Allowed = "allowed_warnings", "Advarsler, der er slået fra", "Warnings silenced";
    CountWeeks = "count_weeks", "Tælleuger", "Count weeks";
    WeeksCounted = "weeks_counted", "Antal tælleuger, højst", "Count weeks, at most";
    WeeksPerYear = "weeks_per_year", "Uger pr. år", "Weeks per year";
    Annualisation = "annualisation_factor", "Omregningsfaktor til år", "Annualisation factor";

    // Answers, and words in cells.
    Reached = "reached", "Nået", "Reached";
    Percent = "percent", "Procent", "Per cent";
    ErrorWord = "error", "fejl", "error";
    HelpWord = "help", "hjælp", "help";
    WarningWord = "warning", "advarsel", "warning";
    Tab = "tab", "tabulator", "tab";
    Date = "date", "Dato, som giver ugen", "Date, which gives the week";
    CountColumn = "count", "Antal henvendelser", "Number of enquiries";
    NewYearsDay = "new_years_day", "nytårsdag", "New Year's Day";
    MaundyThursday = "maundy_thursday", "skærtorsdag", "Maundy Thursday";
    GoodFriday = "good_friday", "langfredag", "Good Friday";
    EasterMonday = "easter_monday", "2. påskedag", "Easter Monday";
    PrayerDay = "prayer_day", "store bededag", "Great Prayer Day";
    AscensionDay = "ascension_day", "Kristi himmelfartsdag", "Ascension Day";
    WhitMonday = "whit_monday", "2. pinsedag", "Whit Monday";
    ChristmasDay = "christmas_day", "1. juledag", "Christmas Day";
    SecondChristmasDay = "second_christmas_day", "2. juledag", "Second Day of Christmas";
    AverageRow = "average", "Gennemsnit eller del af andre", "Average or part of others";
    SumOfOthers = "total", "Sum af andre", "Sum of others";
    NotSelected = "not_selected", "ikke valgt med --week eller --where", "not chosen by --week or --where";
    NotRead = "not_read", "ikke læst", "not read";
    PlainTable = "long", "en række pr. enhed, uge og kanal", "a row for each unit, week and channel";
    WideTable = "wide", "en tabel med en kolonne pr. kanal", "a table with a column for each channel";
    RowPerEnquiry = "enquiries_by_row", "en række pr. henvendelse", "a row for each enquiry";

    // Headings of the parts of a report, and short words.
    Answer = "answer", "Svar", "Answer";
    Live = "live", "Regn selv", "Live";
    Arithmetic = "arithmetic", "Regnestykket", "The arithmetic";
    Assumptions = "assumptions", "Forudsætninger", "Assumptions";
    Notes = "notes", "Noter", "Notes";
    Rounded = "rounded", "hvert tal er afrundet for sig", "each figure is rounded by itself";
    Yes = "yes", "ja", "yes";
    No = "no", "nej", "no";
    VolumeByRank = "volume", "Volumen, efter rang", "Volume, by rank";
}

impl Term {
    /// What the rows are whose name is in a column with this heading.
    pub fn plural(self) -> Option<Self> {
        match self {
            Self::Unit => Some(Self::Units),
            Self::Name | Self::Channel => Some(Self::Channels),
            Self::Task | Self::TaskName => Some(Self::Tasks),
            Self::Municipality => Some(Self::Municipalities),
            Self::Type => Some(Self::Types),
            Self::Closure => Some(Self::Closures),
            Self::Form => Some(Self::Forms),
            Self::Weekday => Some(Self::Weekdays),
            Self::Hour => Some(Self::Hours),
            Self::Week => Some(Self::Weeks),
            _ => None,
        }
    }

    /// The table that breaks down by a dimension.
    pub fn by(dimension: Dimension) -> Self {
        terms(dimension)[0]
    }
}

impl From<Holiday> for Term {
    fn from(holiday: Holiday) -> Self {
        match holiday {
            Holiday::NewYearsDay => Self::NewYearsDay,
            Holiday::MaundyThursday => Self::MaundyThursday,
            Holiday::GoodFriday => Self::GoodFriday,
            Holiday::EasterMonday => Self::EasterMonday,
            Holiday::PrayerDay => Self::PrayerDay,
            Holiday::AscensionDay => Self::AscensionDay,
            Holiday::WhitMonday => Self::WhitMonday,
            Holiday::ChristmasDay => Self::ChristmasDay,
            Holiday::SecondChristmasDay => Self::SecondChristmasDay,
        }
    }
}

/// The column of a dimension.
impl From<Dimension> for Term {
    fn from(dimension: Dimension) -> Self {
        terms(dimension)[1]
    }
}

/// The table and the column of a dimension.
fn terms(dimension: Dimension) -> [Term; 2] {
    match dimension {
        Dimension::Municipality => [Term::ByMunicipality, Term::Municipality],
        Dimension::Unit => [Term::ByUnit, Term::Unit],
        Dimension::Week => [Term::ByWeek, Term::Week],
        Dimension::Channel => [Term::ByChannel, Term::Channel],
        Dimension::Task => [Term::ByTask, Term::Task],
        Dimension::Type => [Term::ByType, Term::Type],
        Dimension::Closure => [Term::ByClosure, Term::Closure],
        Dimension::Form => [Term::ByForm, Term::Form],
        Dimension::Weekday => [Term::ByWeekday, Term::Weekday],
        Dimension::Hour => [Term::ByHour, Term::Hour],
    }
}
