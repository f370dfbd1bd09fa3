//! Guarded calls: where a library panics on a damaged file, there is an error and no fault of the
//! program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};

thread_local!(static IS_GUARDED: Cell<bool> = const { Cell::new(false) });

/// Sets what is done on a panic. Within a guarded call a panic is nothing to report.
pub fn on_panic(report: impl Fn(&PanicHookInfo) + Send + Sync + 'static) {
    set_hook(Box::new(move |panic| {
        if !IS_GUARDED.get() {
            report(panic);
        }
    }));
}

/// Calls a function of a library; `None` if it panics. It must not share anything with what follows.
#[cfg_attr(not(feature = "excel"), expect(dead_code))]
pub(super) fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    IS_GUARDED.set(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    IS_GUARDED.set(false);
    result.ok()
}
