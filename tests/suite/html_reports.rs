//! Reports as HTML: the cells are those of Markdown, and no name of a file becomes markup.

use crate::report;

/// Commands whose reports have every kind of table.
const COMMANDS: [&str; 7] = [
    "cost examples/uge5-6.csv --by kanal,enhed,uge",
    "cost examples/komhen.csv --by opgave,type,afslutning,kommune --lang en",
    "whatif examples/uge5-6.csv --scenarios examples/scenarier.toml --scenario 'Begge dele' \
     --sensitivity 10% --grid telefon:selvbetjening=0..40/10",
    "compare examples/uge5-6.csv examples/uge5-6-2012.csv --digital-goal 30%",
    "self-service examples/komhen.csv",
    "contact-centre examples/komhen.csv --lang en",
    "outgoing examples/komhen.csv --before examples/komhen.csv",
];

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
            "html", "head", "body", "main", "table", "thead", "tbody", "tfoot", "tr", "th", "td",
            "h1", "h2", "p", "ul", "li", "dl", "dt", "dd", "pre", "div", "style", "title",
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
