//! The command line, and the arguments that several commands share: input, filters and output.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::builder::{
    NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, RangedU64ValueParser,
    TypedValueParser,
};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ColorChoice, Command, FromArgMatches, ValueHint};
use same_file::Handle;

use super::pattern::model::Whole;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::description::{self, Description, is_description};
use crate::input::layout_options::{LayoutOptions, UnitFrom};
use crate::input::located::Argument;
use crate::input::lookup;
use crate::input::week::DateOrder;
use crate::input::{count_files, headings, name_list, number};
use crate::model::counts::{Counts, Dimension};
use crate::model::origin::Completed;
use crate::model::price_table::PriceTable;
use crate::model::quantity::{Money, NotADecimal, Share, Weeks};
use crate::model::year::Scale;
use crate::render::{self, Format, Lang, Style};
use crate::report::Sentence;
use crate::run::{Colors, file};

/// The headings of flags in help; those of the command itself have none. An argument names its
/// heading, because one for all of a struct would go on into the struct around it.
const COUNT: &str = "The count";
pub(super) const PRICES: &str = "Prices and the year";

/// What every analysis reads.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Count files in CSV, workbooks, or folders of them, added up, or a count description in TOML; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// How they are read, priced and scaled.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// How counts are read, priced and scaled to a year.
#[derive(Debug, Clone, Args)]
pub struct ReadArgs {
    /// Count only these weeks, such as `43,44` or `2013-W43`, or of one unit, such as `"Skranke=43"`
    #[arg(long, value_name = "[UNIT=]W,…", help_heading = COUNT)]
    pub week: Vec<String>,
    /// Count only these values of a dimension, such as `unit=JobCenteret` or `type=VEJL,INFO`; several flags all hold
    #[arg(id = "where", long, value_name = "DIM=VALUE,…", help_heading = COUNT)]
    pub conditions: Vec<String>,
    /// A CSV file of names for the codes of a dimension, such as `task=opgaver.csv`; codes of one name are one
    #[arg(id = "names", long, value_name = "DIM=FILE", help_heading = COUNT)]
    pub names_of: Vec<String>,
    /// What a code of the channel column means, such as `WEBFORM=selvbetjening`; `CODE=-` leaves it out
    #[arg(long, value_name = "CODE=CHANNEL", help_heading = COUNT)]
    pub map: Vec<String>,
    /// The column with a role, by its heading or letter: `kanal=Henvendelsesform`, `"antal=Antal i alt"`, `kanal=C`; `antal=-` says that each row is one enquiry
    #[arg(long, value_name = "ROLE=HEADING", help_heading = COUNT)]
    pub column: Vec<String>,
    /// The unit of files that have no column for it
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), help_heading = COUNT)]
    pub unit: Option<String>,
    /// What names the unit of files that have no column for it
    #[arg(long, value_name = "FROM", value_parser = unit_from(), conflicts_with = "unit", help_heading = COUNT)]
    pub unit_from: Option<UnitFrom>,
    /// The sheet of a workbook, by its name; several flags read several sheets [default: the visible sheets that look like a count]
    #[arg(long, value_name = "NAME", help_heading = COUNT)]
    pub sheet: Vec<String>,
    /// What stands first in dates such as 10/07/2013 [default: the day, unless the dates show otherwise]
    #[arg(long, value_name = "FIRST", value_parser = date_order(), help_heading = COUNT)]
    pub date_order: Option<DateOrder>,
    /// An empty cell means the same as the one above it, as in merged cells
    #[arg(long, help_heading = COUNT)]
    pub fill_down: bool,
    /// Price table: a built-in name, a TOML file, or a list `Kanal;Pris` as CSV or in a workbook
    #[arg(long, value_name = "NAME|FILE", default_value = "kl-2011", help_heading = PRICES)]
    pub prices: String,
    /// Multiply all prices of the table by this, such as `1,38` for a later price level
    #[arg(long, value_name = "FACTOR", value_parser = factor, help_heading = PRICES)]
    pub price_index: Option<Share>,
    /// Weeks counted, where the files do not state them or state them wrongly, or of one unit, such as `"Skranke=1"` [default: the weeks in the files, else 2]
    #[arg(long, value_name = "[UNIT=]N", value_parser = weeks_of, help_heading = PRICES)]
    pub weeks: Vec<WeeksArg>,
    /// Weeks in a year
    #[arg(long, value_name = "N", value_parser = weeks_per_year, default_value = "52", help_heading = PRICES)]
    pub weeks_per_year: Weeks,
}

