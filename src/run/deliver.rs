//! Delivering a report: to standard output, or to a file, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use atomic_write_file::AtomicWriteFile;

use super::Streams;
use crate::commands::args::{OutputArgs, usage};
use crate::input::code::Code;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::render::{self, Format, render};
use crate::report::Report;

/// Writes a report where the arguments say.
pub fn deliver(
    report: Report,
    format: Format,
    args: &OutputArgs,
    streams: &mut Streams,
) -> Result<()> {
    let warnings = render::warnings(&report.notes, &report.currency);
    if args.strict {
        let mut problems = Diagnostics::default();
        for warning in warnings {
            problems.push(Diagnostic::new(Code::ReportWarning, warning));
        }
        problems.into_result(())?;
    }
    let report = match &args.table {
        Some(name) => {
            let tables: Vec<&str> = report.tables.iter().map(|table| table.term.key()).collect();
            let unknown =
                format!("no table `{name}` in this report: expected one of {}", tables.join(", "));
            report.only(name).ok_or_else(|| usage(&unknown))?
        }
        None => report,
    };
    let rendered = render(&report, format, args.lang);
    write_out(args, &rendered.output, streams)?;
    write(streams.aside, &rendered.aside)?;
    Ok(())
}

/// Writes a text where the arguments say.
pub fn write_out(args: &OutputArgs, text: &str, streams: &mut Streams) -> Result<(), Diagnostics> {
    match &args.output {
        Some(path) => replace(path, streams.folder, text),
        None => write(streams.output, text),
    }
}

/// Writes a file whole or not at all, as far as that can be: a device gets the text
/// as it comes. A link leads to the file that it stands for.
fn replace(path: &Path, folder: &Path, text: &str) -> Result<(), Diagnostics> {
    let target = folder.join(path);
    let target = match fs::canonicalize(&target) {
        Ok(target) => target,
        // Nobody can say which file a broken link stands for, nor with which permissions.
        Err(error) if target.is_symlink() => return Err(broken_link(path, &error).into()),
        Err(_) => target,
    };
    let written = if target.exists() && !target.is_file() {
        fs::OpenOptions::new()
            .write(true)
            .open(&target)
            .and_then(|mut device| device.write_all(text.as_bytes()))
    } else {
        AtomicWriteFile::open(&target).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.commit()
        })
    };
    written.map_err(|error| {
        let problem = |why: &str| {
            Diagnostic::new(Code::CannotWrite, format!("cannot write `{}`{why}", path.display()))
        };
        match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => problem("")
                .help(format!("there is no folder `{}`; make it first", folder.display()))
                .into(),
            _ => problem(&format!(": {error}")).into(),
        }
    })
}

/// The problem of an output that is a link to nothing, or to itself.
fn broken_link(path: &Path, error: &io::Error) -> Diagnostic {
    let what = format!("cannot write `{}`, a broken link: {error}", path.display());
    Diagnostic::new(Code::BrokenLink, what)
        .help("delete the link, or write the report to another file")
}

/// Writes to a stream. A reader that has had enough, such as `head`, is no error.
fn write(stream: &mut dyn Write, text: &str) -> Result<(), Diagnostics> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Diagnostic::new(Code::CannotWrite, format!("cannot write the report: {error}"))
                .into())
        }
        _ => Ok(()),
    }
}
