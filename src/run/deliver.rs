//! Delivering a report: to standard output, or to a file, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use atomic_write_file::AtomicWriteFile;

use super::{Streams, styled};
use crate::commands::args::{OutputArgs, usage};
use crate::input::code::Code;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::render::{self, Format, render};
use crate::report::{Phrase, Report, parts_counted, take_allowed};

/// Writes a report to the output of the arguments, and its warnings to standard error. With
/// `--strict` they are errors, and there is no report.
pub fn deliver(
    mut report: Report,
    format: Format,
    args: &OutputArgs,
    streams: &mut Streams,
) -> Result<()> {
    // A figure of a part must not be read as one of the whole.
    report.headline = report.headline.and(parts_counted(&report.notes));
    report.assumptions.extend(take_allowed(&mut report.notes, &args.allow));
    let warnings = warnings(&report.notes, &report.currency);
    if args.strict {
        Diagnostics::collect::<(), (), _>(warnings.iter().cloned().map(Err))?;
    }
    let lines = warnings.into_iter().map(|warning| format!("{}\n", warning.into_warning()));
    let lines: String = lines.collect();
    write_report(report, format, args, streams)?;
    let is_coloured = args.colors(streams.auto_colors).aside;
    Ok(write(streams.aside, &styled(&lines, is_coloured))?)
}

/// The warnings among the notes of a report.
pub fn warnings(notes: &[Phrase], currency: &str) -> Vec<Diagnostic> {
    let warning = |note: &Phrase| {
        let text = render::warning(note, currency);
        Code::ReportWarning.problem().with("code", note.code()).with("warning", text)
    };
    notes.iter().filter(|note| note.is_warning()).map(warning).collect()
}

/// Writes a report to the output of the arguments.
pub fn write_report(
    mut report: Report,
    format: Format,
    args: &OutputArgs,
    streams: &mut Streams,
) -> Result<()> {
    if let Some(name) = &args.table {
        let tables: Vec<&str> = report.tables.iter().map(|table| table.term.key()).collect();
        if !tables.contains(&name.as_str()) {
            let expected = tables.join(", ");
            let text = format!("no table `{name}` in this report: expected one of {expected}");
            return Err(usage(&text).into());
        }
        report.tables.retain(|table| table.term.key() == name);
    }
    let rendered = render(&report, format, args.lang);
    write_out(args, &rendered.output, streams)?;
    Ok(write(streams.aside, &rendered.aside)?)
}

/// Writes a text to the output of the arguments.
pub fn write_out(args: &OutputArgs, text: &str, streams: &mut Streams) -> Result<(), Diagnostic> {
    match &args.output {
        Some(path) => replace(path, streams.folder, text),
        None => write(streams.output, text),
    }
}

/// Replaces a file by another as a whole, or not at all. A device is written to as it is. Through
/// a link, the file that it leads to is replaced.
fn replace(path: &Path, folder: &Path, text: &str) -> Result<(), Diagnostic> {
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
        device.and_then(|mut device| device.write_all(text.as_bytes()))
    } else {
        AtomicWriteFile::open(&target).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.commit()
        })
    };
    written.map_err(|error| {
        let problem = Code::CannotWrite.problem().with("output", format!("`{name}`"));
        match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => problem.with("folder", folder.display()),
            _ => problem.with("error", error),
        }
    })
}

/// Writes to a stream. A reader that stops early, such as `head`, is no error.
fn write(stream: &mut dyn Write, text: &str) -> Result<(), Diagnostic> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let problem = Code::CannotWrite.problem();
            Err(problem.with("output", "the report").with("error", error))
        }
        _ => Ok(()),
    }
}
