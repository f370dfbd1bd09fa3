//! The notes on the input: how the files were read, and what was assumed, merged or left out.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::{Basis, NoteScope, name_and_number, text_or_not_stated};
use super::{Cell, Phrase, Sentence, Term};
use crate::model::counts::{Dimension, folded_name};
use crate::model::like_all_others::like_all_others;
use crate::model::origin::{
    Encoding, FileOrigin, Meaning, Reason, Shape, Sheet, SheetOrigin, WhyNotRead,
};
use crate::model::price_table::Why;
use crate::model::week;
use crate::shell::pasteable;

/// More names than this in a dimension look like case numbers.
const MANY_NAMES: usize = 10_000;

/// Headings of columns that are never the unit, word by word.
const NEVER_UNITS: &str = "
    dato, date, dag, ugedag, mandag, tirsdag, onsdag, torsdag, fredag, lørdag, søndag, day, weekday,
    uge, måned, month, år, year, tid, time, klokkeslæt, tidsrum,
    id, nr, total, alt, pris, køn, alder, status, bemærkning, kommentar, sprog, årsag, kanalgruppe";

/// The notes on the input.
impl Basis<'_> {
    /// How the files were read, and what was assumed, merged or left out of them.
    pub fn notes_on_input(self, scope: NoteScope) -> Vec<Phrase> {
        let files = &self.origin.files;
        let mut notes: Vec<Phrase> =
            workbooks(files).filter_map(|sheets| sheets_read(&sheets)).collect();
        notes.extend(notes_on_files(files));
        notes.extend(weeks_by_name(files));
        notes.extend(weeks_of_files(files));
        notes.extend(self.unit_like_all_others());
        notes.extend(
            workbooks(files)
                .filter_map(|sheets| sheet_like_all_others(&sheets, sheets.len() == files.len())),
        );
        notes.extend(workbooks(files).filter_map(|sheets| counts_not_read(&sheets)));
        notes.extend(totals(files));
        let shared = self.origin.shared_records.iter();
        notes.extend(shared.map(|files| Sentence::SharedRecords.with_list("files", files)));
        notes.extend(self.many_names());
        let completed = self.origin.completed.iter();
        notes.extend(
            completed.map(|(word, name)| Sentence::Completed.with("word", word).with("name", name)),
        );
        notes.extend(self.filter_effects());
        notes.extend(self.assumed_channels(scope));
        notes.extend(self.unused_maps());
        notes.extend(self.late_weeks(scope));
        notes.extend(self.short_weeks());
        notes.extend(self.unnamed());
        notes.extend(self.spellings());
        let cleaned = Sentence::Cleaned.with_list("names", &self.origin.cleaned);
        notes.extend((!self.origin.cleaned.is_empty()).then_some(cleaned));
        let almost_one = self.origin.almost_one_name.iter();
        notes.extend(almost_one.map(|names| Sentence::AlmostOneName.with_list("names", names)));
        notes
    }

    /// What the conditions of `--week` and `--where` kept and left out.
    fn filter_effects(self) -> Vec<Phrase> {
        let with_left_out = self.counts.includes_left_out();
        let sentence = if with_left_out { Sentence::OnlyRecords } else { Sentence::OnlyCounted };
        let unit_name = self.unit_names();
        let mut notes = Vec::new();
        for effect in &self.origin.filter_effects {
            let condition = &effect.condition;
            let value = |&id: &usize| match condition.dimension {
                Dimension::Channel => self.channel_name(id),
                dimension => self.name(dimension, id),
            };
            if !condition.keeps_other_units {
                let note = sentence
                    .with("dimension", condition.dimension)
                    .with_list("values", condition.ids.iter().map(value))
                    .with("kept", effect.kept);
                notes.push(note.with("left_out", effect.left_out));
            }
            notes.extend(condition.by_unit.iter().map(|(unit, weeks)| {
                let note =
                    Sentence::OnlyWeeksOfUnit.with("unit", self.name(Dimension::Unit, *unit));
                note.with_list("weeks", weeks.iter().map(value))
            }));
            let dropped = effect.dropped_units.iter();
            let dropped = dropped.map(|(unit, counted)| name_and_number(unit_name(unit), *counted));
            let note = Sentence::DroppedUnits.with_list("units", dropped);
            notes.extend((!effect.dropped_units.is_empty()).then_some(note));
        }
        notes
    }

    /// Codes that do not state their channel, so that the price table assumes one.
    fn assumed_channels(self, scope: NoteScope) -> impl Iterator<Item = Phrase> {
        self.origin.noted.iter().filter_map(move |code| {
            let Why::Assumed(reason) = &self.table.noted(code)?.why else { return None };
            let position = self.table.find(code)?;
            let channel = self.table.channel(position)?;
            if scope.channels.is_some_and(|channels| !channels.contains(&position)) {
                return None;
            }
            let price = match &channel.price {
                Some(price) => Cell::Price(price.clone()),
                None => Sentence::WithoutPrice.into(),
            };
            let note = Sentence::AssumedChannel
                .with("code", code)
                .with("channel", self.channel_name(position))
                .with("price", (!scope.without_prices).then_some(price))
                .with("reason", reason);
            Some(note)
        })
    }

    /// Codes that `--map` gives a meaning, and that neither a row nor a heading has.
    fn unused_maps(self) -> impl Iterator<Item = Phrase> {
        let noted = self.table.all_noted().filter(|_| !self.origin.files.is_empty());
        noted.filter(move |noted| !self.origin.noted.contains(&noted.code)).filter_map(|noted| {
            let Why::Mapped { near } = &noted.why else { return None };
            Some(Sentence::UnusedMap.with("code", &noted.code).with("near", near.as_deref()))
        })
    }

    /// A unit that has on each channel as many enquiries as all others together, which may stand in
    /// other files: likely a total under another name.
    fn unit_like_all_others(self) -> Option<Phrase> {
        let mut by_unit = BTreeMap::<usize, BTreeMap<usize, u64>>::new();
        for (slot, counted) in self.counts.records().filter(|(_, counted)| *counted > 0) {
            let unit = by_unit.entry(slot.id(Dimension::Unit)).or_default();
            *unit.entry(slot.id(Dimension::Channel)).or_default() += counted;
        }
        let unit = like_all_others(&by_unit)?;
        let name = self.counts.name(Dimension::Unit, *unit);
        let is_known = |file: &FileOrigin| file.likely_sums.iter().any(|one| one == name);
        if self.origin.files.iter().any(is_known) {
            return None;
        }
        let note = Sentence::LikeTotal.with_list("unit", [self.name(Dimension::Unit, *unit)]);
        Some(note.with_list("file", short_names(&self.origin.files)))
    }

    /// Dimensions with more names than any municipality has.
    fn many_names(self) -> impl Iterator<Item = Phrase> {
        let names =
            Dimension::NAMED.into_iter().map(move |one| (one, self.counts.names(one).len()));
        names.filter(|(_, names)| *names > MANY_NAMES).map(|(dimension, names)| {
            Sentence::ManyNames.with("dimension", dimension).with("names", names as u64)
        })
    }

    /// Codes of enquiries that have no name in a list of names. Rows that are left out or not
    /// selected have codes too.
    fn unnamed(self) -> impl Iterator<Item = Phrase> {
        self.origin.unnamed.iter().filter_map(move |list| {
            let counted = self.counts.words_of_enquiries(list.dimension);
            let codes = list.codes.iter().filter(|code| counted.contains(&folded_name(code)));
            let codes: Vec<&String> = codes.collect();
            let note = Sentence::Unnamed.with("file", list.files.join(", "));
            (!codes.is_empty()).then(|| note.with_list("codes", codes))
        })
    }

    /// Names of enquiries that were written in more than one way and count as one.
    fn spellings(self) -> Vec<Phrase> {
        let spellings: Vec<_> = self.counts.spellings().collect();
        let mut notes = Vec::new();
        for of_dimension in spellings.chunk_by(|a, b| a.0 == b.0) {
            let counted = self.counts.words_of_enquiries(of_dimension[0].0);
            let names = of_dimension.iter().map(|(_, names)| names);
            let names = names.filter(|names| counted.contains(&folded_name(names[0])));
            notes.extend(names.map(|names| Sentence::Spellings.with_list("names", names)));
        }
        notes
    }
}

