//! Replacing a file as a whole, or not at all.

use std::ffi::c_int;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

#[cfg(unix)]
use signal_hook::consts::{SIGHUP, SIGQUIT, SIGXFSZ};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

use crate::diagnostic::{Code, Diagnostic};
use crate::input::count_files::is_open_elsewhere;

/// The signals that end the program from outside: a key, a closed terminal, another program, or a
/// file that grows over the limit of its user.
#[cfg(unix)]
const ENDING: [c_int; 5] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ];
#[cfg(not(unix))]
const ENDING: [c_int; 2] = [SIGINT, SIGTERM];

/// Replaces a file by another as a whole, or not at all. A device is written to as it is. Through
/// a link, the file that it leads to is replaced.
pub(super) fn replace(path: &Path, folder: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let target = folder.join(path);
    let name = path.display();
    let target = match fs::canonicalize(&target) {
        Ok(target) => target,
        // A broken link does not say which file to create, nor with which permissions.
        Err(error) if target.is_symlink() => {
            return Err(Code::BrokenLink.problem().with("file", name).with("error", error));
        }
        Err(_) => target,
    };
    let written = if target.exists() && !target.is_file() {
        let device = fs::OpenOptions::new().write(true).open(&target);
        device.and_then(|mut device| device.write_all(bytes))
    } else {
        hold_signals(|| write_whole(&target, bytes))
    };
    written.map_err(|error| {
        // Excel lets nobody else write to a workbook that it shows.
        let is_writable = || fs::metadata(&target).is_ok_and(|file| !file.permissions().readonly());
        let is_denied = cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
        if is_open_elsewhere(&error) || (is_denied && is_writable()) {
            return Code::OpenElsewhere.problem().with("file", name);
        }
        let problem = Code::CannotWrite.problem().with("file", name);
        match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => problem.with("folder", folder.display()),
            _ => problem.with("error", error),
        }
    })
}

/// Writes a file beside the target and renames it. On an error it is deleted again. The new file
/// has the permissions of the old one, and its owner as far as that is allowed.
fn write_whole(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = match fs::OpenOptions::new().write(true).open(target) {
        Ok(file) => Some(file.metadata()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        // The folder alone decides whether a file may be replaced, so its own permission is
        // looked at here.
        Err(error) => return Err(error),
    };
    // The superuser can open it, but somebody has protected it.
    if before.as_ref().is_some_and(|file| file.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let create = |path: &Path| fs::File::create_new(path);
    let mut file = tempfile::Builder::new().prefix(".kanal-").make_in(folder, create)?;
    file.as_file_mut().write_all(bytes)?;
    if let Some(before) = before {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Only the superuser may give a file away.
            let _ = fchown(file.as_file(), Some(before.uid()), Some(before.gid()));
        }
        file.as_file().set_permissions(before.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}

/// Does some work that must not be left half done. A signal that would end the program ends it
/// behind the work.
fn hold_signals<T>(work: impl FnOnce() -> T) -> T {
    static IS_IDLE: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
    static HELD: LazyLock<Arc<AtomicUsize>> = LazyLock::new(|| {
        let held = Arc::<AtomicUsize>::default();
        for signal in ENDING {
            // Where a signal cannot be held, it ends the program at once, as without this.
            let _ = flag::register_conditional_default(signal, Arc::clone(&IS_IDLE));
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = flag::register_usize(signal, Arc::clone(&held), number);
        }
        held
    });
    let held = Arc::clone(&HELD);
    IS_IDLE.store(false, Ordering::SeqCst);
    let done = work();
    IS_IDLE.store(true, Ordering::SeqCst);
    let is_held = |signal: &c_int| usize::try_from(*signal) == Ok(held.load(Ordering::SeqCst));
    if let Some(signal) = ENDING.into_iter().find(is_held) {
        let _ = low_level::emulate_default_handler(signal);
    }
    done
}
