//! Pure calculation: values in, values out, exact numbers.

pub mod business_case;
pub mod compare;
pub mod contact_centre;
pub mod cost;
pub mod counts;
pub mod enquiry;
mod exact;
pub mod filter;
pub mod goal;
pub mod mix;
pub mod origin;
pub mod pattern;
pub mod price_table;
pub mod quantity;
pub mod scenario;
pub mod self_service;
pub mod sensitivity;
mod slot;
pub mod what_if;
pub mod year;