/// How a file was read, unless it is a plain table in UTF-8.
fn read_as(file: &FileOrigin) -> Vec<Phrase> {
    let is_windows = file.encoding == Encoding::Windows1252;
    let encoding = is_windows.then(|| Cell::from(file.encoding.name()));
    let read_as: Vec<Cell> =
        encoding.into_iter().chain(layout(file.shape).map(Cell::from)).collect();
    let sentence = match (read_as.is_empty(), file.dated) {
        (true, false) => return Vec::new(),
        (true, true) => Sentence::ReadDated,
        (false, true) => Sentence::ReadAsDated,
        (false, false) => Sentence::ReadAs,
    };
    let ignored = ignored(file).filter(|_| file.shape == Shape::Wide);
    vec![Phrase::from(sentence).with_list("as", read_as).with_list("ignored", ignored)]
}

/// The columns that are not read, unless the note on how the file was read says them.
pub fn not_read(file: &FileOrigin) -> Option<Phrase> {
    let columns: Vec<&str> = ignored(file).filter(|_| file.shape != Shape::Wide).collect();
    let note = Sentence::NotRead.with("file", &file.name);
    (!columns.is_empty()).then(|| note.with_list("columns", columns))
}

/// What was read otherwise than its heading or its place says.
fn read_otherwise(file: &FileOrigin) -> Vec<Phrase> {
    let mut notes = Vec::new();
    if file.titles > 0 {
        notes.push(Sentence::TitleLines.with("lines", file.titles));
    }
    for column in file.columns.iter().filter(|column| column.is_guessed) {
        let role = match column.meaning {
            Meaning::Dimension(dimension) => Cell::from(dimension),
            Meaning::Date => Term::Date.into(),
            _ => Term::CountColumn.into(),
        };
        let note = Sentence::ColumnGuessed.with("heading", column.heading.as_str());
        notes.push(note.with("role", role));
    }
    if file.month_first {
        notes.push(Sentence::MonthFirst.into());
    }
    notes
}

