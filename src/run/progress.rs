//! Progress: a line on standard error that shows how much of a file is read, if that takes long.

use std::io::{self, IsTerminal, Read};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A shorter run shows no line.
const AFTER: Duration = Duration::from_secs(1);

/// A stream that shows its progress. Without a terminal it is the stream itself.
pub(super) fn watched<'a>(
    stream: impl Read + Send + 'a,
    name: &str,
    bytes: Option<u64>,
) -> Box<dyn Read + Send + 'a> {
    if !io::stderr().is_terminal() {
        return Box::new(stream);
    }
    Box::new(Watched { stream, name: name.to_owned(), bytes, read: 0, start: None, bar: None })
}

struct Watched<R> {
    stream: R,
    name: String,
    bytes: Option<u64>,
    read: u64,
    start: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let start = *self.start.get_or_insert_with(Instant::now);
        let read = self.stream.read(buffer)?;
        self.read += read as u64;
        if self.bar.is_none() && start.elapsed() > AFTER {
            self.bar = Some(bar(&self.name, self.bytes));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.read);
        }
        Ok(read)
    }
}

/// Removes the line before anything else is written.
impl<R> Drop for Watched<R> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(name: &str, bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match bytes {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "reading {prefix}: {percent} % of {decimal_total_bytes}, about {eta} left",
        ),
        None => (ProgressBar::no_length(), "reading {prefix}: {decimal_bytes} in {elapsed}"),
    };
    let style = ProgressStyle::with_template(template).expect("a template that indicatif knows");
    bar.with_style(style).with_prefix(name.to_owned())
}
