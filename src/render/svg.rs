//! Pictures: a table or a matrix as SVG for a page. Their colours are in `html.css`, so that they
//! follow its dark mode. Things that differ in colour differ in form or text too.

use maud::{Markup, html};
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::{Lang, cell, heading, label, machine_number, matrix, number, template};
use crate::model::quantity::{Money, Share};
use crate::report::matrix::Matrix;
use crate::report::{Cell, Chart, Kind, Phrase, Sentence, Short, Table, Term};

/// The width of a picture. Its unit is a pixel where the page does not scale it.
const WIDTH: f64 = 720.0;
/// The largest number of rows that are drawn; the others are added up.
const ROWS: usize = 20;
/// The fills of the parts of a bar.
const PARTS: [&str; 6] = ["p0", "p1", "p2", "p3", "p4", "p5"];
/// The number of entries in a line of the legend.
const LEGEND: usize = 3;
/// The number of rows that the text alternative names.
const NAMED: usize = 3;
/// The most letters in a line of a name, and the most if many of them are wide.
const NAME: [usize; 2] = [32, 20];
/// The estimated width of a letter, and what a wide one adds.
const LETTER: f64 = 7.8;
const WIDE: f64 = 3.0;
/// The height of a line of text, and the line on which it stands beside a bar.
const LINE: f64 = 15.0;
const BASELINE: f64 = 12.5;
/// The height of a bar, and the space between it and its text.
const BAR: f64 = 16.0;
const SPACE: f64 = 6.0;
/// The height of all upright bars together.
const UPRIGHT: f64 = 180.0;
/// A quadrant is divided into lines and columns, on which the points stand.
const QUADRANT: (usize, usize) = (8, 32);
/// The height of such a line and the width of such a column.
const PLACE: (f64, f64) = (24.0, 10.5);

/// The picture of a table with its caption; `None` without a chart, or if there is nothing to draw.
pub fn chart(table: &Table, currency: &str, lang: Lang) -> Option<Markup> {
    let chart = table.chart.as_ref()?;
    let name = table.columns.iter().position(|column| column.kind != Kind::Hidden)?;
    let drawn = Drawn { table, currency, lang, name };
    match chart {
        Chart::Bars { size, target } => drawn.bars(*size, *target),
        Chart::Parts => drawn.parts(),
        Chart::Waterfall { change, level } => drawn.waterfall(*change, *level),
        Chart::Tornado { less, more, from } => drawn.tornado(*less, *more, from),
        // The numbers of its table have a background.
        Chart::Shades => None,
        Chart::Times(size) => drawn.times(*size),
    }
}

/// The picture of a matrix with its caption.
pub fn scatter(matrix: &Matrix, lang: Lang) -> Markup {
    let places = matrix::places(matrix, QUADRANT);
    let (half, top) = (WIDTH / 2.0, LINE + SPACE);
    let height = LINE + SPACE + float(QUADRANT.0) * PLACE.0;
    let (middle, bottom) = (top + height, top + 2.0 * height);
    let corners = [(0.0, top), (half, top), (0.0, middle), (half, middle)];
    let center = |place: &matrix::Place| {
        let (left, top) = corners[place.corner];
        let x = left + SPACE + PLACE.1 * (float(place.column) + 0.5);
        (x, top + LINE + SPACE + PLACE.0 * (float(place.line) - 0.5))
    };
    let axis = |term| lang.label(term).to_lowercase();
    let halves = |count: u64| number::percent(&Share::from(count).times(&Share::half()), lang);
    let picture = html! {
        text y=(BASELINE) { "↑ " (axis(matrix.up)) }
        path.axis d={ "M0 " (top) "H" (WIDTH) "V" (bottom) "H0zM" (half) " " (top) "V" (bottom) "M0 " (middle) "H" (WIDTH) } {}
        @for (corner, (x, y)) in matrix.corners.iter().zip(corners) {
            text x=(px(x + SPACE)) y=(px(y + LINE)) font-weight="bold" { (lang.label(*corner)) }
        }
        g text-anchor="middle" {
            @for place in &places {
                @let (x, y) = center(place);
                circle.bar cx=(px(x)) cy=(px(y)) r="10" {}
                text.on x=(px(x)) y=(px(y + 4.5)) { (place.label) }
            }
            text x=(half) y=(px(bottom + LINE)) { (halves(1)) }
        }
        text y=(px(bottom + LINE)) { (halves(0)) }
        text x=(WIDTH) y=(px(bottom + LINE)) text-anchor="end" { (axis(matrix.right)) " → " (halves(2)) }
    };
    let points = matrix.corners.map(|corner| {
        let number = matrix.points.iter().filter(|point| point.quadrant == corner).count();
        Sentence::NameAndNumber.with("name", corner).with("number", number)
    });
    let not_drawn = matrix::not_drawn(matrix, places.len(), lang);
    let not_drawn = not_drawn.map_or_else(String::new, |text| format!(" · {text}"));
    let caption = lang.label(matrix.term).to_owned() + &not_drawn;
    let description = Sentence::Picture.with("title", &caption).with_list("parts", points);
    figure(&caption, &template::text(&description, lang, ""), bottom + LINE + SPACE, &picture)
}

