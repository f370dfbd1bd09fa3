//! Reports as HTML: the cells are those of Markdown, the pictures show the figures, and no name of a
//! file becomes markup.

use std::fmt::Write as _;

use crate::{report, report_in};

/// Commands whose reports have every kind of table.
const COMMANDS: [&str; 9] = [
    "cost examples/uge5-6.csv --by kanal,enhed,uge",
    "cost examples/komhen.csv --by opgave,type,afslutning,kommune --lang en",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml --scenario 'Begge dele' \
     --sensitivity 10% --grid telefon:selvbetjening=0..40/10",
    "compare examples/uge5-6.csv examples/uge5-6-2012.csv --digital-goal 30%",
    "self-service examples/komhen.csv --before examples/komhen.csv",
    "contact-centre examples/komhen.csv --lang en",
    "outgoing examples/komhen.csv --before examples/komhen.csv",
    HEAT,
    "opening-hours examples/komhen.csv --hours examples/aabningstider.toml",
];

/// A table with shades.
const HEAT: &str = "pattern examples/komhen.csv --week 43 --rows ugedag --columns time";

/// The text of HTML without its markup.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text += part.split_once('>').map_or(part, |(_, text)| text);
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    marks.into_iter().fold(text, |text, (name, sign)| text.replace(name, sign))
}

/// The cells of all tables of a page, row by row.
fn cells_of_html(page: &str) -> Vec<String> {
    let rows = page.split("<tr>").skip(1).map(|row| row.split("</tr>").next().unwrap_or(row));
    let ends = |row: &str| row.replace("</th>", "</td>");
    let cells = rows.flat_map(|row| {
        let row = ends(row);
        let cells: Vec<String> = row.split("</td>").map(plain).collect();
        // Nothing stands behind the last cell.
        cells[..cells.len() - 1].to_vec()
    });
    cells.collect()
}

/// The cells of all tables of a Markdown document, row by row.
fn cells_of_markdown(document: &str) -> Vec<String> {
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| ---");
    let cells = document.lines().filter(is_row).flat_map(|line| {
        let row = line.trim_start_matches("| ").trim_end_matches(" |");
        row.split(" | ").map(|cell| cell.replace("**", "").replace('\\', "")).collect::<Vec<_>>()
    });
    cells.collect()
}

#[test]
fn a_page_has_the_shades_of_the_text() {
    let (page, text) = (report(&format!("{HEAT} --format html")), report(HEAT));
    let shades = [("FDE8DC", '░'), ("FAC9AE", '▒'), ("F5A57B", '▓'), ("EC7A45", '█')];
    for (color, sign) in shades {
        let shown = page.matches(&format!("bgcolor=\"#{color}\"")).count();
        assert!(shown > 0);
        assert_eq!(shown, text.matches(sign).count(), "{sign}");
    }
}

#[test]
fn a_page_has_the_cells_of_the_markdown_report() {
    for command in COMMANDS {
        let page = report(&format!("{command} --format html"));
        let document = report(&format!("{command} --format markdown"));
        let [of_page, of_document] = [cells_of_html(&page), cells_of_markdown(&document)];
        assert!(of_page.len() > 20, "{command}: only {} cells", of_page.len());
        assert_eq!(of_page, of_document, "{command}");
    }
}

#[test]
fn every_element_of_a_page_is_closed() {
    for command in COMMANDS {
        let page = report(&format!("{command} --format html"));
        let elements = [
            "html",
            "head",
            "body",
            "main",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "h1",
            "h2",
            "p",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "div",
            "style",
            "title",
            "figure",
            "figcaption",
            "svg",
            "g",
            "rect",
            "path",
            "text",
            "tspan",
            "circle",
        ];
        for name in elements {
            let count = |start: &str, end: char| {
                let open = format!("{start}{name}{end}");
                page.matches(&open).count()
            };
            let opened = count("<", '>') + count("<", ' ');
            assert_eq!(opened, count("</", '>'), "{command}: <{name}>");
        }
    }
}

