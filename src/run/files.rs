//! Files and streams: the only place, besides `read`, that opens and writes them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use flate2::read::MultiGzDecoder;

use super::progress::watched;
use crate::cli::InputArgs;
use crate::input::count_files::unreadable;
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::name_list::{self, NameList};
use crate::input::prices;
use crate::input::text::{Input, Source, started};
use crate::model::price_table::PriceTable;

/// What gzip starts with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A built-in table by its name, else a file. A built-in name always means the same
/// table, whatever lies in the folder; `./kl-2011` names the file.
pub(super) fn price_table(name: &str) -> Result<PriceTable, Diagnostics> {
    let path = Path::new(name);
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    match prices::built_in(name) {
        Some(table) => prices::parse(&table),
        None if is_toml || path.is_file() => prices::parse(&file(path)?),
        None => Err(prices::unknown(name).into()),
    }
}

/// The lists of `--names`, those of a dimension in one.
pub(super) fn name_lists(arguments: &[String]) -> Result<Vec<NameList>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut lists = Vec::<NameList>::new();
    for argument in arguments {
        let Some((dimension, path)) = problems.keep(name_list::of_argument(argument)) else {
            continue;
        };
        let Some(input) = problems.keep(file(Path::new(&path))) else { continue };
        let at = lists.iter().position(|list| list.dimension == dimension).unwrap_or_else(|| {
            lists.push(NameList::none(dimension));
            lists.len() - 1
        });
        problems.keep(lists[at].take(&input));
    }
    problems.or(lists)
}

/// The counts, each opened when its turn comes: a process may hold few files open. What cannot
/// be read says why in its place.
pub(super) fn sources<'a>(
    input: &'a InputArgs,
    stdin: &'a mut (dyn Read + Send),
) -> impl Iterator<Item = Result<Source<'a>, Diagnostic>> {
    let mut stdin = Some(stdin);
    input.files.iter().map(move |path| {
        if is_stdin(path) {
            let stdin = stdin.take().ok_or_else(stdin_again)?;
            return source("-".to_owned(), watched(stdin, "standard input", None));
        }
        let (name, file) = open(path, || no_count(path, &input.part.week))?;
        let bytes = file.metadata().ok().map(|metadata| metadata.len());
        let stream = watched(file, &name, bytes);
        source(name, stream)
    })
}

/// The way out where a count is not there: a second week that is not joined to the first is
/// taken for one.
fn no_count(path: &Path, weeks: &[String]) -> String {
    let name = path.display().to_string();
    match name.parse() {
        Ok(1..=53) if !weeks.is_empty() => {
            format!("give several weeks in one word: `--week {},{name}`", weeks.join(","))
        }
        _ => "check the path; `-` reads standard input".to_owned(),
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The problem of a second `-`.
pub(super) fn stdin_again() -> Diagnostic {
    Diagnostic::new("standard input can be read once only")
        .help("give `-` once, and other counts by the names of their files")
}

/// A stream by the name of its file, unpacked as it is read where its first bytes say that it is gzip.
fn source<'a>(name: String, stream: Box<dyn Read + Send + 'a>) -> Result<Source<'a>, Diagnostic> {
    match started(stream, 2) {
        Ok((start, stream)) if start == GZIP => {
            Ok(Source { name, stream: Box::new(Unpacked(MultiGzDecoder::new(stream))) })
        }
        Ok((_, stream)) => Ok(Source { name, stream }),
        Err(error) => Err(unreadable(&name, &error)),
    }
}

/// What gzip has packed; a file that is not whole says so.
struct Unpacked<R>(MultiGzDecoder<R>);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                io::Error::new(error.kind(), "the file is cut short; copy it once more")
            }
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                io::Error::new(error.kind(), "what gzip packed is damaged; copy it once more")
            }
            _ => error,
        })
    }
}

pub(super) fn file(path: &Path) -> Result<Input, Diagnostic> {
    let (name, mut file) = open(path, || "check the path".to_owned())?;
    let mut bytes = Vec::new();
    match file.read_to_end(&mut bytes) {
        Ok(_) => Ok(Input { name, bytes }),
        Err(error) => Err(unreadable(&name, &error)),
    }
}

/// Opens a file, or says why not, and the way out where there is no such file.
fn open(path: &Path, way_out: impl Fn() -> String) -> Result<(String, fs::File), Diagnostic> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(
            Diagnostic::new(format!("`{name}` is a directory")).help("name the files in it")
        );
    }
    fs::File::open(path).map(|file| (name.clone(), file)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Diagnostic::new(format!("no file `{name}`")).help(way_out()),
        _ => unreadable(&name, &error),
    })
}

/// Those of the files that were given before, under this name or another.
pub(super) fn given_again(paths: &[PathBuf]) -> Vec<String> {
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let mut seen = BTreeSet::new();
    let again = paths.iter().filter(|path| !seen.insert(real(path)));
    let again: BTreeSet<String> = again.map(|path| path.display().to_string()).collect();
    again.into_iter().collect()
}

/// Writes a file whole or not at all, as far as that can be: a device gets the text
/// as it comes. A link leads to the file that it stands for.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Diagnostics> {
    let target = fs::canonicalize(path).unwrap_or(path.to_owned());
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
        let problem =
            |why: &str| Diagnostic::new(format!("cannot write `{}`{why}", path.display()));
        match (error.kind(), path.parent()) {
            (io::ErrorKind::NotFound, Some(folder)) => problem("")
                .help(format!("there is no folder `{}`; make it first", folder.display()))
                .into(),
            _ => problem(&format!(": {error}")).into(),
        }
    })
}

/// Writes to a stream. A reader that has had enough, such as `head`, is no error.
pub(super) fn write(stream: &mut dyn Write, text: &str) -> Result<(), Diagnostics> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Diagnostic::new(format!("cannot write the report: {error}")).into())
        }
        _ => Ok(()),
    }
}