/// A picture with its text alternative, above its caption.
fn figure(caption: &str, description: &str, height: f64, picture: &Markup) -> Markup {
    html! {
        figure {
            svg role="img" aria-label=(description) viewBox={ "0 0 " (WIDTH) " " (px(height)) }
                font-size="13" fill="currentColor" { (picture) }
            figcaption { (caption) }
        }
    }
}

/// A table that is drawn.
struct Drawn<'a> {
    table: &'a Table,
    currency: &'a str,
    lang: Lang,
    /// The position of the column that names a row.
    name: usize,
}

impl Drawn<'_> {
    fn bars(&self, of: Term, target: Option<Term>) -> Option<Markup> {
        let at = self.table.position(of)?;
        let target = target.and_then(|target| self.table.position(target));
        let (rows, notes) = self.rows(&self.table.rows, at, self.adds_up(at));
        let line = |row: &Vec<Cell>| {
            let size = size(&row[at])?;
            let class = match &row[self.name] {
                Cell::Phrase(name) if name.sentence == Sentence::OtherRows => "level",
                _ => "bar",
            };
            let mut label = cell(&row[at], self.lang);
            let target = target.filter(|target| row[*target] != Cell::Empty);
            if let Some(target) = target {
                let name = self.label(target).to_lowercase();
                label = format!("{label} ({name} {})", cell(&row[target], self.lang));
            }
            let bars = vec![Bar::new([0.0, size], class)];
            let mut line = Line::new(self.name(row), bars, label);
            line.target = target.and_then(|target| self::size(&row[target]));
            if size < 0.0 {
                line.labels.reverse();
            }
            Some(line)
        };
        let lines = Bars { lines: rows.iter().filter_map(line).collect(), ..Bars::default() };
        Some(self.figure(lines.draw()?, &self.heading(at), notes, lines.largest()))
    }

    /// Nothing where the parts do not add up to their total, such as shares of a column.
    fn parts(&self) -> Option<Markup> {
        let total = self.table.position(Term::Total)?;
        let whole = self.table.total.as_ref().or(self.table.rows.first())?;
        let is_part = |at: &usize| self.table.columns[*at].kind.is_numeric();
        let columns: Vec<usize> = (self.name + 1..total).filter(is_part).collect();
        let size_of = |at: &usize| size(&whole[*at]).unwrap_or(0.0);
        let [kept, others] = largest(&columns, PARTS.len() - 1, size_of);
        kept.first()?;
        let mut names: Vec<String> = kept.iter().map(|at| self.label(*at)).collect();
        if !others.is_empty() {
            names.push(format!("{} {}", others.len(), self.lang.label(Term::Others)));
        }
        let parts = |row: &[Cell]| -> Vec<Cell> {
            let other = sum(others.iter().map(|at| &row[*at]));
            kept.iter().map(|at| row[*at].clone()).chain([other]).take(names.len()).collect()
        };
        let (rows, notes) = self.rows(&self.table.rows, total, self.adds_up(total));
        let line = |row: &Vec<Cell>| {
            let mut to = 0.0;
            let bars = PARTS.into_iter().zip(parts(row)).map(|(class, part)| {
                let from = to;
                to += size(&part).unwrap_or(0.0);
                Bar { text: cell(&part, self.lang), ..Bar::new([from, to], class) }
            });
            let bars = bars.collect();
            let label = cell(&row[total], self.lang);
            is_about(to, size(&row[total])?).then(|| Line::new(self.name(row), bars, label))
        };
        let lines = Bars {
            lines: rows.iter().map(line).collect::<Option<_>>()?,
            legend: PARTS.into_iter().zip(names.iter().cloned()).collect(),
            ..Bars::default()
        };
        let unit = match &whole[total] {
            Cell::Share(_) => self.lang.label(Term::CostShare).to_owned(),
            Cell::Cost(_) => self.lang.currency(self.currency),
            _ => self.lang.label(Term::Counted).to_owned(),
        };
        let parts = names
            .iter()
            .zip(parts(whole))
            .map(|(name, part)| Sentence::NameAndNumber.with("name", name).with("number", part));
        let description = Sentence::Picture.with_list("parts", parts);
        Some(self.figure(lines.draw()?, &unit, notes, description))
    }

    /// If the changes are small beside the levels, the axis does not begin at 0, and says so.
    fn waterfall(&self, change: Term, level: Term) -> Option<Markup> {
        let [change, level] = [self.table.position(change)?, self.table.position(level)?];
        let [first, steps @ .., end] = self.table.rows.as_slice() else { return None };
        let (rows, mut notes) = self.rows(steps, change, true);
        let [mut at, after] = [size(&first[level])?, size(&end[level])?];
        let mut levels = vec![at];
        for row in &rows {
            at += size(&row[change])?;
            levels.push(at);
        }
        let axis = cut_axis(range(levels.iter().copied(), after));
        if axis > 0.0 {
            let from = format!("{axis:.0}").parse::<Money>().ok()?;
            notes.push(self.text(&Sentence::CutAxis.with("from", from)));
        }
        let whole = |row: &[Cell], to: f64| {
            let bars = vec![Bar::new([axis, to], "level")];
            Line::new(self.name(row), bars, cell(&row[level], self.lang))
        };
        let steps = rows.iter().zip(levels.windows(2)).map(|(row, levels)| {
            let is_fall = levels[1] < levels[0];
            let (class, arrow) = if is_fall { ("fall", "▼") } else { ("rise", "▲") };
            let bars = vec![Bar::new([levels[0], levels[1]], class)];
            Line::new(self.name(row), bars, format!("{arrow} {}", cell(&row[change], self.lang)))
        });
        let lines = [whole(first, levels[0])].into_iter().chain(steps).chain([whole(end, after)]);
        let lines = Bars { lines: lines.collect(), axis, is_connected: true, ..Bars::default() };
        let ends = lines.largest().with("first", &first[level]).with("last", &end[level]);
        Some(self.figure(lines.draw()?, &self.heading(level), notes, ends))
    }

    fn tornado(&self, less: Term, more: Term, from: &Cell) -> Option<Markup> {
        let ends = [self.table.position(less)?, self.table.position(more)?];
        let axis = size(from)?;
        let (rows, mut notes) = self.rows(&self.table.rows, ends[0], false);
        notes.push(self.text(&Sentence::AxisAt.with("from", from)));
        let line = |row: &Vec<Cell>| {
            let [less, more] = [size(&row[ends[0]])?, size(&row[ends[1]])?];
            let bars = vec![Bar::new([axis, less], "less"), Bar::new([axis, more], "bar")];
            let mut line = Line::new(self.name(row), bars, String::new());
            line.labels = ends.map(|at| cell(&row[at], self.lang));
            if more < less {
                line.labels.reverse();
            }
            Some(line)
        };
        let lines = Bars {
            lines: rows.iter().filter_map(line).collect(),
            axis,
            legend: vec![("less", self.label(ends[0])), ("bar", self.label(ends[1]))],
            ..Bars::default()
        };
        Some(self.figure(lines.draw()?, &self.lang.currency(self.currency), notes, lines.largest()))
    }

    fn times(&self, of: Term) -> Option<Markup> {
        let at = self.table.position(of)?;
        let sized = self.table.rows.iter().filter_map(|row| Some((row, size(&row[at])?)));
        let rows: Vec<(&Vec<Cell>, f64)> = sized.collect();
        let [least, most] = range(rows.iter().map(|(_, size)| *size), 0.0);
        let (&(first, _), &(end, _)) = (rows.first()?, rows.last()?);
        if is_about(least, most) {
            return None;
        }
        // The text of a bar may be wider than the bar.
        let slot = (WIDTH - 4.0 * BAR) / float(rows.len());
        let (width, top) = ((slot * 0.7).min(60.0), 2.0 * LINE + SPACE);
        let bottom = top + UPRIGHT + 2.0 * (LINE + SPACE);
        let x = |place: usize| 2.0 * BAR + (float(place) + 0.5) * slot;
        let y = |size: f64| top + (most - size) / (most - least) * UPRIGHT;
        // With more than eight bars their texts would overlap. Then only every second, third … bar
        // has its texts, counted from the last one.
        let every = 1 + rows.len() / 9;
        // As in the business case, what is paid back stays so.
        let last_below = rows.iter().rposition(|(_, size)| *size < 0.0);
        let paid_back = last_below.map(|at| at + 1).filter(|at| *at < rows.len());
        let picture = html! {
            g.times text-anchor="middle" {
                @for (place, (_, size)) in rows.iter().enumerate() {
                    @let [high, low] = range([y(*size)].into_iter(), y(0.0));
                    rect.bar x=(px(x(place) - width / 2.0)) y=(px(high)) width=(px(width)) height=(px(low - high)) {}
                }
                @for (place, (row, size)) in rows.iter().enumerate() {
                    @let above = y(size.max(0.0)) - 4.0;
                    @if (rows.len() - 1 - place).is_multiple_of(every) {
                        text x=(px(x(place))) y=(px(if *size < 0.0 { y(*size) + LINE } else { above })) {
                            (cell(&row[at], self.lang))
                        }
                        text x=(px(x(place))) y=(px(bottom - SPACE)) { (self.name(row)) }
                    }
                    @if paid_back == Some(place) { text x=(px(x(place))) y=(px(above - LINE)) { "▼" } }
                }
            }
            path.axis d={ "M0 " (px(y(0.0))) "H" (WIDTH) } {}
        };
        let paid_back = paid_back.map(|place| {
            let name = cell(&rows[place].0[self.name], self.lang);
            format!("▼ {} {name}", self.lang.label(Term::PaybackYear))
        });
        let notes = paid_back.into_iter().collect();
        let ends = Sentence::Picture.with("first", &first[at]).with("last", &end[at]);
        Some(self.figure((picture, bottom), &self.heading(at), notes, ends))
    }

    /// The rows to draw: the largest in their order, and if they add up the sum of the others.
    /// The notes say how many rows have no figure, and how many are not drawn.
    fn rows(&self, all: &[Vec<Cell>], at: usize, adds_up: bool) -> (Vec<Vec<Cell>>, Vec<String>) {
        let with = |sentence: Sentence, rows: usize| {
            sentence.with("rows", rows).with("things", self.table.things().filter(|_| rows > 1))
        };
        let sized: Vec<&Vec<Cell>> = all.iter().filter(|row| size(&row[at]).is_some()).collect();
        let mut notes = Vec::new();
        if sized.len() < all.len() {
            let sentence = match self.table.short {
                Short::With(_, sentence) => sentence,
                _ => Sentence::RowsWithoutFigure,
            };
            notes.push(self.text(&with(sentence, all.len() - sized.len())));
        }
        let size_of = |row: &&Vec<Cell>| size(&row[at]).filter(|_| adds_up).unwrap_or(0.0);
        let [kept, others] = largest(&sized, ROWS, size_of);
        let mut rows: Vec<Vec<Cell>> = kept.into_iter().cloned().collect();
        if !others.is_empty() && adds_up {
            let column = |at: usize| sum(others.iter().map(|row| &row[at]));
            let mut row: Vec<Cell> = (0..self.table.columns.len()).map(column).collect();
            row[self.name] = with(Sentence::OtherRows, others.len()).into();
            rows.push(row);
        } else if !others.is_empty() {
            notes.push(self.text(&Sentence::NotDrawn.with("points", others.len())));
        }
        (rows, notes)
    }

    /// Whether the total of a column is the sum of its rows, as that of an average is not.
    fn adds_up(&self, at: usize) -> bool {
        let total = self.table.total.as_ref().and_then(|total| size(&total[at]));
        let rows: f64 = self.table.rows.iter().filter_map(|row| size(&row[at])).sum();
        total.is_some_and(|total| is_about(rows, total))
    }

    /// The name of a row; a number says what it numbers.
    fn name(&self, row: &[Cell]) -> String {
        let name = cell(&row[self.name], self.lang);
        match row[self.name] {
            Cell::Label(_) | Cell::Count(_) => format!("{} {name}", self.label(self.name)),
            _ => name,
        }
    }

    fn label(&self, at: usize) -> String {
        label(&self.table.columns[at].heading, self.lang)
    }

    fn heading(&self, at: usize) -> String {
        heading(&self.table.columns[at], self.currency, self.lang)
    }

    fn text(&self, phrase: &Phrase) -> String {
        template::text(phrase, self.lang, self.currency)
    }

    fn figure(
        &self,
        (picture, height): (Markup, f64),
        unit: &str,
        notes: Vec<String>,
        description: Phrase,
    ) -> Markup {
        let title = [self.lang.label(self.table.term).to_owned(), unit.to_owned()];
        let caption = [title.to_vec(), notes].concat().join(" · ");
        let description = self.text(&description.with("title", &caption));
        figure(&caption, &description, height, &picture)
    }
}