/// That files without a unit did not count the same weeks: if each is a unit, each has a year of its
/// own.
fn weeks_of_files(files: &[FileOrigin]) -> Option<Phrase> {
    let unit = Meaning::Dimension(Dimension::Unit);
    let has_unit = |file: &FileOrigin| {
        file.unit.is_some() || file.columns.iter().any(|column| column.meaning == unit)
    };
    let sets: BTreeSet<&BTreeSet<usize>> = files.iter().map(|file| &file.weeks).collect();
    let overlap =
        |one: &&BTreeSet<usize>| sets.iter().any(|other| other != one && !one.is_disjoint(other));
    let is_doubtful = !files.iter().any(has_unit) && sets.iter().any(overlap);
    let has_sheets = files.iter().any(|file| file.sheet.is_some());
    let from = if has_sheets { "sheet" } else { "file" };
    let note = Sentence::FilesWithoutUnit.with_list("file", short_names(files));
    is_doubtful.then(|| note.with("option", format!("--unit-from {from}")))
}

/// The weeks that no column has, and where they are read.
fn weeks_by_name(files: &[FileOrigin]) -> Option<Phrase> {
    let with_week = || files.iter().filter_map(|file| Some((file, file.week.as_ref()?)));
    let note = Sentence::WeekByName
        .with_list("file", short_names(with_week().map(|(file, _)| file)))
        .with_list("week", with_week().map(|(_, (week, _))| week::label(*week)))
        .with_list("text", with_week().map(|(_, (_, text))| text));
    with_week().next().map(|_| note)
}

