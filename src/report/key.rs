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
            #[must_use]
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
    /// Column: task.
    Task = "task",
    /// Column: enquiry type.
    Type = "type",
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

    /// Case: the weeks that were counted.
    AsCounted = "as_counted",
    /// Case: the weeks that were counted, by the units that counted them all.
    AsCountedSameUnits = "as_counted_same_units",
    /// Case: every week as the one with the fewest enquiries.
    AsLightestWeek = "as_lightest_week",
    /// Case: every week as the one with the most enquiries.
    AsBusiestWeek = "as_busiest_week",

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