/// A row of a table, as it is drawn.
struct Line {
    name: String,
    bars: Vec<Bar>,
    /// The texts to the left and to the right of the bars.
    labels: [String; 2],
    /// Where its target is.
    target: Option<f64>,
}

/// A bar, or a part of one.
struct Bar {
    ends: [f64; 2],
    /// Its class in the style sheet.
    class: &'static str,
    /// What stands in it, if it is wide enough.
    text: String,
}

impl Bar {
    fn new(ends: [f64; 2], class: &'static str) -> Self {
        Self { ends, class, text: String::new() }
    }
}

impl Line {
    fn new(name: String, bars: Vec<Bar>, label: String) -> Self {
        Self { name, bars, labels: [String::new(), label], target: None }
    }

    /// The least and the greatest end of its bars.
    fn range(&self) -> [f64; 2] {
        range(self.bars.iter().flat_map(|bar| bar.ends), self.bars[0].ends[0])
    }

    /// Its bars on the scale of a picture, and what stands in them.
    fn bars(&self, x: impl Fn(f64) -> f64) -> Markup {
        let [left, right] = self.range().map(&x);
        html! {
            @for bar in &self.bars {
                @let [from, to] = range(bar.ends.into_iter(), bar.ends[0]).map(&x);
                @if to > from { rect class=(bar.class) x=(px(from)) width=(px(to - from)) height=(BAR) {} }
                @if !bar.text.is_empty() && text_width(&bar.text) + SPACE < to - from {
                    text x=(px(f64::midpoint(from, to))) y=(BASELINE) { (bar.text) }
                }
                @if bar.class == "level" && bar.ends[0] > 0.0 {
                    path.cut d={ "M" (px(from + BAR)) " -3l5 7-5 8 5 7" } {}
                }
            }
            @if self.bars[0].class == PARTS[0] {
                rect.frame x=(px(left)) width=(px(right - left)) height=(BAR) {}
            }
        }
    }
}

