//! Loading: files, prices and names to the baseline that every analysis starts from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::Streams;
use super::progress::watched;
use crate::commands::args::InputArgs;
use crate::commands::cost::model::Cost;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::count_files::{self, CountFiles, ReadOptions, unreadable};
#[cfg(feature = "excel")]
use crate::input::excel;
use crate::input::filter::{Counted, FilterSpec};
#[cfg(feature = "excel")]
use crate::input::header::SheetHeader;
use crate::input::header::Wanted;
use crate::input::layout_options::LayoutOptions;
use crate::input::located::Located;
use crate::input::lookup::{complete, quoted};
use crate::input::name_list::{self, NameList};
use crate::input::prices;
use crate::input::scenarios::{MoveSpec, ScenarioSpec};
use crate::input::text::{self, Input, LARGEST_WORKBOOK, Source, peek};
use crate::model::almost_one_name;
use crate::model::counts::{Counts, Dimension};
use crate::model::coverage::Coverage;
use crate::model::enquiry;
use crate::model::filter::Filter;
use crate::model::late_weeks::LateWeeks;
use crate::model::origin::Origin;
use crate::model::price_table::PriceTable;
use crate::model::quantity::Money;
use crate::model::year::{CountedYear, Scale, Year};
use crate::render::{self, Lang};
use crate::report::basis::Basis;

/// The start of every analysis: the counts, and all that is needed to scale and price them.
pub struct Baseline<'a> {
    /// The count files, with those of folders in place of the folders.
    pub files: Vec<String>,
    pub table: PriceTable,
    /// The file of the price table; `None` for a built-in one.
    price_file: Option<&'a str>,
    pub scale: Scale,
    pub counts: Counts,
    pub origin: Origin,
    /// The conditions of `--week` and `--where`.
    pub filter: FilterSpec,
}

/// What is read before any count: the prices, the names and the filter.
pub struct LoadContext<'a> {
    input: &'a InputArgs,
    /// The count files, with those of folders in place of the folders.
    files: Vec<PathBuf>,
    /// `None` where the price table cannot be read.
    table: Option<PriceTable>,
    names: Vec<NameList>,
    filter: FilterSpec,
    layout: LayoutOptions,
}

impl<'a> LoadContext<'a> {
    /// Reads all that can be read, with all problems.
    pub fn read(input: &'a InputArgs, folder: &Path) -> (Self, Diagnostics) {
        let mut problems = Diagnostics::default();
        let args = &input.read;
        let table = price_table(&args.prices, folder);
        let table = problems.ok(table.and_then(|table| prices::mapped(&table, &args.map)));
        let table = match &args.price_index {
            Some(factor) => table.map(|table| table.indexed(factor)),
            None => table,
        };
        let names = problems.ok(name_lists(&args.names_of, folder)).unwrap_or_default();
        let filter = problems.ok(FilterSpec::parse(&args.week, &args.conditions));
        let files = problems.ok(count_files::expanded(&input.files, folder)).unwrap_or_default();
        problems.ok(refuse_repeated(&files, folder));
        let layout = problems.ok(args.layout(files.len()));
        let (filter, layout) = (filter.unwrap_or_default(), layout.unwrap_or_default());
        (Self { input, files, table, names, filter, layout }, problems)
    }

    /// Whether the price table can be read.
    pub fn has_table(&self) -> bool {
        self.table.is_some()
    }

    /// Reads what can be read of the counts, with all problems. The filter is applied to sound
    /// counts only: others may lack a week or a name that it asks for.
    pub fn read_lenient(
        self,
        wanted: Wanted,
        streams: &mut Streams,
    ) -> (Baseline<'a>, Diagnostics) {
        let has_table = self.has_table();
        let (baseline, mut problems) = self.read_counts(wanted, streams);
        if has_table && problems.count() == 0 {
            let enquiries = baseline.require_enquiries();
            let filter = enquiries.and_then(|()| baseline.filter.resolve([baseline.counted()]));
            if let Some([filter]) = problems.ok(filter) {
                return (baseline.only(&filter), problems);
            }
        }
        (baseline, problems)
    }