/// The pictures of a page.
fn pictures(page: &str) -> Vec<&str> {
    let starts = page.split("<svg ").skip(1);
    starts.map(|rest| rest.split_once("</svg>").expect("an end of the picture").0).collect()
}

/// The picture with that caption.
#[track_caller]
fn picture<'a>(page: &'a str, caption: &str) -> &'a str {
    let (before, _) = page.split_once(&format!("</svg><figcaption>{caption}")).expect(caption);
    before.rsplit_once("<svg ").expect("a picture").1
}

/// The number in an attribute of an element.
#[track_caller]
fn attribute(element: &str, name: &str) -> f64 {
    let (_, rest) = element.split_once(&format!(" {name}=\"")).expect(name);
    rest.split('"').next().and_then(|text| text.parse().ok()).expect(name)
}

/// The elements with that name and class.
fn elements<'a>(picture: &'a str, name: &str, class: &str) -> Vec<&'a str> {
    let start = format!("<{name} class=\"{class}");
    picture.match_indices(&start).map(|(at, _)| &picture[at..]).collect()
}

fn widths(picture: &str, class: &str) -> Vec<f64> {
    elements(picture, "rect", class).into_iter().map(|bar| attribute(bar, "width")).collect()
}

#[track_caller]
fn assert_about(one: f64, other: f64) {
    assert!((one - other).abs() < 0.3, "{one} is not about {other}");
}

/// No number of a picture is wrong: every length is one, none is below 0, and no text begins outside.
#[track_caller]
fn assert_sound(command: &str, page: &str) {
    for picture in pictures(page) {
        let (start, drawn) = picture.split_once('>').expect("an element");
        assert!(start.contains("role=\"img\" aria-label=\""), "{command}: {start}");
        let height: f64 = start
            .split_once("0 0 720 ")
            .expect("a width")
            .1
            .split('"')
            .next()
            .and_then(|height| height.parse().ok())
            .expect("a height");
        for tag in drawn.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| tag) {
            assert!(!tag.contains("NaN") && !tag.contains("inf"), "{command}: <{tag}>");
            assert!(!tag.contains("style="), "{command}: <{tag}>");
            for (name, most) in [("x", 720.0), ("width", 720.0), ("height", height), ("y", height)]
            {
                if tag.contains(&format!(" {name}=\"")) {
                    let least = if name == "y" { -3.0 } else { 0.0 };
                    let value = attribute(tag, name);
                    assert!((least..=most).contains(&value), "{command}: <{tag}>");
                }
            }
        }
    }
}

#[test]
fn every_picture_is_sound() {
    for command in COMMANDS {
        let page = report(&format!("{command} --format html"));
        // The shades of its numbers are its picture.
        assert_eq!(pictures(&page).is_empty(), command == HEAT, "{command}");
        assert_sound(command, &page);
    }
}

#[test]
fn bars_are_in_proportion() {
    let page = report("cost examples/uge5-6.csv --format html");
    let widths = widths(picture(&page, "Fordelt på kanal · Kr. pr. år"), "bar");
    // The cost of self-service on paper, of telephone, letter, e-mail and visits; integrated
    // self-service costs 0 and has no bar.
    let costs = [74_100.0, 3_908_294.0, 2_264_600.0, 2_370_888.0, 5_398_926.0];
    assert_eq!(widths.len(), costs.len());
    for (width, cost) in widths.iter().zip(costs) {
        assert_about(*width, widths[4] * cost / 5_398_926.0);
    }
}

#[test]
fn a_bar_below_0_is_on_the_left() {
    let page = report("compare examples/uge5-6.csv examples/uge5-6-2012.csv --format html");
    let picture = picture(&page, "Hvorfor omkostningerne har ændret sig");
    let bars = elements(picture, "rect", "bar");
    // The first is −203.112, the last +222.950.
    let (first, last) = (bars[0], bars[bars.len() - 1]);
    let zero = attribute(last, "x");
    assert_about(attribute(first, "x") + attribute(first, "width"), zero);
    assert_about(attribute(first, "width") / 203_112.0 * 222_950.0, attribute(last, "width"));
}

