//! Threads: the same work on several of them.

use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

/// Does some work on so many threads, and gives what came of it on each. Where the system has no
/// thread left, it is done on those that there are, or on this one. Beside others, this one only
/// waits: when it read too, a file of 22 MB took 1.09 times as long.
///
/// # Panics
///
/// If the work panics.
pub fn on_threads<T: Send>(threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    let work = &work;
    thread::scope(|scope| {
        let start = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let wanted = if threads == 1 { 0 } else { threads };
        let workers: Vec<_> = (0..wanted).map_while(start).collect();
        let own = workers.is_empty().then(work);
        let done = workers.into_iter().map(ScopedJoinHandle::join);
        let done = done.map(|done| done.unwrap_or_else(|panic| resume_unwind(panic)));
        own.into_iter().chain(done).collect()
    })
}