/// The options that figures depend on, by their ids, which are the flags. A report states them as
/// they were given, so that it can be made again; other options it states in other words.
#[rustfmt::skip]
const OPTIONS: [&str; 40] = [
    // The count.
    "week", "where", "names", "map", "weeks", "weeks_after",
    "column", "unit", "unit_from", "sheet", "date_order", "fill_down",
    // `whatif` and `goal`.
    "move", "price", "only", "repeat", "scenarios", "scenario", "realisation", "sensitivity", "grid",
    "from", "to", "save", "cost", "digital",
    // `cost`, `compare`, `pattern` and `self-service`.
    "by", "digital_goal", "rows", "columns", "share", "top", "top_columns", "include",
    "target", "at_least", "all_types", "with_fixed",
    // `opening-hours`.
    "hours", "close",
];

/// The options that a report states: flags with their values, as they were given.
pub type GivenOptions = Vec<(&'static str, Vec<String>)>;

/// The values of a flag as they were given; `None` without the flag.
fn given(flag: &str, matches: &ArgMatches) -> Option<Vec<String>> {
    let is_known = matches.try_contains_id(flag).unwrap_or(false);
    let is_given = is_known && matches.value_source(flag) == Some(ValueSource::CommandLine);
    let values = matches.try_get_raw(flag).ok().flatten().filter(|_| is_given)?;
    Some(values.map(|value| value.to_string_lossy().into_owned()).collect())
}

/// What a command line says with its count descriptions.
#[derive(Default)]
pub struct Described {
    pub descriptions: Vec<Description>,
    /// The flags on how counts are read, those of a description among them.
    pub read: GivenOptions,
}

impl Described {
    /// The values of a flag on how counts are read.
    pub fn values(&self, key: &str) -> Option<&Vec<String>> {
        self.read.iter().find(|(flag, _)| *flag == key).map(|(_, values)| values)
    }

    /// The options that a report states: those of the command line and of the descriptions.
    pub fn options(&self, typed: &ArgMatches) -> GivenOptions {
        let values = |flag| self.values(flag).cloned().or_else(|| given(flag, typed));
        OPTIONS.into_iter().filter_map(|flag| Some((flag, values(flag)?))).collect()
    }
}

impl InputArgs {
    /// Puts the files and the flags of a count description in its place, if a file is one. A flag
    /// of the command line replaces the key of the description.
    pub fn describe(
        &mut self,
        typed: &ArgMatches,
        folder: &Path,
    ) -> Result<Described, Diagnostics> {
        let typed = |key| Some((key, given(key, typed)?));
        let mut read: GivenOptions = description::FLAGS.into_iter().filter_map(typed).collect();
        let Some(path) = self.files.iter().find(|file| is_description(file)) else {
            return Ok(Described { read, ..Described::default() });
        };
        if self.files.len() > 1 {
            return Err(Code::DescriptionAmongFiles.problem().with("file", path.display()).into());
        }
        let mut description = Description::parse(&file(path, folder)?)?;
        // `unit` and `unit_from` answer one question.
        let question = |key: &str| key.trim_end_matches("_from").to_owned();
        let is_typed = |key| read.iter().any(|(flag, _)| question(flag) == question(key));
        description.values.retain(|value| !is_typed(value.key));
        self.files = description.files().collect();
        let mut command = ReadArgs::augment_args(Command::new("kanal").no_binary_name(true));
        let typed = read.iter().flat_map(|(key, values)| values.iter().map(move |one| (*key, one)));
        let words = typed.map(|(key, value)| description::word(key, value));
        let mut words: Vec<String> = words.collect();
        let described = description.values.iter().filter(|value| value.key != description::FILES);
        // They are parsed one by one, so that a problem is known to be that of the last.
        let matches = Diagnostics::collect::<Vec<_>, _, _>(described.map(|value| {
            words.push(value.word());
            command.try_get_matches_from_mut(&words).map_err(|error| {
                words.pop();
                value.misfit(error.source().map(ToString::to_string))
            })
        }))?;
        if let Some(matches) = matches.last() {
            let described = |key| Some((key, given(key, matches)?));
            read = description::FLAGS.into_iter().filter_map(described).collect();
            self.read = ReadArgs::from_arg_matches(matches).expect("arguments of these flags");
        }
        Ok(Described { read, descriptions: vec![description] })
    }

    /// The input with an earlier count in place of its files; `None` without one.
    pub fn before(&self, files: &[PathBuf]) -> Option<Self> {
        let read = || self.read.clone();
        (!files.is_empty()).then(|| Self { files: files.to_vec(), read: read() })
    }

    /// Everything that is read: the counts, the price table and the lists of names.
    pub fn paths(&self) -> Vec<PathBuf> {
        // A malformed argument is reported when it is read.
        let lists = self.read.names_of.iter().flat_map(|list| name_list::parse_argument(list));
        let mut paths = self.files.clone();
        paths.push(PathBuf::from(&self.read.prices));
        paths.extend(lists.map(|(_, file)| PathBuf::from(file)));
        paths
    }
}

impl ReadArgs {
    /// How the columns of so many files are read, where their headings do not tell.
    pub fn layout(&self, files: usize) -> Result<LayoutOptions, Diagnostics> {
        let options = LayoutOptions {
            unit: self.unit.clone(),
            unit_from: self.unit_from,
            sheets: self.sheet.iter().map(|name| Argument::new("--sheet", name).whole()).collect(),
            date_order: self.date_order,
            fill_down: self.fill_down,
            has_weeks: self.weeks_of_all().is_some(),
            has_several_files: files > 1,
            ..LayoutOptions::default()
        };
        options.with_columns(&self.column)
    }

    /// The number of weeks that all units counted, where it is given.
    pub fn weeks_of_all(&self) -> Option<&Weeks> {
        let of_all = self.weeks.iter().filter(|given| given.unit.is_none());
        of_all.map(|given| &given.weeks).next_back()
    }

    /// How the weeks of these counts are scaled to a year.
    ///
    /// # Errors
    ///
    /// Weeks of a unit that the counts do not have.
    pub fn scale(
        &self,
        counts: &Counts,
        table: &PriceTable,
        completed: &mut Completed,
    ) -> Result<Scale, Diagnostics> {
        for (at, given) in self.weeks.iter().enumerate() {
            if self.weeks[..at].iter().any(|before| before.unit == given.unit) {
                let argument = Argument::new("--weeks", &given.text).whole();
                return Err(argument.problem(Code::DuplicateWeeks).into());
            }
        }
        let of_units = self.weeks.iter().filter_map(|given| Some((given.unit.as_ref()?, given)));
        let mut problems = Diagnostics::default();
        let mut weeks_of_units = BTreeMap::new();
        for (unit, given) in of_units {
            let mut name = Argument::new("--weeks", &given.text).part(0..unit.len());
            let is_complete =
                lookup::complete((Dimension::Unit, &mut name), &[counts], table, completed);
            let unit = is_complete.and_then(|()| lookup::unit(&name, counts));
            // Two words may be one unit: a name, and its start.
            if let Some(unit) = problems.ok(unit)
                && weeks_of_units.insert(unit, given.weeks.clone()).is_some()
            {
                problems.push(name.problem(Code::DuplicateWeeks));
            }
        }
        problems.into_result(Scale {
            weeks_per_year: self.weeks_per_year.clone(),
            weeks_counted: self.weeks_of_all().cloned(),
            weeks_of_units,
            ..Scale::default()
        })
    }
}

/// A number of weeks that all units counted, or one of them: `2`, `Skranke=1`.
#[derive(Debug, Clone)]
pub struct WeeksArg {
    text: String,
    unit: Option<String>,
    weeks: Weeks,
}

/// How every report is written.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The options that the report states; not only those of its output.
    #[arg(skip)]
    pub given: GivenOptions,
    /// The count descriptions that stand in place of files.
    #[arg(skip)]
    pub descriptions: Vec<Description>,
    /// Format of the report [default: by the name of the output file, else text]
    #[arg(long, value_parser = format(false))]
    pub format: Option<Format>,
    /// Write to this file, whole or not at all; its extension picks the format
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Language of words and numbers for people
    #[arg(long, value_parser = lang(), env = "KANAL_LANG", hide_env_values = true, default_value = "da")]
    pub lang: Lang,
    /// Print everything as text: all tables, assumptions and notes; other formats and files always have them
    #[arg(long)]
    pub full: bool,
    /// The width of text
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(40..=400), default_value = "80")]
    pub width: usize,
    /// Print nothing on standard error but warnings and errors
    #[arg(long)]
    pub quiet: bool,
    /// Take a warning, such as a move without enquiries, for an error
    #[arg(long)]
    pub strict: bool,
    /// Silence the warnings with these codes; the assumptions say so
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', hide_possible_values = true, value_parser = PossibleValuesParser::new(Sentence::warning_codes()))]
    pub allow: Vec<String>,
    /// The table that CSV carries, such as `by_unit` [default: the first]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// Colour; with auto on a terminal only, and not if `NO_COLOR` is set
    #[arg(long, value_name = "WHEN", value_parser = color(), default_value = "auto")]
    pub color: ColorChoice,
}