#[test]
fn parts_add_up_to_their_row() {
    let page = report("pattern examples/uge5-6.csv --rows enhed --columns kanal --format html");
    let picture = picture(&page, "Mønster · Talt");
    let rows: Vec<&str> = picture.split("translate(0 ").collect();
    // The last 15 are the units, behind the legend.
    let units = &rows[rows.len() - 15..];
    let whole = |row: &str| widths(row, "frame")[0];
    for unit in units {
        let parts: f64 = widths(unit, "p").iter().sum();
        assert!((parts - whole(unit)).abs() < 0.4, "{parts} of {unit}");
    }
    // BorgerServiceCenteret has 3.991 enquiries, YdelsesCenteret 2.891.
    assert_about(whole(units[1]), whole(units[0]) * 2891.0 / 3991.0);
}

#[test]
fn shares_of_a_column_are_no_parts_of_a_row() {
    let command = "pattern examples/uge5-6.csv --rows enhed --columns kanal --format html --share";
    assert_eq!(pictures(&report(&format!("{command} column"))).len(), 0);
    assert_eq!(pictures(&report(&format!("{command} row"))).len(), 1);
    assert_eq!(pictures(&report(&format!("{command} all"))).len(), 1);
}

const WHAT_IF: &str = "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml \
    --scenario 'Begge dele' --sensitivity 10% --format html";

#[test]
fn a_waterfall_ends_where_its_last_bar_does() {
    let page = report(WHAT_IF);
    let picture = picture(
        &page,
        "Fra før til efter · Kr. pr. år · Aksen er brudt og begynder ved 12.000.000 kr.",
    );
    let levels = elements(picture, "rect", "level");
    let [before, after] = [0, 1].map(|at| attribute(levels[at], "width"));
    // Above 12.000.000: 14.016.808 before, 13.039.379 after.
    assert!((before / after - 2_016_808.0 / 1_039_379.0).abs() < 0.01, "{before} and {after}");
    let falls: f64 = widths(picture, "fall").iter().sum();
    let rises: f64 = widths(picture, "rise").iter().sum();
    assert!((before - falls + rises - after).abs() < 0.6, "{before} − {falls} + {rises} = {after}");
    assert_eq!(elements(picture, "path", "cut").len(), 2);
    assert_eq!(picture.matches('▼').count(), 3 + 2, "and two of them in its text alternative");
}

#[test]
fn a_tornado_begins_at_the_saving_as_it_is() {
    let page = report(WHAT_IF);
    let picture = picture(
        &page,
        "Forventet besparelse, når én forudsætning ændres ned og op · kr. · Uden ændringer: 781.943 kr.",
    );
    let [less, more] = ["less", "bar"].map(|class| elements(picture, "rect", class)[1]);
    // New price of telephone: 1.170.380 when it is lower, 393.507 when it is higher.
    let axis = attribute(less, "x");
    assert_about(attribute(more, "x") + attribute(more, "width"), axis);
    let (left, right) = (781_943.0 - 393_507.0, 1_170_380.0 - 781_943.0);
    assert_about(attribute(more, "width") / left * right, attribute(less, "width"));
}

#[test]
fn the_year_of_payback_is_marked() {
    let page = report(WHAT_IF);
    let picture = picture(&page, "Business case · Akkumuleret, kr. · ▼ Tilbagebetalt i år nr. 2");
    let bars = elements(picture, "rect", "bar");
    assert_eq!(bars.len(), 6);
    // Year 2 is the third of six, and the first bar that stands on the zero line.
    let (before_mark, _) = picture.rsplit_once(">▼<").expect("a mark");
    let mark = attribute(&before_mark[before_mark.rfind("<text").expect("a text")..], "x");
    assert_about(mark, 32.0 + 656.0 * 2.5 / 6.0);
    let bottom = |bar: &str| attribute(bar, "y") + attribute(bar, "height");
    assert_about(attribute(bars[1], "y"), bottom(bars[2]));
    assert_about(bottom(bars[5]), bottom(bars[2]));
}