/// Lines with bars, and an axis through them.
#[derive(Default)]
struct Bars {
    lines: Vec<Line>,
    axis: f64,
    /// Whether each line goes on where the one above it ends.
    is_connected: bool,
    /// The classes of bars and what they stand for.
    legend: Vec<(&'static str, String)>,
}

impl Bars {
    /// The text alternative, which names the lines with the largest sizes or changes.
    fn largest(&self) -> Phrase {
        let is_level = |line: &Line| line.bars[0].class == "level";
        let lines: Vec<&Line> = self.lines.iter().filter(|line| !is_level(line)).collect();
        let order = by_size(&lines, |line| line.range()[1] - line.range()[0]);
        let named = order.into_iter().take(NAMED).map(|at| {
            let labels = lines[at].labels.iter().filter(|label| !label.is_empty());
            let number = labels.cloned().collect::<Vec<_>>().join(" / ");
            Sentence::NameAndNumber.with("name", &lines[at].name).with("number", number)
        });
        Sentence::Picture.with_list("largest", named)
    }

    /// The picture and its height; `None` if no bar has a length.
    fn draw(&self) -> Option<(Markup, f64)> {
        let names: Vec<Vec<String>> =
            self.lines.iter().map(|line| name_lines(&line.name, 2)).collect();
        let labels = |side: usize| longest(self.lines.iter().map(|line| &line.labels[side]));
        let (left, right) =
            (longest(names.iter().flatten()) + SPACE + labels(0), WIDTH - labels(1));
        let ends = self.lines.iter().flat_map(|line| line.range().into_iter().chain(line.target));
        let [least, most] = range(ends, self.axis);
        if is_about(least, most) {
            return None;
        }
        let x = |at: f64| left + (at - least) / (most - least) * (right - left).max(BAR);
        let step = if names.iter().any(|name| name.len() > 1) { 36.0 } else { 24.0 };
        let top = float(self.legend.len().div_ceil(LEGEND)) * (LINE + SPACE);
        let y = |at: usize| top + float(at) * step;
        let bottom = y(self.lines.len());
        let picture = html! {
            @for (at, (class, text)) in self.legend.iter().enumerate() {
                @let x = float(at % LEGEND) * WIDTH / float(LEGEND);
                @let y = float(at / LEGEND) * (LINE + SPACE);
                g.key transform={ "translate(" (x) " " (y) ")" } {
                    rect class=(class) width="12" height="12" {}
                }
                text x=(x + BAR) y=(y + BASELINE - 1.0) { (name_lines(text, 1).concat()) }
            }
            @for (at, (line, name)) in self.lines.iter().zip(&names).enumerate() {
                @let [from, to] = line.range().map(x);
                g transform={ "translate(0 " (px(y(at) + (step - BAR) / 2.0)) ")" } {
                    (name_text(name, &line.name))
                    (line.bars(x))
                    @if self.is_connected && at + 1 < self.lines.len() {
                        path.axis d={ "M" (px(x(line.bars[0].ends[1]))) " " (BAR) "v" (px(step - BAR)) } {}
                    }
                    @if let Some(target) = line.target {
                        rect.target x=(px(x(target) - 1.5)) y="-3" width="3" height=(BAR + SPACE) {}
                    }
                    @if !line.labels[0].is_empty() {
                        text x=(px(from - SPACE)) y=(BASELINE) text-anchor="end" { (line.labels[0]) }
                    }
                    @if !line.labels[1].is_empty() {
                        text x=(px(to.max(line.target.map_or(to, x)) + SPACE)) y=(BASELINE) { (line.labels[1]) }
                    }
                }
            }
            path.axis d={ "M" (px(x(self.axis))) " " (px(top)) "V" (px(bottom)) } {}
        };
        Some((picture, bottom + 1.0))
    }
}

/// A length with at most one decimal.
fn px(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The size of a number as a length; `None` for what is no number.
fn size(cell: &Cell) -> Option<f64> {
    machine_number(cell)?.parse().ok().filter(|size: &f64| size.is_finite())
}

/// Whether two lengths differ by no more than the rounding of their parts.
fn is_about(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * (1.0 + one.abs())
}

/// The least and the greatest of some lengths and of one more.
fn range(lengths: impl Iterator<Item = f64>, one: f64) -> [f64; 2] {
    lengths.fold([one, one], |[least, most], length| [least.min(length), most.max(length)])
}

/// Where the axis of these levels begins: at 0, unless their differences would be too small to see.
fn cut_axis([least, most]: [f64; 2]) -> f64 {
    let begin = least - (most - least) / 2.0;
    let step = 10_f64.powf((most - least).log10().floor());
    if begin < least / 2.0 || step < 1.0 { 0.0 } else { (begin / step).floor() * step }
}

fn wide_letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_uppercase() || "%▲▼→".contains(*letter)).count()
}