impl OutputArgs {
    /// What holds for a command that has none of these flags: the defaults, and the environment.
    pub fn without_flags() -> Self {
        let flags = Self::augment_args(Command::new("kanal")).get_matches_from(["kanal"]);
        Self::from_arg_matches(&flags).expect("arguments of these flags")
    }

    /// How the report is written for people. A file has everything.
    pub fn style(&self, auto: Colors) -> Style {
        let is_full = self.full || self.output.is_some();
        let is_coloured = self.colors(auto).output;
        Style { lang: self.lang, is_full, width: self.width, is_coloured }
    }

    /// Which streams are coloured. A renderer that styles its text for standard output does so only
    /// if `output` is true, and never with `-o`.
    pub fn colors(&self, auto: Colors) -> Colors {
        let chosen = match self.color {
            ColorChoice::Auto => auto,
            ColorChoice::Always => Colors { output: true, aside: true },
            ColorChoice::Never => Colors::default(),
        };
        Colors { output: chosen.output && self.output.is_none(), ..chosen }
    }

    /// Problems with what a count description says, at their places in it.
    pub fn relocated(&self, problems: Diagnostics) -> Diagnostics {
        problems.map(|problem| {
            self.descriptions.iter().fold(problem, |problem, one| one.relocated(problem))
        })
    }