    fn read_counts(self, wanted: Wanted, streams: &mut Streams) -> (Baseline<'a>, Diagnostics) {
        let Self { input, files: paths, table, names, filter, layout } = self;
        let weeks = &input.read.week;
        let sheets = |file: &str, bytes: &[u8]| sheets(file, bytes, table.as_ref(), &layout);
        let sources = sources(&paths, weeks, streams.folder, streams.input, sheets);
        let needed = wanted.needed.iter().copied().chain(filter.dimensions());
        let needed = needed.collect::<Vec<_>>();
        let wanted = Wanted { needed: &needed, options: &layout, ..wanted };
        let keeps_rows = filter.dimensions().next().is_some();
        let options = ReadOptions { keeps_rows, ..ReadOptions::default() };
        let mut files = match &table {
            Some(table) => count_files::read(sources, table, wanted, options),
            // Without a price table no channel is known, so every row would be an error.
            None => unread(sources),
        };
        files.origin.almost_one_name = almost_one_name::pairs(&files.counts);
        for list in names {
            (files.counts, files.origin) = list.apply(files.counts, files.origin);
        }
        files.origin.late_weeks = LateWeeks::find(&files.counts);
        let prices = input.read.prices.as_str();
        let table = table.unwrap_or_else(|| PriceTable::named(prices.to_owned()));
        // Units of counts with problems may be missing.
        let scale = if files.problems.count() == 0 {
            input.read.scale(&files.counts, &table, &mut files.origin.completed)
        } else {
            Ok(Scale::default())
        };
        let baseline = Baseline {
            files: paths.iter().map(|file| file.display().to_string()).collect(),
            table,
            price_file: prices::built_in(prices).is_none().then_some(prices),
            scale: files.problems.ok(scale).unwrap_or_default(),
            counts: files.counts,
            origin: files.origin,
            filter,
        };
        (baseline, files.problems)
    }
}

