//! Pure calculation: values in, values out, exact numbers.

pub mod cost;
pub mod counts;
pub mod mix;
pub mod number;
pub mod price_table;
pub mod year;