    /// The format that was given, else the one that the extension of the output file stands for.
    ///
    /// # Errors
    ///
    /// Wrong usage: an extension that stands for none, a workbook without a file, a table for
    /// another format than CSV, or an output file that is one of the `inputs`. Paths are relative to `folder`.
    pub fn format(&self, inputs: &[PathBuf], folder: &Path) -> Result<Format, Diagnostic> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, None) => Format::default(),
            (None, Some(output)) => {
                let extension = output.extension().and_then(OsStr::to_str).unwrap_or("");
                let format = Format::find(extension).filter(|one| !one.is_for_checks_only());
                let workbook = cfg!(feature = "excel").then_some(".xlsx");
                let problem = || Code::NoFormat.problem().with("file", output.display());
                let problem = || problem().with_some("workbook", workbook);
                format.ok_or_else(problem)?
            }
        };
        if format.needs_file() && self.output.is_none() {
            return Err(Code::WorkbookNeedsFile.problem());
        }
        if self.table.is_some() && !format.is_csv() {
            return Err(Code::TableWithoutCsv.problem());
        }
        let output = self.output.as_deref().unwrap_or(Path::new(STREAM));
        // An input that cannot be expanded is an error when it is read.
        let files = count_files::expanded(inputs, folder).unwrap_or_default();
        let descriptions = self.descriptions.iter().map(|description| &description.path);
        let mut inputs = files.iter().chain(descriptions);
        match inputs.find(|input| is_same_file(output, input, folder)) {
            Some(input) => {
                let file = self.output.as_ref().unwrap_or(input);
                Err(Code::OutputIsInput.problem().with("file", file.display()))
            }
            None => Ok(format),
        }
    }
}

/// The path that stands for standard input, or standard output.
const STREAM: &str = "-";

/// Whether an output and an input are one file, under the same name or another. A file that does
/// not exist is no input, and a device keeps its contents when it is written to. A pipe must not
/// be opened to find out: its writer would lose its reader.
fn is_same_file(output: &Path, input: &Path, folder: &Path) -> bool {
    let handle = |path: &Path, stream: fn() -> io::Result<Handle>| {
        let of_file = || {
            let path = folder.join(path);
            path.is_file().then(|| Handle::from_path(path).ok())?
        };
        let handle = if path == Path::new(STREAM) { stream().ok() } else { of_file() };
        handle.filter(|one| one.as_file().metadata().is_ok_and(|file| file.is_file()))
    };
    let input = handle(input, Handle::stdin);
    input.is_some() && input == handle(output, Handle::stdout)
}

/// The names of formats; those that only a check has are among them if `for_check`.
pub fn format(for_check: bool) -> impl TypedValueParser<Value = Format> {
    let formats = Format::ALL.iter().copied().filter(|one| for_check || !one.is_for_checks_only());
    words(formats.map(|format| (format.names(), format)).collect())
}