impl<'a> Baseline<'a> {
    /// Reads the counts with the dimensions that are wanted. The filter is not applied yet.
    pub fn read<'w>(
        input: &'a InputArgs,
        wanted: impl Into<Wanted<'w>>,
        streams: &mut Streams,
    ) -> Result<Self, Diagnostics> {
        let (context, problems) = LoadContext::read(input, streams.folder);
        problems.into_result(())?;
        let (baseline, problems) = context.read_counts(wanted.into(), streams);
        problems.into_result(baseline)
    }

    /// Reads counts that stand beside each other, and applies the same filter to all of them, each
    /// prepared first. A mapping is in use when one of them has its code.
    pub fn read_beside<const N: usize>(
        inputs: [(&'a InputArgs, Wanted); N],
        prepare: impl Fn(&mut Self) -> Result<(), Diagnostics>,
        streams: &mut Streams,
    ) -> Result<[Self; N], Diagnostics> {
        // Each would read all of it.
        if inputs.iter().filter(|(input, _)| input.files.iter().any(|file| is_stdin(file))).count()
            > 1
        {
            return Err(Code::StdinTwice.problem().into());
        }
        let sides = inputs.map(|(input, wanted)| {
            let mut side = Self::read(input, wanted, streams)?;
            prepare(&mut side)?;
            Ok(side)
        });
        let sides = Diagnostics::collect::<Vec<Self>, _, Diagnostics>(sides)?;
        let Ok(sides) = <[Self; N]>::try_from(sides) else { unreachable!("one for each input") };
        let filters = sides[0].filter.resolve(sides.each_ref().map(Self::counted))?;
        let codes: BTreeSet<String> =
            sides.iter().flat_map(|side| side.origin.noted.iter().cloned()).collect();
        let mut filters = filters.iter();
        Ok(sides.map(|side| {
            let mut side = side.only(filters.next().expect("one for each side"));
            side.add_mapped_codes(&codes);
            side
        }))
    }

    /// Reads a count, and beside it an earlier one if there is one.
    pub fn read_since(
        before: Option<&'a InputArgs>,
        input: &'a InputArgs,
        wanted: Wanted,
        prepare: impl Fn(&mut Self) -> Result<(), Diagnostics>,
        streams: &mut Streams,
    ) -> Result<(Option<Self>, Self), Diagnostics> {
        if let Some(before) = before {
            let inputs = [(before, wanted), (input, wanted)];
            let [before, now] = Self::read_beside(inputs, prepare, streams)?;
            return Ok((Some(before), now));
        }
        let [now] = Self::read_beside([(input, wanted)], prepare, streams)?;
        Ok((None, now))
    }

    /// Completes units and channels of which a flag gives the start.
    pub fn complete(
        &mut self,
        scenarios: &mut [ScenarioSpec],
        axes: &mut [MoveSpec],
    ) -> Result<(), Diagnostics> {
        let of_scenarios = scenarios.iter_mut().flat_map(ScenarioSpec::words);
        let words = of_scenarios.chain(axes.iter_mut().flat_map(MoveSpec::words));
        let Self { counts, table, origin, .. } = self;
        let complete = |word| complete(word, &[counts], table, &mut origin.completed);
        Diagnostics::collect(words.map(complete))
    }

    /// Sets the prices of `--price`.
    pub fn set_prices(&mut self, arguments: &[String]) -> Result<(), Diagnostics> {
        let Self { table, origin, .. } = self;
        *table = prices::with_given(table, arguments, &mut origin.completed)?;
        Ok(())
    }

    /// Refuses counts without any incoming enquiry.
    pub fn require_enquiries(&self) -> Result<(), Diagnostics> {
        if self.counts.slots().next().is_some() {
            return Ok(());
        }
        Err(Code::NoEnquiries.problem().with("table", &self.table.name).into())
    }

    /// The same with left-out codes among the enquiries.
    pub fn with_left_out(self) -> Self {
        Self { counts: self.counts.with_left_out(), ..self }
    }

    /// The part that `--week` and `--where` keep of counts with some incoming enquiry.
    pub fn filtered(self) -> Result<Self, Diagnostics> {
        self.require_enquiries()?;
        let [filter] = self.filter.resolve([self.counted()])?;
        Ok(self.only(&filter))
    }

    /// The part that a filter keeps.
    pub fn only(mut self, filter: &Filter) -> Self {
        if filter.conditions.is_empty() {
            return self;
        }
        self.scale = self.scale.for_part_of(&filter.in_weeks(&self.counts));
        (self.counts, self.origin) = filter.apply(self.counts, self.origin, &self.table);
        self
    }

    /// The counts that a filter is resolved against.
    pub fn counted(&self) -> Counted<'_> {
        Counted {
            files: &self.files,
            counts: &self.counts,
            table: &self.table,
            year: self.origin.year,
        }
    }

    /// Adds codes that another count has, as far as `--map` maps them. A mapping is in use when
    /// one of two counts has its code.
    pub fn add_mapped_codes(&mut self, codes: &BTreeSet<String>) {
        let mapped = codes.iter().filter(|code| self.table.is_mapped(code));
        self.origin.noted.extend(mapped.cloned());
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

    /// The cost of a year, for commands that compute a saving. It needs some price.
    pub fn require_cost(&self) -> Result<Cost, Diagnostics> {
        let cost = self.cost(&[]);
        if cost.total.cost.is_some() {
            return Ok(cost);
        }
        Err(Code::NothingPriced.problem().with("table", &self.table.name).into())
    }

    /// The basis of a report on these counts.
    pub fn basis<'b>(&'b self, coverage: &'b Coverage) -> Basis<'b> {
        Basis {
            files: &self.files,
            counts: &self.counts,
            origin: &self.origin,
            table: &self.table,
            price_file: self.price_file,
            scale: &self.scale,
            coverage,
        }
    }

    /// An amount with its currency, for an error.
    pub fn amount(&self, money: &Money, lang: Lang) -> String {
        let number = render::number::plain(money.exact(), lang);
        format!("{number} {}", lang.currency(&self.table.currency))
    }

    /// The counts and the prices with their year.
    pub fn counted_year<'b>(&'b self, year: &'b Year) -> CountedYear<'b> {
        CountedYear { table: &self.table, counts: &self.counts, year }
    }

    /// Refuses types and closures whose codes a list gave the same name: their meaning is known by
    /// the code alone.
    pub fn refuse_merged_codes(&self, dimensions: &[Dimension]) -> Result<(), Diagnostics> {
        let merged = dimensions.iter().flat_map(|&dimension| {
            enquiry::merged_codes(&self.counts, dimension).map(move |id| (dimension, id))
        });
        Diagnostics::collect(merged.map(|(dimension, id)| -> Result<(), Diagnostic> {
            let codes = self.counts.codes(dimension, id).iter().map(String::as_str);
            let problem = Code::CodesOfOneName.problem().with("codes", quoted(codes, ", "));
            let problem = problem.with_names("kind", dimension.headings());
            let problem = problem.with("flag", dimension.headings()[0]);
            Err(problem.with("name", self.counts.name(dimension, id)))
        }))
    }
}

/// How many bytes at the start of a file are enough to see what it is.
const START: u64 = 1 << 16;

/// The most megabytes of a file that is no count, such as a price table: it is read as a whole.
const LARGEST_FILE: u64 = 64;

/// The most price tables that build on each other.
const MOST_BASES: usize = 100;

/// The first bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A built-in table by its name, else a file. A built-in name always means the same
/// table, whatever lies in the folder; `./kl-2011` names the file.
pub fn price_table(name: &str, folder: &Path) -> Result<PriceTable, Diagnostics> {
    let path = Path::new(name);
    match prices::built_in(name) {
        Some(table) => prices::parse(&table),
        None if path.extension().is_some() || folder.join(path).is_file() => {
            price_file(path, folder, &[])
        }
        None => Err(prices::unknown(name).into()),
    }
}

/// A price table in a file. `above` are the files that build on it. A path in `based_on` is relative
/// to the file that has it.
fn price_file(path: &Path, folder: &Path, above: &[PathBuf]) -> Result<PriceTable, Diagnostics> {
    let input = file(path, folder)?;
    let real = |path: &Path| folder.join(path).canonicalize().unwrap_or_default();
    let above = [above, &[real(path)]].concat();
    let mut table = prices::read(&input, &|word: &Located| {
        let base = path.with_file_name(&word.text);
        if !folder.join(&base).is_file() {
            return Err(prices::unknown_base(word).into());
        }
        if above.contains(&real(&base)) {
            return Err(word.problem(Code::CircularBase).into());
        }
        if above.len() > MOST_BASES {
            return Err(word.problem(Code::TooManyBases).with("most", MOST_BASES).into());
        }
        price_file(&base, folder, &above)
    })?;
    prices::drop_built_in_names(&mut table, &input.name);
    Ok(table)
}

/// The lists of `--names`, one for each dimension.
fn name_lists(arguments: &[String], folder: &Path) -> Result<Vec<NameList>, Diagnostics> {
    let mut lists = Vec::<NameList>::new();
    let read = arguments.iter().map(|argument| {
        let (dimension, path) = name_list::parse_argument(argument)?;
        let input = file(Path::new(&path), folder)?;
        let at = lists.iter().position(|list| list.dimension == dimension);
        let at = at.unwrap_or_else(|| {
            lists.push(NameList::new(dimension));
            lists.len() - 1
        });
        lists[at].read(&input)
    });
    Diagnostics::collect::<(), _, _>(read)?;
    Ok(lists)
}

/// The count files, each opened only when it is read: a process may hold few files open. A file
/// that cannot be opened is an error in its place. `sheets` reads the sheets of a workbook.
fn sources<'a>(
    paths: &'a [PathBuf],
    weeks: &'a [String],
    folder: &'a Path,
    stdin: &'a mut (dyn Read + Send),
    sheets: impl Fn(&str, &[u8]) -> Result<Vec<Source<'static>>, Diagnostic> + 'a,
) -> impl Iterator<Item = Result<Source<'a>, Diagnostic>> {
    let mut stdin = Some(stdin);
    paths.iter().flat_map(move |path| {
        let mut read = || {
            let (name, stream) = if is_stdin(path) {
                let stdin = stdin.take().ok_or_else(|| Code::StdinTwice.problem())?;
                ("-".to_owned(), watched(stdin, "standard input", None))
            } else {
                let (name, file) = open(path, folder, no_count(path, weeks))?;
                let bytes = file.metadata().ok().map(|metadata| metadata.len());
                let stream = watched(file, &name, bytes);
                (name, stream)
            };
            let stream = unpacked(stream).map_err(|error| unreadable(&name, &error))?;
            let (start, stream) = peek(stream, START).map_err(|error| unreadable(&name, &error))?;
            if !text::is_workbook(&start) {
                return Ok(vec![Source { name, sheet: None, stream }]);
            }
            let mut bytes = Vec::new();
            let mut stream = stream.take(LARGEST_WORKBOOK + 1);
            stream.read_to_end(&mut bytes).map_err(|error| unreadable(&name, &error))?;
            if bytes.len() as u64 > LARGEST_WORKBOOK {
                return Err(Code::TooLargeWorkbook.problem().with("file", name));
            }
            sheets(&name, &bytes)
        };
        match read() {
            Ok(sources) => sources.into_iter().map(Ok).collect(),
            Err(problem) => vec![Err(problem)],
        }
    })
}

