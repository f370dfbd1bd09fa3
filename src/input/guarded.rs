//! Guarded calls: where a library panics on a damaged file, there is an error and no fault of the
//! program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local!(static IS_GUARDED: Cell<bool> = const { Cell::new(false) });

/// Whether this thread is within a guarded call. A panic there is nothing to report.
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}

/// Calls a function of a library; `None` if it panics. It must not share anything with what follows.
#[cfg_attr(not(feature = "excel"), expect(dead_code))]
pub(super) fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    IS_GUARDED.set(true);
    let result = catch_unwind(AssertUnwindSafe(call));
    IS_GUARDED.set(false);
    result.ok()
}
