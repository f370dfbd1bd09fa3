//! Loading: files, prices and names to the baseline that every analysis starts from.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::Streams;
use super::progress::watched;
use crate::commands::args::InputArgs;
use crate::commands::cost::model::Cost;
use crate::commands::whatif::model::WhatIf;
use crate::commands::whatif::report::Outcome;
use crate::input::code::Code;
use crate::input::count_files::{self, CountFiles, ReadOptions, unreadable};
use crate::input::diagnostic::{Diagnostic, Diagnostics};
use crate::input::filter::{Counted, FilterSpec};
use crate::input::header::Wanted;
use crate::input::lookup::quoted;
use crate::input::name_list::{self, NameList};
use crate::input::scenarios::ResolveContext;
use crate::input::text::{Input, Source, peek};
use crate::input::{code_map, headings, prices};
use crate::model::counts::{Counts, Dimension};
use crate::model::coverage::Coverage;
use crate::model::enquiry;
use crate::model::filter::Filter;
use crate::model::origin::Origin;
use crate::model::price_table::{Noted, PriceTable};
use crate::model::quantity::Money;
use crate::model::scenario::Scenario;
use crate::model::year::{Scale, Year};
use crate::render;
use crate::report::basis::Basis;

/// What every analysis starts from: the year as it is.
pub struct Baseline<'a> {
    pub input: &'a InputArgs,
    pub files: Vec<String>,
    /// Those of them that were given before.
    again: Vec<String>,
    pub table: PriceTable,
    pub scale: Scale,
    pub counts: Counts,
    pub origin: Origin,
    /// What part of it is asked for.
    pub asked: FilterSpec,
}

/// What is known before a count is read: prices, names, and what is asked for.
pub struct LoadContext {
    /// `None` where the price table cannot be read.
    table: Option<PriceTable>,
    names: Vec<NameList>,
    asked: FilterSpec,
}

impl LoadContext {
    /// Whether the prices are known.
    pub fn has_table(&self) -> bool {
        self.table.is_some()
    }

    /// All of it, as far as it can be read.
    pub fn read(input: &InputArgs, folder: &Path) -> (Self, Diagnostics) {
        let mut problems = Diagnostics::default();
        let part = &input.part;
        let table = problems.ok(price_table(&input.prices, folder));
        let table = table.and_then(|table| problems.ok(code_map::mapped(&table, &part.map)));
        let names = problems.ok(name_lists(&part.names_of, folder)).unwrap_or_default();
        let asked = FilterSpec::parse(&part.week, &part.conditions);
        let asked = problems.ok(asked).unwrap_or_default();
        (Self { table, names, asked }, problems)
    }
}

impl<'a> Baseline<'a> {
    pub fn read(
        input: &'a InputArgs,
        by: &[Dimension],
        streams: &mut Streams,
    ) -> Result<Self, Diagnostics> {
        Self::whole(input, by, streams)?.asked()
    }

    /// The same with left-out codes among the enquiries.
    pub fn with_left_out(
        input: &'a InputArgs,
        by: &[Dimension],
        streams: &mut Streams,
    ) -> Result<Self, Diagnostics> {
        let (mut whole, problems) = Self::of(input, by, streams)?;
        problems.into_result(())?;
        whole.counts = whole.counts.with_left_out();
        whole.asked()
    }

    /// All that the files hold, of which a part may be asked for.
    pub fn whole(
        input: &'a InputArgs,
        by: &[Dimension],
        streams: &mut Streams,
    ) -> Result<Self, Diagnostics> {
        let (whole, mut problems) = Self::of(input, by, streams)?;
        whole.require_enquiries(&mut problems);
        problems.into_result(whole)
    }

    fn of(
        input: &'a InputArgs,
        by: &[Dimension],
        streams: &mut Streams,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        let (context, problems) = LoadContext::read(input, streams.folder);
        problems.into_result(())?;
        let wanted = Wanted::from(by);
        Ok(Self::with_problems(input, context, wanted, streams))
    }

    /// Reports a sound count that has no incoming enquiry.
    fn require_enquiries(&self, problems: &mut Diagnostics) {
        if problems.count() == 0 && self.counts.slots().next().is_none() {
            let name = &self.table.name;
            problems.push(
                Diagnostic::new(Code::NoEnquiries, "no incoming enquiries in the count")
                    .help(format!("every row has a code that price table `{name}` leaves out")),
            );
        }
    }

    /// The part that is asked for of what the files hold, as far as they can be read, and all
    /// problems. In a broken count the weeks and names that are asked for may be missing.
    pub fn read_lenient(
        input: &'a InputArgs,
        context: LoadContext,
        wanted: Wanted,
        streams: &mut Streams,
    ) -> (Self, Diagnostics) {
        let has_table = context.has_table();
        let (whole, mut problems) = Self::with_problems(input, context, wanted, streams);
        if has_table {
            whole.require_enquiries(&mut problems);
        }
        if !has_table || problems.count() > 0 {
            return (whole, problems);
        }
        match problems.ok(whole.asked.resolve([whole.counted()])) {
            Some([selection]) => (whole.part(&selection), problems),
            None => (whole, problems),
        }
    }

