//! The kinds of problems, and for each its templates in English.
//!
//! `{name}` in a template stands for a value of the diagnostic; `{it}` is the word at its place. A
//! part in brackets with a value in it is left out where the diagnostic has no such value, and so
//! is a whole label or help.

/// The templates of a code; empty where there is none.
pub(super) struct Wording {
    /// What is there, in lower case and without a final full stop.
    pub(super) text: &'static str,
    /// What was expected, for beside the caret.
    pub(super) label: &'static str,
    /// What to do.
    pub(super) help: &'static str,
}

/// Makes [`Code`] of one entry for each kind: its name and its text, then the label at its place
/// and its help, where there are any.
macro_rules! codes {
    ($(
        $code:ident = $text:literal
            $(, label $label:literal)? $(, help $help:literal)?;
    )*) => {
        /// What kind of problem a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($code,)*
        }

        impl Code {
            /// All kinds, in the order of their table.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// What the table has for it.
            pub(super) fn wording(self) -> Wording {
                match self {
                    $(Self::$code => Wording {
                        text: $text,
                        label: concat!($($label)?),
                        help: concat!($($help)?),
                    },)*
                }
            }
        }
    };
}

codes! {
    // Files and streams.
    BinaryData = "`{file}` is no text, but binary data", help "a count is a CSV file";
    BrokenLink = "cannot write `{file}`, a broken link: {error}", help "delete the link, or write the report to another file";
    CannotRead = "cannot read `{file}`: {error}";
    CannotWrite = "cannot write {output}[: {error}]", help "there is no folder `{folder}`; make it first";
    CountNotFound = "no file `{file}`", help "check the path; `-` reads standard input";
    DamagedWorkbook = "`{file}` cannot be read as a workbook: {error}", help "open it in Excel, and save it once more";
    EmptyFolder = "no count in the folder `{file}`", help "count files end in {endings}";
    FileNotFound = "no file `{file}`", help "check the path";
    InvalidUtf8 = "byte 0x{byte} is not UTF-8", label "not UTF-8", help "save the file as UTF-8";
    IsDirectory = "`{file}` is a directory", help "name the files in it";
    NoCountSheet = "no sheet of `{file}` looks like a count", help "sheets are {known}; name the one with the count with `--sheet`, to see what is wrong with its header";
    OpenElsewhere = "`{file}` is open in another program", help "close it in Excel";
    Parquet = "`{file}` is a Parquet file", help "write it as CSV";
    Pdf = "`{file}` is a PDF", help "ask for the table behind it, and save that as `CSV UTF-8`";
    SameFile = "`{file}` is given more than once[, also as `{first}`]", help "give each file once";
    SheetWithoutWorkbook = "no file is a workbook with sheets", help "leave out `--sheet`";
    StdinTwice = "standard input can be read once only", help "give `-` once, and other counts by the names of their files";
    TooLargeWorkbook = "`{file}` is too large for a workbook", help "save the sheet as `CSV UTF-8`";
    UnknownSheet = "`{file}` has no sheet `{it}`", label "not a sheet", help "[did you mean `{near}`? ]sheets are {known}";
    Utf16WithoutMark = "`{file}` is UTF-16 without a byte order mark", help "save it as `CSV UTF-8`";
    WeekAsFile = "no file `{file}`", help "give several weeks in one word: `--week {weeks},{file}`";
    Workbook = "`{file}` is a workbook", help "save the sheet as `CSV UTF-8`";
    WorkbookWithPassword = "`{file}` is locked with a password", help "open it in Excel, and save a copy without a password";
    ZipArchive = "`{file}` is a ZIP archive", help "unpack it, and give the count in it";
    // The header of a count.
    AmbiguousWeek = "week {week} is of {years}, and some records do not state the year", help "write each week with its year, such as `2011-W05`";
    ChannelColumnAndHeadings = "a column for the channel, and channels in the header", label "a channel", help "a row has either a channel and a count, or a count in a column for each channel";
    ColumnWithTwoRoles = "`{it}` has two roles", label "the second one", help "give each role a column of its own";
    ColumnWithoutEquals = "`{it}` has no `=`", label "expected a role and a heading, such as `kanal=Henvendelsesform`";
    CountsByMonth = "the counts are by month, and no column has the week", help "with {months} give `--weeks {weeks}`";
    DateOrderOfFiles = "the month stands first in the dates of one file, and nothing says so in another", help "give `--date-order month` or `--date-order day`";
    DoubtfulDateOrder = "the dates may have the day first or the month first", label "AM or PM is American", help "give `--date-order month` or `--date-order day`";
    DuplicateColumn = "two columns for the {column}", label "the second one", help "name the right one with `--column`, or delete the other";
    DuplicateWeeks = "a second number of weeks", label "the second one", help "give one number for all units, and one for each unit that differs";
    EmptyColumn = "column `{heading}` is empty", label "named in `--column`", help "name another column";
    EmptyFile = "`{file}` is empty", help "the first line of a count names its columns, such as `enhed;uge;kanal;antal`";
    EmptyHeading = "no heading behind the `=`", label "expected the heading of a column, or its letter";
    LikelyChannel = "no channel and no column is called `{heading}`", help "did you mean `{near}`? map it with `{map}`, or leave it out with `{leave_out}`";
    LikelyCountColumn = "`{heading}` may hold the number of enquiries, and is not read", help "if it does, give `{option}`; if each row is one enquiry, give `{no_count}`";
    MissingColumn = "no column for the {column}", label "expected {names} among them", help "[did you mean `{near}` by `{heading}`? give `{option}`; ][`{heading}` holds {kind}: give `{option}`; ]the columns are {columns}";
    NoNameForUnit = "`{file}` has no name for the unit", help "give the name with `--unit`, or `--unit-from file` for the name of the file";
    NoSuchColumn = "`{file}` has no column `{it}`", label "not in the header", help "[did you mean `{near}`? ]columns are {known}";
    NoWeeksInFiles = "no file tells which week it is of", help "give `--weeks N` for the weeks that all files count together, or put the week in the name of each file, such as `uge 43.csv`";
    OwnReport = "`{file}` is a report of kanal, and not a count", help "give the count that the report was made of";
    RepeatedColumn = "columns {first} and {second} are both called `{heading}`", label "the second one", help "give each week a file of its own, or a column for the week; delete columns that sum up others";
    UnitColumnInAllFiles = "every file has a column for the unit", help "leave out `--unit` and `--unit-from`";
    UnknownHeading = "no channel and no column is called `{heading}`", help "map it with `{map}`, or leave it out with `{leave_out}`";
    WeekColumnInSomeFiles = "`{without}` has no week, but `{with}` has one: in a column, a title or its name", help "give both a week, or leave it out of both and give `--weeks`[, or choose the sheets of `{workbook}` with `--sheet`]";
    UnknownRole = "unknown role `{it}`", label "not a role of a column", help "[did you mean `{near}`? ]roles are {known}";
    // The rows of a count.
    CellWithoutHeading = "`{it}` stands under no heading", help "give its column a heading, or delete the column";
    CountWithoutWeek = "`{heading}` in column {column} of `{file}` stands under no week, and others do", help "put its week above it, or delete the column";
    CountTooLarge = "count `{it}` is absurd", label "expected less than a thousand million";
    DotIsTwoThings = "the dot is a decimal point in count `{decimal}`, and may be one here", label "a thousand or a decimal point", help "write the counts as whole numbers without dots";
    FormulaError = "`{it}` is the error of a formula", label "no value", help "mend the formula, or write the value in its place";
    InvalidCount = "count `{it}` is not a whole number", label "expected a whole number, such as `120` or `1.234`";
    InvalidDate = "`{it}` is no date", label "expected `DD-MM-YYYY` or `YYYY-MM-DD`", help "[it is one with `--date-order {order}`]";
    InvalidWeek = "`{it}` is not a week", label "expected a number from 1 to 53, or `2011-W05`", help "weeks are {known}";
    LikelyTotal = "`{it}` looks like the total of other rows", help "if it is, delete the row: totals are not needed; if it is not, call it otherwise";
    MissingChannel = "no channel in {rows}", label "not in price table `{table}`", help "[did you mean `{near}`? ]channels are {channels}";
    MissingCount = "no count in the row", label "expected a whole number; 0 if none came";
    MissingDate = "no date in the row", label "expected `DD-MM-YYYY` or `YYYY-MM-DD`", help "if the date above is meant, give `--fill-down`";
    MissingWeek = "no week in the row", label "expected a number from 1 to 53, or `2011-W05`", help "if the week above is meant, give `--fill-down`";
    LoneText = "`{it}` stands alone in its row", label "not a record", help "delete the row if it is a note or a heading, or fill in the other cells";
    MergedCount = "the count `{it}` in cell {cell} of `{file}` is merged over several cells", help "split them, and write the count of each";
    NegativeCount = "count `{it}` is negative", label "enquiries are counted from 0";
    NoEnquiries = "no incoming enquiries in the count", help "every row has a code that price table `{table}` leaves out";
    NoRows = "`{file}` has a header but no rows", help "a count has a row for each unit, week and channel; a row with 0 says that none came";
    NotUtf8 = "`{it}` is not UTF-8, as the start of the file is", label "not UTF-8", help "two files were put together; save both as `CSV UTF-8` before that";
    NotWindows1252 = "`{it}` is UTF-8, but the start of the file is Windows-1252", label "not Windows-1252", help "two files were put together; save both as `CSV UTF-8` before that";
    NulByte = "a NUL byte in the row", help "the file is damaged, or is no CSV; write it once more";
    RepeatedHeader = "the header stands there once more", label "not a record", help "delete the row, or give the table below it a file of its own";
    RowTooLong = "`{file}` has a row of more than 1 MiB", help "lines that end otherwise than the first one do not end; write the file once more";
    RowsInCell = "the quotes of this cell hold other rows", label "opens here", help "a quote is closed by the next one, on whatever line; delete both, or give the cell a name";
    StrayQuote = "the quote closes on another line, in the middle of a cell", help "close it, or double it if it is meant as a sign: `\"\"`";
    UncalculatedFormula = "a formula that nobody has computed", label "no value", help "open the workbook in Excel, and save it";
    UnclosedQuote = "the quote is never closed", help "close it, or double it if it is meant as a sign: `\"\"`";
    TooManyNames = "more than a million names in a column", label "the first one too many", help "choose another column with `--column`";
    UnknownChannel = "unknown channel `{it}`[ in {rows}]", label "not in price table `{table}`", help "[did you mean `{near}`? ]channels are {channels}[; map it with `{map}`, or leave it out with `{leave_out}`]";
    WeekAsUnit = "`{it}` stands where a unit is expected", label "a week", help "give each week a table of its own, or a column for the week";
    WeeksOfSeveralYears = "the weeks have no year, and `{heading}` shows several", label "several years", help "write each week with its year, such as `2011-W05`[, or take it from the dates with `{option}`]";
    WrongRowTotal = "the total is {it}, but the row adds up to {sum}", label "expected the sum";
    WrongRowWidth = "the row has {cells}, the header has {width}", help "a {what} that holds the delimiter needs quotes around it";
    WrongTotal = "the total is {total}, but its rows add up to {sum}", help "mend the total or the rows, or delete the total; it is not needed";
    // Price tables.
    AssumedWithoutCode = "`{it}` is no code of the table", label "expected an alias of a channel";
    DuplicateAlias = "alias `{it}` is there twice", label "delete it";
    EmptyName = "a name is empty", label "expected a word";
    DecimalComma = "`{it}` is no number in TOML", label "expected `{point}` or `\"{it}\"`";
    InvalidPriceTable = "{message}", help "see `prices/kl-2011.toml` for a table that is complete";
    NameOfNoCode = "`{it}` has a name and is not left out", label "expected one of the `codes`";
    NameTaken = "`{it}` is taken", label "by `{taken}`";
    NoChannels = "price table `{file}` has no channels", help "a channel is a `[[channel]]` with `id`, `name`, `price` and `digital`";
    NotAPriceTable = "`{file}` is no price table", help "a price table is a TOML file; `prices/kl-2011.toml` is one that is complete";
    UnknownPriceTable = "unknown price table `{name}`", help "[did you mean `{near}`? ]built-in tables are {known}; a file is named with its path";
    // Lists of names, and codes that are mapped.
    CodeWithoutName = "a code without a name", help "a list of names has a row `code;name` for each code";
    DimensionWithoutNames = "a {it} has no names in a list";
    DuplicateCode = "code `{code}` is there twice", help "delete one of them";
    DuplicateCodeInFiles = "code `{code}` has a name in `{file}` too", help "delete one of them";
    DuplicateMap = "code `{it}` is mapped twice", help "give one `--map` for each code";
    MissingCode = "no code before the `=`", label "expected a code and a channel, such as `WEBFORM=selvbetjening`";
    NameWithoutCode = "a name without a code", help "a list of names has a row `code;name` for each code";
    NoNames = "`{file}` has no names", help "the first row is a header; below it, `code;name` in each row";
    NotANameList = "`{file}` does not look like a list `code;name`: [the header has {columns} columns][{wrong} of {rows} rows are none of it, or have a code that is there twice]", help "the first row is a header; below it, `code;name` in each row";
    // The form of an argument, and numbers.
    AmbiguousNumber = "`{it}` can be read in two ways", label "expected `{plain}` or `\"{comma}\"`";
    InvalidAmount = "`{it}` is not an amount", label "expected 0 or more, such as `400000` or `\"1,5 mio\"`";
    InvalidPercent = "`{it}` is not a per cent", label "expected 0 to 100 per cent";
    InvalidPrice = "`{it}` is not a price", label "expected 0 or more, such as `31`, `38.50` or `\"38,50\"`";
    InvalidRange = "`{it}` is no range of per cents", label "expected LOWEST..HIGHEST/STEP within 0 to 100, at most {steps} steps";
    MapWithoutEquals = "`{it}` has no `=`", label "expected a code and a channel, such as `WEBFORM=selvbetjening`";
    NamesWithoutEquals = "`{it}` has no `=`", label "expected a dimension and a file, such as `task=opgaver.csv`";
    NegativeAmount = "amount `{it}` is negative", label "expected 0 or more";
    NegativePercent = "`{it}` is below 0 %", label "expected 0 to 100 per cent";
    NegativePrice = "price `{it}` is negative", label "expected 0 or more";
    OnlyWithoutEquals = "`{it}` has no `=`", label "expected a dimension and a value, such as `unit=JobCenteret`";
    PercentOver100 = "`{it}` is over 100 %", label "expected 0 to 100 per cent";
    PercentWithoutSign = "`{number}` without a sign is {number} %", label "expected a per cent", help "write `{percent}%`, or `{number}%` if that is meant";
    PriceWithoutEquals = "`{it}` has no `=`", label "expected a channel and its price, such as `telefon=28`";
    WhereWithoutEquals = "`{it}` has no `=`", label "expected a dimension and its values, such as `unit=JobCenteret`";
    // Filters and other values of dimensions.
    DimensionNotStated = "no row tells its {dimension}", help "the pattern needs a column {names} with a name in some row";
    DimensionWithoutColumn = "no column for the {dimension} in `{file}`", help "expected {names} among them; the columns are {columns}";
    DuplicateTarget = "two targets for all tasks", label "the second one";
    DuplicateTaskTarget = "two targets for task `{task}`", label "the second one";
    NoEnquiriesInWeek = "no enquiries in week {week}", label "not in {counts}", help "weeks are {known}";
    NoEnquiriesOnChannel = "no enquiries on channel `{it}`", label "not in {counts}", help "[did you mean `{near}`? ][channels are {channels}][channels in the count are {known}]";
    AmbiguousName = "several names start with `{it}`", label "which one?", help "write more of the name: {known}";
    NothingInCommon = "no enquiries are left[ of {files}] by what is asked for", help "name a value that it has too: each count keeps those of `--week` and `--where` that it has";
    NothingSelected = "no enquiries are left[ of {files}] by what is asked for", help "each of `--week` and `--where` matches some, but none matches all of them";
    OnlyLeftOutSelected = "no incoming enquiries are left[ of {files}] by what is asked for: {codes}", help "price table `{table}` leaves {codes} out of cost; `kanal pattern` shows what is left out with `--include left-out`";
    UnitOfSeveralCodes = "`{it}` is the name of several units", label "units {codes}", help "each counted weeks of its own: leave out `--names` for the unit";
    UnknownDimension = "unknown dimension `{it}`";
    UnknownValue = "unknown {kind} `{it}`", label "not in {counts}", help "[did you mean `{near}`? ]{kinds} are {known}";
    UnlimitedDimension = "moves cannot be limited by `{it}`";
    // Scenarios.
    ChannelLeftOut = "`{it}` is left out of cost", label "not an incoming channel";
    CircularScenario = "`{it}` builds on itself", label "a circle";
    CountedWithoutPrice = "channel `{channel}` was counted and has no price before the scenario", help "give it a price in a price table of your own, with `--prices`";
    DuplicatePrice = "`{channel}` has two prices", label "the second one";
    DuplicateScenario = "two scenarios are named `{it}`", label "the second one";
    EmptyPhasing = "the phasing is empty", label "expected per cents by year, such as `[25, 60, 100]`";
    InvalidAxis = "`{it}` is not a move", label "expected FROM:TO=LOWEST..HIGHEST/STEP, such as `telefon:selvbetjening=0..40/10`";
    InvalidMove = "`{it}` is not a move", label "expected FROM:TO=PERCENT, such as `telefon:selvbetjening=20%`";
    InvalidPlan = "`{it}` is not a plan", label "expected FILE:NAME, such as `scenarier.toml:Begge dele`";
    InvalidScenarios = "{message}", help "see `examples/scenarier.toml` for a file that is complete";
    InvalidYears = "`{it}` is no number of years", label "expected 1 to {most}";
    MoveToItself = "a move leads to where it starts", label "another channel";
    MovesOverAll = "more than 100 % leaves `{channel}`", label "{percents} % together", help "percentages are of the baseline, not of what an earlier move leaves";
    NoScenarios = "`{file}` has no scenarios", help "a scenario is a `[[scenario]]` with `name` and `moves`";
    PhasingTooLong = "the phasing is longer than the years", label "after the last year";
    ScenarioWithoutName = "a scenario without a name", label "expected a word";
    TooManyAxes = "a grid has one or two moves", label "the third";
    UnknownScenario = "unknown scenario `{it}`", label "not in the file", help "[did you mean `{near}`? ]scenarios are {known}";
    UnpricedChannel = "channel `{channel}` has no price", label "unpriced in price table `{table}`", help "without one nobody can say what the move saves; give it one in a price table of your own, with `--prices`";
    // What an analysis needs.
    ChannelMissingInOneTable = "price table `{table}` of the year {year} lacks {channels}, counted {other_year}", help "give the channel the same id in both tables, or an alias that is its own in both; it may be without a price";
    ChannelPricedInOneTable = "{channels} has a price {year} and none {other_year}", help "give it a price in both price tables or in none; else its cost comes and goes with the price";
    CodesOfOneName = "{kind}s {codes} have one name, `{name}`", help "what they mean is told by the code, and two codes of one name cannot be told apart; give each its own name in the list of `--names {kind}=`";
    DifferentCurrencies = "the prices before are in `{before}`, those after in `{after}`", help "give price tables in one currency";
    NoApplications = "no applications or notifications in the count", help "they are the types `OPRET` and `STATUS`{untyped}; `--all-types` takes every enquiry for one";
    NoGeneralEnquiries = "no general enquiries on {channels}", help "they are the types `VEJL`, `SLVBTJN` and `FEJL`{untyped}; `--channels` takes other channels";
    NoSelfServiceChannel = "no channel of price table `{table}` is self-service", help "mark those that are with `self_service = true`";
    NoTasks = "no general enquiry in the count has a task", help "the column for the task is empty in their rows; tasks are what is ranked";
    NoUnitInCommon = "no unit in common: before has {before}; after has {after}", help "names match without regard to case and spaces, and not beyond";
    NothingPriced = "no enquiry has a price in price table `{table}`", help "without one nobody can say what a move saves";
    NothingPricedInYear = "no enquiry {year} has a price in price table `{table}`", help "without one nobody can say what changed";
    UnitsInOneCount = "no unit in common: before has {before}; after has {after}", help "name the units in both counts, or in neither";
    // A saved report, and the warnings of a report.
    InvalidJson = "`{file}` is no JSON", help "save one with `kanal cost … --format json -o FILE`";
    NotACostReport = "`{file}` is no report of `kanal cost`", help "save one with `kanal cost … --format json -o FILE`";
    ReportDiffers = "{path}: expected {expected}, is {actual}";
    ReportHasLess = "{path}: expected, and not there";
    ReportHasMore = "{path}: not expected, and there";
    ReportWarning = "{warning}";
}
