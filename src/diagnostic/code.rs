//! The kinds of problems. Each language words them, in `render/lang/`.

/// Makes [`Code`] of its kinds, and the list of all of them.
macro_rules! codes {
    ($($code:ident,)*) => {
        /// What kind of problem a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($code,)*
        }

        impl Code {
            /// All kinds, in the order of their list.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The name for machines: `unknown_channel` of `UnknownChannel`.
            pub fn name(self) -> String {
                let mut name = String::new();
                for letter in format!("{self:?}").chars() {
                    if letter.is_uppercase() && !name.is_empty() {
                        name.push('_');
                    }
                    name.push(letter.to_ascii_lowercase());
                }
                name
            }

            /// The exit code of a command that ends with it.
            pub fn exit_code(self) -> u8 {
                match self {
                    // A limit that the user set, and that the report has passed.
                    Self::CostOverLimit
                    | Self::NothingWithinLimit
                    | Self::RiseOverLimit
                    | Self::SavingBelowLimit
                    | Self::TargetOutOfReach => 3,
                    // Wrong usage, as clap has it.
                    Self::FlagProblemsFound
                    | Self::NoFormat
                    | Self::NoTable
                    | Self::OneDimensionTwice
                    | Self::OptionsOfOneScenario
                    | Self::OutputIsInput
                    | Self::ScenarioWithoutFile
                    | Self::TableWithoutCsv => 2,
                    _ => 1,
                }
            }
        }
    };
}

codes! {
    // Files and streams.
    BinaryData, BrokenLink, CannotRead, CannotWrite, CountNotFound, DamagedWorkbook, EmptyFolder,
    FileNotFound, GzipCutShort, GzipDamaged, InvalidUtf8, IsDirectory, NoCountSheet,
    OpenElsewhere, Parquet, Pdf, SameFile, SheetWithoutWorkbook, ShortCells, StdinTwice,
    TooLargeWorkbook, UnknownSheet, Utf16WithoutMark, WeekAsFile, Workbook, WorkbookWithPassword,
    ZipArchive,
    // The header of a count.
    AmbiguousWeek, ChannelColumnAndHeadings, ColumnWithTwoRoles, ColumnWithoutEquals,
    CountsByMonth, DateOrderOfFiles, DoubtfulDateOrder, DuplicateColumn, DuplicateWeeks,
    EmptyColumn, EmptyFile, EmptyHeading, LikelyChannel, LikelyCountColumn, MissingColumn,
    NoNameForUnit, NoSuchColumn, NoWeeksInFiles, OwnReport, RepeatedColumn, UnitColumnInAllFiles,
    UnknownHeading, WeekColumnInSomeFiles, UnknownRole,
    // The rows of a count.
    CellWithoutHeading, CountWithoutWeek, CountTooLarge, DotIsTwoThings, FormulaError,
    InvalidCount, InvalidDate, InvalidWeek, LikelyTotal, MissingChannel, MissingCount,
    MissingDate, MissingWeek, LoneText, MergedCount, NegativeCount, NoEnquiries, NoRows, NotUtf8,
    NotWindows1252, NulByte, RepeatedHeader, RowTooLong, RowsInCell, StrayQuote,
    UncalculatedFormula, UnclosedQuote, TooManyNames, UnknownChannel, WeekAsUnit,
    WeeksOfSeveralYears, WrongRowTotal, WrongRowWidth, WrongTotal,
    // Price tables.
    AssumedWithoutCode, DuplicateAlias, EmptyName, DecimalComma, InvalidPriceTable, NameOfNoCode,
    NameTaken, NoChannels, NotAPriceTable, UnknownPriceTable,
    // Lists of names, and codes that are mapped.
    CodeWithoutName, DimensionWithoutNames, DuplicateCode, DuplicateCodeInFiles, DuplicateMap,
    MissingCode, NameWithoutCode, NoNames, NotANameList,
    // The form of an argument, and numbers.
    AmbiguousNumber, InvalidAmount, InvalidPercent, InvalidPrice, InvalidRange, MapWithoutEquals,
    NamesWithoutEquals, NegativeAmount, NegativePercent, NegativePrice, OnlyWithoutEquals,
    PercentOver100, PercentWithoutSign, PriceWithoutEquals, WhereWithoutEquals,
    // Filters and other values of dimensions.
    DimensionNotStated, DimensionWithoutColumn, DuplicateTarget, DuplicateTaskTarget,
    NoEnquiriesInWeek, NoEnquiriesOnChannel, NothingInCommon, NothingSelected,
    OnlyLeftOutSelected, UnitOfSeveralCodes, UnknownDimension, UnknownValue, UnlimitedDimension,
    // Scenarios.
    ChannelLeftOut, CircularScenario, CountedWithoutPrice, DuplicatePrice, DuplicateScenario,
    EmptyPhasing, InvalidAxis, InvalidMove, InvalidPlan, InvalidScenarios, InvalidYears,
    MoveToItself, MovesOverAll, NoScenarios, PhasingTooLong, ScenarioWithoutName, TooManyAxes,
    UnknownScenario, UnpricedChannel,
    // What an analysis needs.
    ChannelMissingInOneTable, ChannelPricedInOneTable, CodesOfOneName, DifferentCurrencies,
    NoApplications, NoGeneralEnquiries, NoSelfServiceChannel, NoTasks, NoUnitInCommon,
    NothingPriced, NothingPricedInYear, UnitsInOneCount,
    // A saved report, and the warnings of a report.
    InvalidJson, NotACostReport, FiguresFollow, NewerReport, RenamedKey, ReportWithoutVersion,
    ReportDiffers, ReportHasLess, ReportHasMore, ReportWarning,
    // Limits, and the end of a list of problems.
    CostOverLimit, NothingWithinLimit, RiseOverLimit, SavingBelowLimit, TargetOutOfReach,
    AmbiguousName, FlagProblemsFound, ProblemsFound, AtLeastProblemsFound, MoreProblems, AtLeastMoreProblems, UncountedProblems,
    InFlag,
    // Options that do not fit together.
    NoFormat, NoTable, OneDimensionTwice, OptionsOfOneScenario, OutputIsInput,
    ScenarioWithoutFile, TableWithoutCsv,
}