    fn with_problems(
        input: &'a InputArgs,
        context: LoadContext,
        wanted: Wanted,
        streams: &mut Streams,
    ) -> (Self, Diagnostics) {
        let LoadContext { table, names, asked } = context;
        let sources = sources(input, streams.folder, streams.input);
        let baseline = |table, counts, origin| Self {
            input,
            files: input.names(),
            again: given_again(&input.files, streams.folder),
            asked: asked.clone(),
            table,
            scale: input.scale(),
            counts,
            origin,
        };
        // Without prices nobody knows a channel, and every row would be wrong.
        let Some(table) = table else {
            let mut problems = Diagnostics::default();
            for source in sources {
                problems.ok(source);
            }
            let table = PriceTable::unread(input.prices.clone());
            return (baseline(table, Counts::default(), Origin::default()), problems);
        };
        let needed: Vec<Dimension> =
            wanted.needed.iter().copied().chain(asked.dimensions()).collect();
        let wanted = Wanted { needed: &needed, ..wanted };
        let keeps_rows = asked.dimensions().next().is_some();
        let options = ReadOptions { keeps_rows, ..ReadOptions::default() };
        let CountFiles { mut counts, mut origin, problems } =
            count_files::read(sources, &table, wanted, options);
        for list in names {
            (counts, origin) = list.apply(counts, origin);
        }
        (baseline(table, counts, origin), problems)
    }

    /// The part that the arguments ask for.
    fn asked(self) -> Result<Self, Diagnostics> {
        let [selection] = self.asked.resolve([self.counted()])?;
        Ok(self.part(&selection))
    }

    /// A part of it.
    pub fn part(mut self, selection: &Filter) -> Self {
        if selection.conditions.is_empty() {
            return self;
        }
        self.scale = self.scale.for_part_of(&selection.in_weeks(&self.counts));
        (self.counts, self.origin) = selection.apply(self.counts, self.origin, &self.table);
        self
    }

    /// The same beside another count, with codes of `--map` that this one has.
    pub fn beside(mut self, noted: &BTreeSet<String>) -> Self {
        let is_mapped = |code: &&String| self.table.noted(code).is_some_and(Noted::is_mapped);
        self.origin.noted.extend(noted.iter().filter(is_mapped).cloned());
        self
    }

    /// What a part can be asked of.
    pub fn counted(&self) -> Counted<'_> {
        Counted { files: &self.files, counts: &self.counts, table: &self.table }
    }

    pub fn year(&self) -> Year {
        Year::from_counts(&self.counts, &self.scale)
    }

    /// What the year covers of the counts.
    pub fn coverage(&self, year: &Year) -> Coverage {
        Coverage::build(&self.counts, &self.table, &self.scale, year)
    }

    pub fn cost(&self, by: &[Dimension]) -> Cost {
        Cost::from_counts(&self.counts, &self.table, &self.scale, by)
    }

    /// The cost of the year as it is, without which nothing can be saved of it.
    pub fn priced(&self) -> Result<Cost, Diagnostics> {
        let cost = self.cost(&[]);
        if cost.total.cost.is_some() {
            return Ok(cost);
        }
        let what = format!("no enquiry has a price in price table `{}`", self.table.name);
        Err(Diagnostic::new(Code::NothingPriced, what)
            .help("without one nobody can say what a move saves")
            .into())
    }

    pub fn outcome(&self, year: &Year, scenario: &Scenario) -> Outcome {
        let what_if = WhatIf::compute(year, &self.table, scenario);
        let case = scenario.business_case.as_ref();
        let payback = case.map(|case| case.payback(scenario, &what_if.saving));
        Outcome { scenario: scenario.clone(), what_if, payback }
    }

    pub fn basis(&self) -> Basis<'_> {
        let prices = self.input.prices.as_str();
        Basis {
            files: &self.files,
            repeated_files: &self.again,
            counts: &self.counts,
            origin: &self.origin,
            table: &self.table,
            price_file: prices::built_in(prices).is_none().then_some(prices),
            scale: &self.scale,
        }
    }

    /// What a scenario saves, in a few words.
    pub fn saves(&self, outcome: &Outcome) -> String {
        let saving = self.amount(&outcome.what_if.saving);
        match &outcome.scenario.name {
            Some(name) => format!("scenario `{name}` saves {saving} a year"),
            None => format!("a year saves {saving}"),
        }
    }

    pub fn amount(&self, money: &Money) -> String {
        format!(
            "{} {}",
            render::number::plain(money.exact(), render::Lang::English),
            self.table.currency
        )
    }

    pub fn world<'b>(&'b self, year: &'b Year) -> ResolveContext<'b> {
        ResolveContext { table: &self.table, counts: &self.counts, year }
    }

    /// Refuses types and closures that a list gave one name: only their codes say what they mean.
    pub fn refuse_merged_codes(&self, dimensions: &[Dimension]) -> Result<(), Diagnostics> {
        let mut problems = Diagnostics::default();
        let merged = dimensions.iter().flat_map(|one| enquiry::merged_codes(&self.counts, *one));
        for merged in merged {
            let name = headings::names(merged.dimension)[1];
            let codes = quoted(merged.codes.iter().map(String::as_str), ", ");
            let what = format!("{name}s {codes} have one name, `{}`", merged.name);
            let help = format!(
                "what they mean is told by the code, and two codes of one name cannot be told apart; give each its own name in the list of `--names {name}=`"
            );
            problems.push(Diagnostic::new(Code::CodesOfOneName, what).help(help));
        }
        problems.into_result(())
    }
}