/// The sheets of a workbook with counts. Without a price table no header is known, and so no sheet
/// is read.
#[cfg(feature = "excel")]
fn sheets(
    file: &str,
    bytes: &[u8],
    table: Option<&PriceTable>,
    options: &LayoutOptions,
) -> Result<Vec<Source<'static>>, Diagnostic> {
    let Some(table) = table else { return Ok(Vec::new()) };
    let header = |text: &[u8]| SheetHeader::find(text, table, options);
    excel::sheets(file, bytes, &options.sheets, header)
}

#[cfg(not(feature = "excel"))]
fn sheets(
    file: &str,
    _: &[u8],
    _: Option<&PriceTable>,
    _: &LayoutOptions,
) -> Result<Vec<Source<'static>>, Diagnostic> {
    Err(Code::Workbook.problem().with("file", file))
}

/// No counts, with the problems of the files that cannot be opened.
fn unread<'a>(sources: impl Iterator<Item = Result<Source<'a>, Diagnostic>>) -> CountFiles {
    let mut problems = Diagnostics::default();
    sources.for_each(|source| drop(problems.ok(source)));
    CountFiles { problems, ..CountFiles::default() }
}

/// The problem of a count file that is not found. `--week 43 44` takes 44 for a file.
fn no_count(path: &Path, weeks: &[String]) -> Diagnostic {
    let path = path.display().to_string();
    let is_week = !weeks.is_empty() && matches!(path.parse(), Ok(1..=53));
    let weeks = is_week.then(|| format!("{},{path}", weeks.join(",")));
    Code::FileNotFound.problem().with("stdin", "-").with_some("weeks", weeks)
}