/// The estimated width of a text: the font is that of the reader's computer.
fn text_width(text: &str) -> f64 {
    float(display_width(text)) * LETTER + float(wide_letters(text)) * WIDE
}

/// The width of the longest text with the space beside it; 0 if all are empty.
fn longest<'a>(texts: impl Iterator<Item = &'a String>) -> f64 {
    let texts = texts.filter(|text| !text.is_empty());
    texts.map(|text| text_width(text) + SPACE).fold(0.0, f64::max)
}

/// The lines of a name, cut where they are more than `most`.
fn name_lines(name: &str, most: usize) -> Vec<String> {
    let is_wide = 2 * wide_letters(name) > name.chars().count();
    let letters = NAME[usize::from(is_wide)];
    let options = Options::new(letters).word_splitter(WordSplitter::NoHyphenation);
    let all = textwrap::wrap(name, options);
    let mut lines: Vec<String> = all.iter().take(most).map(ToString::to_string).collect();
    if let Some(last) = lines.last_mut().filter(|_| all.len() > most) {
        *last = last.chars().take(letters - 1).chain(['…']).collect();
    }
    lines
}

/// A name in one or two lines. If it is cut, the whole name is its title.
fn name_text(lines: &[String], name: &str) -> Markup {
    let y = if lines.len() > 1 { BASELINE - LINE / 2.0 } else { BASELINE };
    html! {
        text y=(y) {
            @if lines.last().is_some_and(|line| line.ends_with('…')) { title { (name) } }
            @for (at, line) in lines.iter().enumerate() {
                @if at == 0 { (line) } @else { tspan x="0" dy=(LINE) { (line) } }
            }
        }
    }
}

/// The positions of items by their size, the largest first.
fn by_size<T>(items: &[T], size: impl Fn(&T) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&one, &other| size(&items[other]).abs().total_cmp(&size(&items[one]).abs()));
    order
}

/// Divides items into the largest, and the others if these are several; both stay in order.
fn largest<T: Clone>(items: &[T], most: usize, size: impl Fn(&T) -> f64) -> [Vec<T>; 2] {
    let mut order = by_size(items, size);
    let others = if items.len() > most + 1 { order.split_off(most) } else { Vec::new() };
    [order, others].map(|mut order| {
        order.sort_unstable();
        order.into_iter().map(|at| items[at].clone()).collect()
    })
}

fn sum<'a>(cells: impl Iterator<Item = &'a Cell>) -> Cell {
    cells.cloned().reduce(|sum, cell| sum.plus(&cell)).unwrap_or(Cell::Empty)
}