/// How many of the enquiries have no type that is known, where there are such.
pub fn without_type(counted: u64) -> String {
    match counted {
        0 => String::new(),
        1 => ", and 1 enquiry has no type or an unknown one".to_owned(),
        many => format!(", and {many} enquiries have no type or an unknown one"),
    }
}

/// What gzip starts with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A built-in table by its name, else a file. A built-in name always means the same
/// table, whatever lies in the folder; `./kl-2011` names the file.
fn price_table(name: &str, folder: &Path) -> Result<PriceTable, Diagnostics> {
    let path = Path::new(name);
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    match prices::built_in(name) {
        Some(table) => prices::parse(&table),
        None if is_toml || folder.join(path).is_file() => prices::parse(&file(path, folder)?),
        None => Err(prices::unknown(name).into()),
    }
}

/// The lists of `--names`, those of a dimension in one.
fn name_lists(arguments: &[String], folder: &Path) -> Result<Vec<NameList>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut lists = Vec::<NameList>::new();
    for argument in arguments {
        let Some((dimension, path)) = problems.ok(name_list::parse_argument(argument)) else {
            continue;
        };
        let Some(input) = problems.ok(file(Path::new(&path), folder)) else { continue };
        let at = lists.iter().position(|list| list.dimension == dimension).unwrap_or_else(|| {
            lists.push(NameList::new(dimension));
            lists.len() - 1
        });
        problems.ok(lists[at].read(&input));
    }
    problems.into_result(lists)
}

/// The counts, each opened when its turn comes: a process may hold few files open. What cannot
/// be read says why in its place.
fn sources<'a>(
    input: &'a InputArgs,
    folder: &'a Path,
    stdin: &'a mut (dyn Read + Send),
) -> impl Iterator<Item = Result<Source<'a>, Diagnostic>> {
    let mut stdin = Some(stdin);
    input.files.iter().map(move |path| {
        if is_stdin(path) {
            let stdin = stdin.take().ok_or_else(stdin_again)?;
            return source("-".to_owned(), watched(stdin, "standard input", None));
        }
        let (name, file) = open(path, folder, || no_count(path, &input.part.week))?;
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
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The problem of a second `-`.
pub fn stdin_again() -> Diagnostic {
    Diagnostic::new(Code::StdinTwice, "standard input can be read once only")
        .help("give `-` once, and other counts by the names of their files")
}

/// A stream by the name of its file, unpacked as it is read where its first bytes say that it is gzip.
fn source<'a>(name: String, stream: Box<dyn Read + Send + 'a>) -> Result<Source<'a>, Diagnostic> {
    match peek(stream, 2) {
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

pub fn file(path: &Path, folder: &Path) -> Result<Input, Diagnostic> {
    let (name, mut file) = open(path, folder, || "check the path".to_owned())?;
    let mut bytes = Vec::new();
    match file.read_to_end(&mut bytes) {
        Ok(_) => Ok(Input { name, bytes }),
        Err(error) => Err(unreadable(&name, &error)),
    }
}

/// Opens a file, or says why not, and the way out where there is no such file.
fn open(
    path: &Path,
    folder: &Path,
    way_out: impl Fn() -> String,
) -> Result<(String, fs::File), Diagnostic> {
    let name = path.display().to_string();
    let path = folder.join(path);
    if path.is_dir() {
        return Err(Diagnostic::new(Code::IsDirectory, format!("`{name}` is a directory"))
            .help("name the files in it"));
    }
    fs::File::open(&path).map(|file| (name.clone(), file)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::new(Code::FileNotFound, format!("no file `{name}`")).help(way_out())
        }
        _ => unreadable(&name, &error),
    })
}

/// Those of the files that were given before, under this name or another.
fn given_again(paths: &[PathBuf], folder: &Path) -> Vec<String> {
    let real = |path: &PathBuf| folder.join(path).canonicalize().unwrap_or_else(|_| path.clone());
    let mut seen = BTreeSet::new();
    let again = paths.iter().filter(|path| !seen.insert(real(path)));
    let again: BTreeSet<String> = again.map(|path| path.display().to_string()).collect();
    again.into_iter().collect()
}
