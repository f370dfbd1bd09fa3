//! The kinds of problems, each with a key that stays the same whatever its text says.

/// Makes [`Code`] of one line for each kind: its name and its key.
macro_rules! codes {
    ($($code:ident $key:literal)*) => {
        /// What kind of problem a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($code,)*
        }

        impl Code {
            /// All kinds, in the order of their table.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The key, for machines.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$code => $key,)*
                }
            }
        }
    };
}

codes! {
    // Files and streams.
    BinaryData "binary_data"
    BrokenLink "broken_link"
    CannotRead "cannot_read"
    CannotWrite "cannot_write"
    FileNotFound "file_not_found"
    IsDirectory "is_directory"
    InvalidUtf8 "invalid_utf8"
    StdinTwice "stdin_twice"
    Utf16WithoutMark "utf16_without_mark"
    WrongFileFormat "wrong_file_format"
    // The header of a count.
    ChannelColumnAndHeadings "channel_column_and_headings"
    DuplicateColumn "duplicate_column"
    EmptyFile "empty_file"
    LikelyCountColumn "likely_count_column"
    MissingColumn "missing_column"
    UnknownHeading "unknown_heading"
    WeekColumnInSomeFiles "week_column_in_some_files"
    // The rows of a count.
    CellWithoutHeading "cell_without_heading"
    CountTooLarge "count_too_large"
    InvalidCount "invalid_count"
    InvalidDate "invalid_date"
    InvalidWeek "invalid_week"
    LikelyTotal "likely_total"
    MissingChannel "missing_channel"
    MissingCount "missing_count"
    MissingDate "missing_date"
    MissingWeek "missing_week"
    NegativeCount "negative_count"
    NoEnquiries "no_enquiries"
    NoRows "no_rows"
    NulByte "nul_byte"
    RowTooLong "row_too_long"
    StrayQuote "stray_quote"
    UnclosedQuote "unclosed_quote"
    UnknownChannel "unknown_channel"
    WrongEncoding "wrong_encoding"
    WrongRowTotal "wrong_row_total"
    WrongRowWidth "wrong_row_width"
    WrongTotal "wrong_total"
    // Price tables.
    DuplicateAlias "duplicate_alias"
    EmptyName "empty_name"
    InvalidToml "invalid_toml"
    NameOfNoCode "name_of_no_code"
    NameTaken "name_taken"
    NoChannels "no_channels"
    NotAPriceTable "not_a_price_table"
    UnknownCode "unknown_code"
    UnknownPriceTable "unknown_price_table"
    // Lists of names, and codes that are mapped.
    CodeWithoutName "code_without_name"
    DimensionWithoutNames "dimension_without_names"
    DuplicateCode "duplicate_code"
    DuplicateMap "duplicate_map"
    MissingCode "missing_code"
    NameWithoutCode "name_without_code"
    NoNames "no_names"
    NotANameList "not_a_name_list"
    // The form of an argument, and numbers.
    AmbiguousNumber "ambiguous_number"
    InvalidAmount "invalid_amount"
    InvalidPercent "invalid_percent"
    InvalidRange "invalid_range"
    MissingEquals "missing_equals"
    NegativeAmount "negative_amount"
    PercentWithoutSign "percent_without_sign"
    // Filters and other values of dimensions.
    DimensionNotStated "dimension_not_stated"
    DuplicateTarget "duplicate_target"
    NoEnquiriesInWeek "no_enquiries_in_week"
    NoEnquiriesOnChannel "no_enquiries_on_channel"
    NothingSelected "nothing_selected"
    UnknownDimension "unknown_dimension"
    UnknownValue "unknown_value"
    UnlimitedDimension "unlimited_dimension"
    // Scenarios.
    ChannelLeftOut "channel_left_out"
    ChannelNotCounted "channel_not_counted"
    CircularScenario "circular_scenario"
    CountedWithoutPrice "counted_without_price"
    DuplicatePrice "duplicate_price"
    DuplicateScenario "duplicate_scenario"
    EmptyPhasing "empty_phasing"
    InvalidMove "invalid_move"
    InvalidPlan "invalid_plan"
    InvalidYears "invalid_years"
    MoveToItself "move_to_itself"
    MovesOverAll "moves_over_all"
    NoScenarios "no_scenarios"
    PhasingTooLong "phasing_too_long"
    TooManyAxes "too_many_axes"
    UnknownScenario "unknown_scenario"
    UnpricedChannel "unpriced_channel"
    // What an analysis needs.
    ChannelMissingInOneTable "channel_missing_in_one_table"
    ChannelPricedInOneTable "channel_priced_in_one_table"
    CodesOfOneName "codes_of_one_name"
    DifferentCurrencies "different_currencies"
    NoApplications "no_applications"
    NoInformationEnquiries "no_information_enquiries"
    NoSelfServiceChannel "no_self_service_channel"
    NoTasks "no_tasks"
    NoUnitInCommon "no_unit_in_common"
    NothingPriced "nothing_priced"
    // A saved report, and the warnings of a report.
    InvalidJson "invalid_json"
    NotACostReport "not_a_cost_report"
    ReportDiffers "report_differs"
    ReportWarning "report_warning"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_key_is_its_own_and_in_snake_case() {
        let keys: BTreeSet<&str> = Code::ALL.iter().map(|code| code.key()).collect();
        assert_eq!(keys.len(), Code::ALL.len());
        for key in keys {
            let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            assert!(key.bytes().all(|byte| is_part(byte) || byte == b'_'), "{key}");
        }
    }
}
