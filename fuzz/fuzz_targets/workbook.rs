//! Looks for workbooks that break an invariant.

#![no_main]

use std::panic;

libfuzzer_sys::fuzz_target!(
    init: {
        // A panic of calamine is caught, and no fault.
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !kanalpris::internals::input::guarded::is_guarded() {
                report(panic);
            }
        }));
    },
    |data: &[u8]| invariants::check("workbook", data)
);
