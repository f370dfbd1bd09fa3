//! Progress: a line on standard error that shows how much of a file is read, if that takes long.

use std::io::{self, IsTerminal, Read};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::render::printable;

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
    let template = match bytes {
        Some(_) => "reading {prefix}: {percent} % of {decimal_total_bytes}, about {eta} left",
        None => "reading {prefix}: {decimal_bytes} in {elapsed}",
    };
    let style = ProgressStyle::with_template(template).expect("a template that indicatif knows");
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::hidden())
        .with_style(style)
        .with_prefix(printable(name))
        // The line is removed before anything else is written.
        .with_finish(ProgressFinish::AndClear);
    Box::new(Watched { stream, bar })
}

struct Watched<R> {
    stream: R,
    bar: ProgressBar,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        if self.bar.is_hidden() && self.bar.elapsed() > AFTER {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(read as u64);
        Ok(read)
    }
}