#[test]
fn points_stand_apart_in_their_quadrants() {
    let page = report("contact-centre examples/komhen.csv --format html");
    let picture = picture(&page, "Opgaverne efter volumen og egnethed");
    let circles = elements(picture, "circle", "bar");
    let places: Vec<[f64; 2]> =
        circles.iter().map(|circle| ["cx", "cy"].map(|name| attribute(circle, name))).collect();
    assert_eq!(places.len(), 11);
    for (at, one) in places.iter().enumerate() {
        for other in &places[..at] {
            assert!((one[0] - other[0]).hypot(one[1] - other[1]) > 20.0, "{one:?} and {other:?}");
        }
    }
    // Three tasks are in front now, which is up on the right.
    let front = places.iter().filter(|place| place[0] > 360.0 && place[1] < 234.0).count();
    assert_eq!(front, 3);
    assert!(picture.contains("i front nu 3"));
}

/// A folder with a count of that text.
fn folder_with(count: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("count.csv"), count).expect("a file");
    folder
}

#[test]
fn many_units_with_long_names_are_added_up() {
    let mut count = String::from("enhed;uge;kanal;antal\n");
    let long = "meget lang betegnelse ".repeat(10);
    for unit in 0..300 {
        let name = match unit {
            0 => "</script><b>\"\"&'".to_owned(),
            unit => format!("{unit} {long}")[..200].trim().to_owned(),
        };
        for (channel, enquiries) in [("telefon", 301 - unit), ("brev", 5)] {
            writeln!(count, "\"{name}\";5;{channel};{enquiries}").expect("a string takes it");
        }
    }
    let folder = folder_with(&count);
    let pattern = "pattern count.csv --rows enhed --columns kanal --format html";
    let shares = format!("{pattern} --share row");
    for command in ["cost count.csv --format html", pattern, &shares] {
        let page = report_in(folder.path(), command);
        assert_sound(command, &page);
        assert!(!page.contains("<b>") && !page.contains("</script>"), "{command}");
    }
    let page = report_in(folder.path(), "cost count.csv --format html");
    let picture = picture(&page, "Fordelt på enhed · Kr. pr. år");
    assert_eq!(widths(picture, "bar").len(), 20);
    // The others have 280 × 5 letters at 52 kr. and 281 + 280 + … + 2 = 39.620 calls at 31 kr.,
    // in one of 52 weeks: 52 × (72.800 + 1.228.220) = 67.653.040 kr.
    assert!(picture.contains(">280 øvrige enheder<") && picture.contains(">67.653.040<"));
    assert!(picture.contains("&lt;/script&gt;&lt;b&gt;&quot;&amp;'"));
    let name = format!("1 {long}")[..200].trim().to_owned();
    assert!(picture.contains(&format!("<title>{name}</title>1 meget lang betegnelse meget<")));
}

#[test]
fn a_year_that_costs_0_has_no_bars() {
    let folder = folder_with("enhed;uge;kanal;antal\nA;5;selvbetjening;10\nB;5;selvbetjening;20\n");
    let page = report_in(folder.path(), "cost count.csv --format html");
    assert!(!page.contains("Kr. pr. år</figcaption>"));
    let command =
        "whatif count.csv --move selvbetjening:telefon=10% --sensitivity 10% --format html";
    let page = report_in(folder.path(), command);
    assert_eq!(pictures(&page).len(), 2, "the waterfall from 0 and the tornado");
    assert_sound(command, &page);
    let page =
        report_in(folder.path(), "whatif count.csv --move selvbetjening:telefon=0% --format html");
    assert_eq!(pictures(&page).len(), 0);
}

#[test]
fn a_picture_of_six_rows_is_small() {
    let page = report("cost examples/uge5-6.csv --format html");
    assert!(picture(&page, "Fordelt på kanal").len() < 2000);
    let page = report("pattern examples/uge5-6.csv --rows kanal --columns enhed --format html");
    assert!(picture(&page, "Mønster").len() < 5000, "with six parts in each row");
}