/// Whether a path stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The same stream, unpacked where its first bytes are those of gzip.
fn unpacked<'a>(stream: Box<dyn Read + Send + 'a>) -> io::Result<Box<dyn Read + Send + 'a>> {
    let (start, stream) = peek(stream, 2)?;
    let is_gzip = start == GZIP;
    Ok(if is_gzip { Box::new(MultiGzDecoder::new(stream)) } else { stream })
}

/// Reads a whole file that is no count.
pub fn file(path: &Path, folder: &Path) -> Result<Input, Diagnostic> {
    let (name, file) = open(path, folder, Code::FileNotFound.problem())?;
    let mut bytes = Vec::new();
    let mut file = file.take((LARGEST_FILE << 20) + 1);
    file.read_to_end(&mut bytes).map_err(|error| unreadable(&name, &error))?;
    if bytes.len() as u64 > LARGEST_FILE << 20 {
        return Err(Code::FileTooLarge.problem().with("file", name).with("most", LARGEST_FILE));
    }
    Ok(Input { name, bytes })
}

/// Opens a file; `not_found` is the problem where there is no such file.
fn open(
    path: &Path,
    folder: &Path,
    not_found: Diagnostic,
) -> Result<(String, fs::File), Diagnostic> {
    let name = path.display().to_string();
    let path = folder.join(path);
    if path.is_dir() {
        return Err(Code::IsDirectory.problem().with("file", name));
    }
    match fs::File::open(&path) {
        Ok(file) => Ok((name, file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(not_found.with("file", name)),
        Err(error) => Err(unreadable(&name, &error)),
    }
}

/// Refuses a file that is given twice, under the same name or another: its enquiries would count
/// twice.
fn refuse_repeated(paths: &[PathBuf], folder: &Path) -> Result<(), Diagnostics> {
    let mut seen = BTreeMap::new();
    Diagnostics::collect(paths.iter().map(|path| -> Result<(), Diagnostic> {
        let real = folder.join(path).canonicalize().unwrap_or_else(|_| path.clone());
        match seen.insert(real, path) {
            Some(first) if !is_stdin(path) => {
                let problem = Code::SameFile.problem().with("file", path.display());
                Err(if first == path { problem } else { problem.with("first", first.display()) })
            }
            _ => Ok(()),
        }
    }))
}
