//! Looks for workbooks that break an invariant.

#![no_main]

libfuzzer_sys::fuzz_target!(
    init: {
        // A panic of calamine is caught, and no fault.
        kanalpris::internals::input::guarded::on_panic(std::panic::take_hook());
    },
    |data: &[u8]| invariants::check("workbook", data)
);
