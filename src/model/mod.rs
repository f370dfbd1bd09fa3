//! Pure calculation: values in, values out, exact numbers.

pub mod almost_one_name;
pub mod counts;
pub mod coverage;
pub mod enquiry;
mod exact;
pub mod filter;
pub mod fixed;
pub mod holidays;
pub mod late_weeks;
pub mod like_all_others;
pub mod mix;
pub mod opening_hours;
pub mod origin;
pub mod price_table;
pub mod quantity;
pub mod scenario;
pub mod week;
pub mod year;