/// Units that are likely sums, and enquiries that likely belong to the unit above.
fn doubtful_units(file: &FileOrigin) -> Vec<Phrase> {
    let mut notes = Vec::new();
    if let Some(merged) = file.merged {
        notes.push(Sentence::MergedCells.with("enquiries", merged));
    }
    if !file.likely_sums.is_empty() {
        let names = file.likely_sums.iter();
        let names = names.map(|name| text_or_not_stated(name, Dimension::Unit));
        notes.push(Sentence::LikeTotal.with_list("unit", names));
    }
    notes
}

/// The sheets of each workbook that are read.
fn workbooks(files: &[FileOrigin]) -> impl Iterator<Item = Vec<&SheetOrigin>> {
    let sheets = files.iter().filter_map(|file| file.sheet.as_ref());
    let mut workbooks = Vec::<Vec<&SheetOrigin>>::new();
    for sheet in sheets {
        match workbooks.iter_mut().find(|one| one[0].sheet.workbook == sheet.sheet.workbook) {
            Some(workbook) => workbook.push(sheet),
            None => workbooks.push(vec![sheet]),
        }
    }
    workbooks.into_iter()
}

/// The sheets of a workbook that are read, and those that are not.
fn sheets_read(sheets: &[&SheetOrigin]) -> Option<Phrase> {
    let Sheet { workbook, not_read, .. } = &sheets.first()?.sheet;
    let mut read: Vec<&str> = sheets.iter().map(|sheet| sheet.sheet.name.as_str()).collect();
    read.dedup();
    let has_several = read.len() + not_read.len() > 1;
    let name = |(name, why): &(String, WhyNotRead)| match why {
        WhyNotRead::Hidden => Cell::from(Sentence::HiddenSheet.with("sheet", name)),
        WhyNotRead::Empty => Sentence::EmptySheet.with("sheet", name).into(),
        _ => name.into(),
    };
    let note = Sentence::SheetsRead.with("file", workbook).with_list("sheets", read);
    has_several.then(|| note.with_list("not_read", not_read.iter().map(name)))
}

/// The sheets that are likely counts, and that are not read.
fn counts_not_read(sheets: &[&SheetOrigin]) -> Option<Phrase> {
    let Sheet { workbook, not_read, .. } = &sheets.first()?.sheet;
    let likely = not_read.iter().filter(|(_, why)| *why == WhyNotRead::LikelyCount);
    let names: Vec<&String> = likely.map(|(name, _)| name).collect();
    let option = pasteable("--sheet", names.first()?);
    let note = Sentence::SheetNotRead.with("file", workbook).with_list("sheets", names);
    Some(note.with("option", option))
}

/// A sheet that has on each channel as many enquiries as all others of its workbook together, or
/// that is called as their sum.
fn sheet_like_all_others(sheets: &[&SheetOrigin], is_only_file: bool) -> Option<Phrase> {
    let mut parts = BTreeMap::<&str, BTreeMap<usize, u64>>::new();
    for SheetOrigin { sheet, by_channel } in sheets {
        let part = parts.entry(&sheet.name).or_default();
        for (channel, counted) in by_channel.iter().filter(|(_, counted)| **counted > 0) {
            *part.entry(*channel).or_default() += counted;
        }
    }
    let is_summary = |sheet: &&&SheetOrigin| sheet.sheet.is_summary && parts.len() > 1;
    let called_sum = sheets.iter().find(is_summary).map(|sheet| sheet.sheet.name.as_str());
    let sum = called_sum.or_else(|| like_all_others(&parts).copied())?;
    let others = parts.keys().filter(|name| **name != sum);
    let options: Vec<String> = others.map(|name| pasteable("--sheet", name)).collect();
    let note = Sentence::SheetLikeTotal.with("sheet", sum);
    // Another file need not have the same sheets.
    let options = is_only_file.then(|| options.join(" "));
    Some(note.with("file", &sheets[0].sheet.workbook).with("options", options))
}

