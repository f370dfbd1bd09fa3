//! Looks for workbook that break an invariant.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::check("workbook", data));
