//! The places of problems: the line that is shown, and the letters of a column.

use kanalpris::internals::diagnostic::{Code, Place, letters};

#[test]
fn what_looks_like_a_cpr_number_is_masked() {
    let masked = |text| Place::in_file("a.csv", text, 0..0).text;
    assert_eq!(masked("A;0101701234;æ"), "A;xxxxxxxxxx;æ");
    assert_eq!(masked("311299-1234 og 010170 1234"), "xxxxxx-xxxx og xxxxxx xxxx");
    for text in ["4501701234", "01017012345", "10101701234", "0113701234", "21-10-2013", "1234567"]
    {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn a_long_line_is_cut_around_what_is_wrong() {
    let (left, right) = ("æ".repeat(10_000), "å".repeat(10_000));
    let text = format!("først\n{left};telefno;{right}");
    let start = text.find("telefno").expect("it is there");
    let whole = Place::in_file("a.csv", &text, start..start + 7);
    let cut = whole.clone().cut();
    assert!(whole.text.len() > 40_000 && cut.text.len() < 1300, "{}", cut.text.len());
    assert_eq!(&cut.text[cut.span.clone()], "telefno");
    assert!(cut.text.starts_with("…æ") && cut.text.ends_with("å…"), "{}", cut.text);
    assert_eq!((cut.line, cut.column), (2, 10_002));
    assert_eq!(cut.column, whole.column);
    assert_eq!(cut.clone().cut().column, 10_002);
    let shown = Code::UnknownChannel.problem().with("it", "telefno").at(whole).to_string();
    assert!(shown.contains("--> a.csv:2:10002\n"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
}

#[test]
fn a_long_cell_is_cut_too_and_a_short_line_is_not() {
    let text = format!("a;{};b", "x".repeat(10_000));
    let cut = Place::in_file("a.csv", &text, 2..10_002).cut();
    assert_eq!((cut.column, cut.span.clone()), (3, 2..302));
    assert!(cut.text.ends_with("x…") && cut.text.len() < 700, "{}", cut.text.len());
    let short = Place::in_file("a.csv", "a;b;c", 2..3);
    assert_eq!(short.clone().cut(), short);
}

#[test]
fn columns_have_the_letters_of_a_spreadsheet() {
    let all = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
    for (column, expected) in all {
        assert_eq!(letters(column), expected);
    }
}