/// The names of files, with the name of a workbook once for several of its sheets.
fn short_names<'a>(files: impl IntoIterator<Item = &'a FileOrigin>) -> Vec<String> {
    let mut names = Vec::<(&str, Vec<&str>)>::new();
    for file in files {
        let (workbook, sheet) = match &file.sheet {
            Some(SheetOrigin { sheet, .. }) => (sheet.workbook.as_str(), Some(&*sheet.name)),
            None => (file.name.as_str(), None),
        };
        match names.iter_mut().find(|(known, sheets)| *known == workbook && !sheets.is_empty()) {
            Some((_, sheets)) => sheets.extend(sheet.filter(|name| !sheets.contains(name))),
            None => names.push((workbook, sheet.into_iter().collect())),
        }
    }
    let name = |(name, sheets): (&str, Vec<&str>)| match sheets[..] {
        [] => name.to_owned(),
        _ => format!("{name}: {}", sheets.join(", ")),
    };
    names.into_iter().map(name).collect()
}

/// The notes on single files, with one note for all files that have the same one.
fn notes_on_files(files: &[FileOrigin]) -> Vec<Phrase> {
    let mut notes = Vec::<(Phrase, Vec<&FileOrigin>)>::new();
    for notes_on_file in [read_as, read_otherwise, no_unit, doubtful_units] {
        for file in files {
            for note in notes_on_file(file) {
                match notes.iter_mut().find(|(known, _)| *known == note) {
                    Some((_, files)) => files.push(file),
                    None => notes.push((note, vec![file])),
                }
            }
        }
    }
    notes.into_iter().map(|(note, files)| note.with_list("file", short_names(files))).collect()
}

/// The term for what rows stand for; none for plain rows.
pub fn layout(shape: Shape) -> Option<Term> {
    match shape {
        Shape::Long => None,
        Shape::Wide => Some(Term::WideTable),
        Shape::Enquiries => Some(Term::RowPerEnquiry),
    }
}

/// The headings of columns that are not read.
fn ignored(file: &FileOrigin) -> impl Iterator<Item = &str> {
    let columns = file.columns.iter().filter(|column| column.meaning == Meaning::None);
    columns.map(|column| column.heading.trim()).filter(|heading| !heading.is_empty())
}

/// Without a unit column, one of the other columns may be the unit under another heading.
fn no_unit(file: &FileOrigin) -> Vec<Phrase> {
    let unit = Meaning::Dimension(Dimension::Unit);
    let has_unit = file.unit.is_some() || file.columns.iter().any(|column| column.meaning == unit);
    let may_be_it = |heading: &&str| {
        let heading = heading.to_lowercase();
        let mut words = heading.split(|sign: char| !sign.is_alphanumeric());
        let last = words.rfind(|word| !word.is_empty());
        !last.is_some_and(|last| NEVER_UNITS.split(',').any(|word| word.trim() == last))
    };
    let ignored: Vec<&str> = ignored(file).filter(may_be_it).collect();
    let option = ignored.first().map(|heading| {
        pasteable("--column", &format!("{}={heading}", Dimension::Unit.headings()[0]))
    });
    if has_unit || ignored.is_empty() {
        return Vec::new();
    }
    vec![Sentence::NoUnit.with("option", option).with_list("ignored", ignored)]
}

/// The rows with totals: those that the other rows add up to, and those that were not checked.
/// A total that the rows do not add up to is an error of its own.
fn totals(files: &[FileOrigin]) -> impl Iterator<Item = Phrase> {
    let all: u64 = files.iter().filter_map(|file| file.left_out.get(&Reason::Total)).sum();
    let sound: u64 = files.iter().map(|file| file.totals.sound).sum();
    let wrong: u64 = files.iter().map(|file| file.totals.wrong).sum();
    let unchecked = all.saturating_sub(sound + wrong);
    let rows = [(Sentence::TotalsAddUp, sound), (Sentence::TotalsUnchecked, unchecked)];
    let averages = files.iter().filter_map(|file| file.left_out.get(&Reason::Average)).sum();
    let rows = rows.into_iter().chain([(Sentence::AveragesLeftOut, averages)]);
    let some = rows.filter(|(_, rows)| *rows > 0);
    some.map(|(sentence, rows)| sentence.with("rows", rows))
}
