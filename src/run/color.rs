//! Which streams are coloured, and the colour of errors and warnings.

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;

/// The words that a problem starts with, in all languages.
const LEVELS: [(&str, AnsiColor); 4] = [
    ("error", AnsiColor::Red),
    ("fejl", AnsiColor::Red),
    ("warning", AnsiColor::Yellow),
    ("advarsel", AnsiColor::Yellow),
];

/// Which streams are coloured.
#[derive(Debug, Clone, Copy, Default)]
pub struct Colors {
    /// Standard output.
    pub output: bool,
    /// Standard error.
    pub aside: bool,
}

/// Whether a stream is a terminal, and the environment does not ask for no colour: `NO_COLOR`.
pub fn shows_color(stream: &impl RawStream) -> bool {
    // Another variable, `CLICOLOR_FORCE`, would colour what is not a terminal.
    stream.is_terminal() && AutoStream::choice(stream) != ColorChoice::Never
}

/// The same text, with the word that a problem starts with in colour if `is_coloured`.
pub fn styled(text: &str, is_coloured: bool) -> String {
    let style_line = |line: &str| {
        let starts_with =
            |word: &str| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', '[']));
        let level = LEVELS.iter().find(|(word, _)| is_coloured && starts_with(word));
        level.map_or(line.to_owned(), |(word, color)| {
            let style = color.on_default().bold();
            format!("{style}{word}{style:#}{}", &line[word.len()..])
        })
    };
    text.split_inclusive('\n').map(style_line).collect()
}
