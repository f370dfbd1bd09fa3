//! Delivering a report: to standard output, or to a file, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use super::Streams;
use super::replace::replace;
use crate::commands::args::OutputArgs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::lookup::quoted;
use crate::render::{self, Format, Lang, Rendered, render};
use crate::report::{Phrase, Report, Sentence, Table, parts_counted, take_allowed};

/// Writes a report to the output of the arguments, and its warnings to standard error. With
/// `--strict` they are errors, and there is no report.
pub fn deliver(
    mut report: Report,
    format: Format,
    args: &OutputArgs,
    streams: &mut Streams,
) -> Result<()> {
    // A figure of a part must not be read as one of the whole.
    let mut parts = parts_counted(&report.notes).into_iter();
    if let Some(first) = parts.next() {
        report.headline = first.and(parts).and([report.headline]);
    }
    report.add_options(&args.given);
    if format.is_csv()
        && let Some(table) = carried(&report, args)
    {
        let texts = render::like_formulas(table);
        let warning = Sentence::LikeFormula.with_list("names", &texts);
        report.notes.extend((!texts.is_empty()).then_some(warning));
    }
    report.assumptions.extend(take_allowed(&mut report.notes, &args.allow));
    let warnings = warnings(&report.notes, &report.currency, args.lang);
    if args.strict {
        Diagnostics::collect::<(), (), _>(warnings.iter().cloned().map(Err))?;
    }
    let is_coloured = args.colors(streams.auto_colors).aside;
    let lines = warnings.into_iter().map(|warning| {
        let warning = warning.into_warning();
        format!("{}\n", render::diagnostic(&warning, args.lang, is_coloured))
    });
    let lines: String = lines.collect();
    write_report(report, format, args, streams)?;
    Ok(write(streams.aside, lines.as_bytes())?)
}

/// The warnings among the notes of a report.
pub fn warnings(notes: &[Phrase], currency: &str, lang: Lang) -> Vec<Diagnostic> {
    let warning = |note: &Phrase| {
        let text = render::warning(note, currency, lang);
        Code::ReportWarning.problem().with("code", note.code()).with("warning", text)
    };
    notes.iter().filter(|note| note.is_warning()).map(warning).collect()
}

/// The table that CSV carries.
fn carried<'a>(report: &'a Report, args: &OutputArgs) -> Option<&'a Table> {
    let is_chosen =
        |table: &&Table| args.table.as_ref().is_none_or(|name| table.term.key() == name);
    report.tables.iter().find(is_chosen)
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
            let problem = Code::NoTable.problem().with("table", name);
            return Err(problem.with("known", quoted(tables, ", ")).into());
        }
        report.tables.retain(|table| table.term.key() == name);
    }
    let too_large = report.tables.iter().find(|table| !table.fits_sheet());
    if let Some(table) = too_large.filter(|_| format.needs_file()) {
        return Err(Code::TooLargeForSheet.problem().with("table", table.term.key()).into());
    }
    let style = args.style(streams.auto_colors);
    let Rendered { output, mut aside } = render(&report, format, style);
    write_out(args, &output, streams)?;
    if let Some(path) = &args.output {
        let written = Sentence::WrittenTo.with("path", path.display().to_string());
        report.headline = report.headline.and([written]);
        aside = render::headline(&report, style);
    }
    Ok(write(streams.aside, if args.quiet { b"" } else { aside.as_bytes() })?)
}

/// Writes to the output of the arguments.
pub fn write_out(args: &OutputArgs, bytes: &[u8], streams: &mut Streams) -> Result<(), Diagnostic> {
    match &args.output {
        Some(path) => replace(path, streams.folder, bytes),
        None => write(streams.output, bytes),
    }
}

/// Writes a file beside the report, and says so on standard error.
pub fn write_file(path: &Path, text: &str, args: &OutputArgs, streams: &mut Streams) -> Result<()> {
    replace(path, streams.folder, text.as_bytes())?;
    let written = Sentence::WrittenTo.with("path", path.display().to_string());
    let written = format!("{}.\n", render::warning(&written, "", args.lang));
    Ok(write(streams.aside, if args.quiet { b"" } else { written.as_bytes() })?)
}

/// Writes files into a folder, which is created where it does not exist.
pub fn write_files(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    streams: &Streams,
) -> Result<(), Diagnostic> {
    fs::create_dir_all(streams.folder.join(folder)).map_err(|error| {
        Code::CannotWrite.problem().with("file", folder.display()).with("error", error)
    })?;
    files.iter().try_for_each(|(name, bytes)| replace(&folder.join(name), streams.folder, bytes))
}

/// Writes to a stream. A reader that stops early, such as `head`, is no error.
fn write(stream: &mut dyn Write, bytes: &[u8]) -> Result<(), Diagnostic> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Code::CannotWrite.problem().with("error", error))
        }
        _ => Ok(()),
    }
}
