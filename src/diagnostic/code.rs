//! The kinds of problems. Each language words them, in `render/lang/`.

/// Makes [`Code`] of its kinds, which follow the exit code of a command that ends with them, and
/// the list of all of them.
macro_rules! codes {
    ($($exit:literal: $($code:ident),*;)*) => {
        /// What kind of problem a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($($code,)*)*
        }

        impl Code {
            /// All kinds, in the order of their list.
            pub const ALL: &[Self] = &[$($(Self::$code,)*)*];

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
                    $($(Self::$code)|* => $exit,)*
                }
            }
        }
    };
}

codes! {
    1:
    // Files and streams.
    BinaryData, BrokenLink, CannotRead, CannotWrite, DamagedWorkbook, EmptyFolder, FileNotFound, FileTooLarge,
    GzipDamaged, InvalidUtf8, IsDirectory, NoCountSheet, OpenElsewhere, Parquet, Pdf, SameFile,
    SheetWithoutWorkbook, ShortCells, StdinTwice, TooLargeForSheet, TooManyFiles, TooLargeWorkbook, UnknownSheet, Utf16WithoutMark,
    Workbook, WorkbookWithPassword, ZipArchive,
    // The header of a count.
    AmbiguousWeek, ChannelColumnAndHeadings, ColumnWithTwoRoles, CountsByMonth, DateOrderOfFiles,
    DoubtfulDateOrder, DuplicateColumn, DuplicateWeeks, EmptyColumn, EmptyFile, LikelyCountColumn,
    MissingColumn, NoNameForUnit, NoSuchColumn, NoWeeksInFiles, OwnReport, RepeatedColumn,
    UnitColumnInAllFiles, UnknownHeading, WeekColumnInSomeFiles, UnknownRole,
    // The rows of a count.
    CellWithoutHeading, CountWithoutWeek, CountTooLarge, DotIsTwoThings, FormulaError, InvalidCount,
    InvalidDate, InvalidTime, InvalidWeek, LikelyTotal, MissingChannel, MissingCount, MissingDate, MissingWeek,
    LoneText, MergedCount, NegativeCount, NoEnquiries, NoRows, MixedEncodings, NulByte,
    RepeatedHeader, RowTooLong, RowsInCell, StrayQuote, UncalculatedFormula, UnclosedQuote,
    TooManyNames, UnknownChannel, WeekAsUnit, WeeksOfSeveralYears, WrongRowTotal, WrongRowWidth,
    WrongTotal,
    // Price tables.
    AssumedWithoutCode, DuplicateAlias, EmptyName, DecimalComma, IncompleteChannel,
    InvalidPriceTable, MissingKeys, NameOfNoCode, NameTaken, NoChannels, NotAPriceTable, TooManyBases,
    UnknownBaseTable,
    // Count descriptions.
    InvalidDescription, InvalidDescriptionValue, NotADescription, UnknownDescriptionKey,
    // Lists of names, and codes that are mapped.
    MissingCodeOrName, DuplicateCode, DuplicateMap, NoNames, NotANameList,
    // The form of an argument, and numbers.
    AmbiguousNumber, InvalidAmount, InvalidPercent, InvalidPrice, InvalidRange, PercentWithoutSign, TooManyDigits,
    // Filters and other values of dimensions.
    DimensionNotStated, DimensionWithoutColumn, DuplicateTarget, NoEnquiriesInWeek,
    NoEnquiriesOnChannel, NothingInCommon, NothingSelected, OnlyLeftOutSelected, UnitOfSeveralCodes,
    UnknownDimension, UnknownValue,
    // Scenarios.
    ChannelLeftOut, CircularBase, CountedWithoutPrice, DuplicatePrice, DuplicateScenario,
    EmptyPhasing, InvalidForm, InvalidScenarios, InvalidYears, MoveToItself, MovesOverAll,
    NoScenarios, PhasingTooLong, SeveralNotSaved, TooManyAxes, TooManyScenarios, UnknownScenario, UnpricedChannel,
    // What an analysis needs.
    ChannelMissingInOneTable, ChannelPricedInOneTable, CodesOfOneName, DifferentCurrencies,
    FixedOfPart, MoveToClosed, NoApplications, NoGeneralEnquiries, NoSelfServiceChannel, NoTasks, NoUnitInCommon,
    NothingPriced,
    // Opening hours.
    DuplicateDay, DuplicateFixed, DuplicateOpening, HoursEndBeforeStart, InvalidHours, InvalidOpeningHours, NeverOpen,
    FilteredTimes, NothingToClose, OverlappingHours, UnknownOpeningKey,
    // A saved report, and the warnings of a report.
    NotACostReport, FiguresFollow, NewerReport, RenamedKey, ReportWithoutVersion,
    ReportDiffers, ReportHasLess, ReportHasMore, ReportWarning,
    // The end of a list of problems.
    AmbiguousName, ProblemsFound, MoreProblems, InFlag;
    // Wrong usage, as clap has it: options that do not fit together, and mistyped values of flags.
    2:
    DescriptionAmongFiles, DescriptionsDiffer, FileExists, FlagProblemsFound, NoFormat, NoTable,
    NothingToTry, OneDimensionTwice, OptionsOfOneScenario, OutputIsInput, ScenarioWithoutFile,
    PageNeedsFile, TableWithoutCsv, UnknownPriceTable, WorkbookNeedsFile;
    // A limit that the user set, and that the report has passed.
    3:
    CostOverLimit, NothingWithinLimit, RiseOverLimit, SavingBelowLimit, TargetOutOfReach;
}