fn lang() -> impl TypedValueParser<Value = Lang> {
    // An empty `KANAL_LANG` is one that is not set.
    words(vec![(&["da", ""], Lang::Danish), (&["en"], Lang::English)])
}

fn color() -> impl TypedValueParser<Value = ColorChoice> {
    use ColorChoice::{Always, Auto, Never};
    words(vec![(&["auto"], Auto), (&["always"], Always), (&["never"], Never)])
}

fn date_order() -> impl TypedValueParser<Value = DateOrder> {
    words(vec![(&["day"], DateOrder::Day), (&["month"], DateOrder::Month)])
}

fn unit_from() -> impl TypedValueParser<Value = UnitFrom> {
    words(vec![(&["file"], UnitFrom::File), (&["sheet"], UnitFrom::Sheet)])
}

pub fn whole() -> impl TypedValueParser<Value = Whole> {
    words(vec![(&["row"], Whole::Row), (&["column"], Whole::Column), (&["all"], Whole::All)])
}

/// A few words and their values; help lists only the first of the words for a value.
pub fn words<T: Copy + Send + Sync + 'static>(
    words: Vec<(&'static [&'static str], T)>,
) -> impl TypedValueParser<Value = T> {
    let values = words.iter().map(|(names, _)| PossibleValue::new(names[0]).aliases(&names[1..]));
    PossibleValuesParser::new(values).try_map(move |text| {
        let found = words.iter().find(|(names, _)| names.contains(&text.as_str()));
        found.map(|(_, value)| *value).ok_or("no such word")
    })
}

pub fn one_or_more(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "expected 1 or more".to_owned())
}

pub fn dimension(word: &str) -> Result<Dimension, String> {
    let word = Argument::new("--by", word).whole();
    let found = lookup::dimension(&word, &Dimension::ALL);
    // It is within an error of clap, which is in English.
    found.map_err(|problem| render::help(&problem, Lang::English).unwrap_or_default())
}

pub fn municipality(word: &str) -> Result<Dimension, String> {
    match headings::dimension(word) {
        Some(Dimension::Municipality) => Ok(Dimension::Municipality),
        _ => Err("expected kommune, or municipality: nothing else is ranked".to_owned()),
    }
}

pub fn amount(text: &str) -> Result<Money, String> {
    number::amount(text)
        .map_err(|_| "expected 0 or more, such as `1000000`, `1.000.000` or `1 mio`".to_owned())
}

pub fn per_cent(text: &str) -> Result<Share, String> {
    if let Some(percent) = number::fraction_as_percent(text) {
        return Err(format!(
            "without a sign it is {text} per cent; write `{percent}%`, or `{text}%` if that is \
             meant"
        ));
    }
    number::per_cent(text).map_err(|_| "expected 0 to 100 per cent, such as `12,5%`".to_owned())
}

pub fn weeks_of(text: &str) -> Result<WeeksArg, String> {
    let (unit, number) = match text.rsplit_once('=') {
        Some((unit, number)) => (Some(unit.to_owned()), number),
        None => (None, text),
    };
    Ok(WeeksArg { text: text.to_owned(), unit, weeks: weeks(number)? })
}

pub fn weeks(text: &str) -> Result<Weeks, String> {
    above_zero(text, "weeks")
}

/// A number of weeks in a year, or of days where the weeks counted are days too.
pub fn weeks_per_year(text: &str) -> Result<Weeks, String> {
    let weeks = weeks(text)?;
    if weeks > Weeks::from(366) { Err("no year has so many".to_owned()) } else { Ok(weeks) }
}

pub fn factor(text: &str) -> Result<Share, String> {
    match text.parse() {
        Ok(factor) if factor > Share::zero() => Ok(factor),
        _ => Err("expected a factor above 0, such as `1,38`".to_owned()),
    }
}

pub fn minutes(text: &str) -> Result<Share, String> {
    above_zero(text, "minutes")
}

fn above_zero<T>(text: &str, unit: &str) -> Result<T, String>
where
    T: FromStr<Err = NotADecimal> + Default + PartialOrd,
{
    match text.parse() {
        Ok(number) if number > T::default() => Ok(number),
        Ok(_) => Err(format!("expected more than 0 {unit}")),
        Err(not_a_decimal) => Err(not_a_decimal.to_string()),
    }
}
