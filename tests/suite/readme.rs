//! The manual, `README.md` and the pages of `docs/`: every command in it runs and prints what the
//! page shows, and every link leads somewhere.

use std::path::PathBuf;

use clap::CommandFactory;
use kanalpris::internals::commands::Cli;
use kanalpris::internals::input::{prices, text::Input};
use kanalpris::internals::model::quantity::Money;

use crate::{entries, kanal, root, text};

/// How many bytes the README may have. What does not fit belongs to a page of `docs/`.
const README_BYTES: usize = 12_000;

/// How many bytes a page of `docs/` may have. A longer one is two pages.
const PAGE_BYTES: usize = 15_000;

/// A command that a page shows.
struct Session {
    command: String,
    /// What stands below the command.
    output: String,
    /// Whether the page shows only the headline of the report, in a block `console headlines`.
    is_headline: bool,
}

/// A page of the manual.
struct Page {
    /// Its path from the folder of the project, such as `docs/prices.md`.
    name: String,
    text: String,
}

impl Page {
    #[track_caller]
    fn read(name: &str) -> Self {
        Self { name: name.to_owned(), text: text(&root().join(name)) }
    }

    fn path(&self) -> PathBuf {
        root().join(&self.name)
    }

    /// The first code block of a language.
    #[track_caller]
    fn block(&self, language: &str) -> &str {
        let rest = self.text.split_once(&format!("\n```{language}\n"));
        let block = rest.and_then(|(_, rest)| rest.split_once("\n```\n"));
        let (block, _) =
            block.unwrap_or_else(|| panic!("{} has no block of {language}", self.name));
        block
    }

    /// The lines outside code blocks.
    fn prose(&self) -> impl Iterator<Item = &str> {
        let mut is_code = false;
        self.text.lines().filter(move |line| {
            let is_fence = line.trim_start().starts_with("```");
            is_code ^= is_fence;
            !is_code && !is_fence
        })
    }

    /// The targets of the links that are not to a site.
    fn relative_links(&self) -> impl Iterator<Item = &str> {
        self.prose()
            .flat_map(|line| line.split("](").skip(1))
            .filter_map(|rest| Some(rest.split_once(')')?.0))
            .filter(|link| !link.contains("://"))
    }

    /// Whether a heading has this anchor: its words in lower case, with hyphens between them.
    fn has_anchor(&self, anchor: &str) -> bool {
        self.prose().filter(|line| line.starts_with('#')).any(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let is_kept = |sign: &char| sign.is_alphanumeric() || [' ', '-', '_'].contains(sign);
            heading.chars().filter(is_kept).collect::<String>().replace(' ', "-") == anchor
        })
    }

    /// The commands of the `console` blocks, each with the output below it.
    #[track_caller]
    fn sessions(&self) -> Vec<Session> {
        let mut sessions = Vec::<Session>::new();
        let mut is_console = false;
        let mut is_headline = false;
        for line in self.text.lines() {
            match line {
                "```console" | "```console headlines" => {
                    is_console = true;
                    is_headline = line.ends_with("headlines");
                }
                "```" => is_console = false,
                _ if !is_console => {}
                _ => match (line.strip_prefix("$ "), sessions.last_mut()) {
                    (Some(command), _) => sessions.push(Session {
                        command: command.to_owned(),
                        output: String::new(),
                        is_headline,
                    }),
                    (None, Some(session)) => {
                        session.output.push_str(line);
                        session.output.push('\n');
                    }
                    (None, None) => panic!("{}: output before a command: {line}", self.name),
                },
            }
        }
        assert!(!is_console, "{} has a console block without an end", self.name);
        sessions
    }
}

/// All pages, the README first.
fn pages() -> Vec<Page> {
    let mut pages = vec![Page::read("README.md")];
    for path in entries(&root().join("docs")) {
        let is_picture = path.extension().is_some_and(|it| it == "png");
        if path.ends_with("schemas") || is_picture {
            continue; // `kanal schema` prints the one, and pages show the other
        }
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        assert!(path.extension().is_some_and(|it| it == "md"), "docs/{name} is not a page");
        pages.push(Page::read(&format!("docs/{name}")));
    }
    assert!(pages.len() > 1, "docs/ has no page");
    pages
}

#[test]
fn every_command_in_the_manual_prints_what_it_says() {
    for page in pages() {
        let name = &page.name;
        let sessions = page.sessions();
        let needs_one = page.text.contains("```console") || name == "README.md";
        assert!(!needs_one || !sessions.is_empty(), "{name} shows no command");
        for Session { command, output: expected, is_headline } in sessions {
            let arguments = command
                .strip_prefix("cargo run --release -- ")
                .or(command.strip_prefix("kanal "))
                .unwrap_or_else(|| panic!("{name} shows `{command}`, which is not kanal"));
            let output = kanal()
                .args(shlex::split(arguments).expect("quotes that are closed"))
                .current_dir(root())
                .stderr_to_stdout()
                .output()
                .expect("kanal starts");
            let actual = String::from_utf8(output.stdout).expect("output is text");
            if is_headline {
                // A report is its title, an empty line, and the headline.
                let headline = actual.split("\n\n").nth(1);
                let problem = "does not print the headline that";
                assert_eq!(
                    headline,
                    Some(expected.trim_end()),
                    "`{command}` {problem} {name} shows"
                );
            } else {
                assert_eq!(actual, expected, "`{command}` does not print what {name} shows");
            }
        }
    }
}

#[test]
fn every_relative_link_leads_somewhere() {
    for page in pages() {
        for link in page.relative_links() {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = page.path().parent().expect("a page is in a folder").to_owned();
            let path = if file.is_empty() { page.path() } else { folder.join(file) };
            assert!(path.is_file(), "{}: `{link}` leads to no file", page.name);
            let is_found = anchor.is_empty()
                || Page { name: link.to_owned(), text: text(&path) }.has_anchor(anchor);
            assert!(is_found, "{}: `{link}` leads to no heading", page.name);
        }
    }
}

#[test]
fn help_ends_with_examples_that_run_and_a_page() {
    let folder = tempfile::tempdir().expect("a new folder");
    for sample in entries(&root().join("examples")) {
        let name = sample.file_name().expect("an entry has a name");
        std::fs::copy(&sample, folder.path().join(name)).expect("a copy");
    }
    let cli = Cli::command();
    let top = cli.get_after_help().expect("examples").to_string();
    let mut texts = vec![("kanal".to_owned(), top)];
    for command in cli.get_subcommands() {
        let name = command.get_name().to_owned();
        let text = command.get_after_help().unwrap_or_else(|| panic!("{name} has no examples"));
        texts.push((format!("kanal {name}"), text.to_string()));
    }
    for (name, text) in texts {
        let examples: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("  kanal ")).collect();
        assert!(!examples.is_empty(), "`{name}` has no examples");
        for example in examples {
            assert!(format!("kanal {example}").starts_with(&name), "`{name}`: {example}");
            let arguments = shlex::split(example).expect("quotes that are closed");
            kanal().args(arguments).current_dir(folder.path()).assert().success();
        }
        let pages = text.lines().last().and_then(|line| line.strip_prefix("More: "));
        let pages = pages.unwrap_or_else(|| panic!("`{name}` does not end with a page"));
        for page in pages.split(" and ") {
            let (file, anchor) = page.split_once('#').unwrap_or((page, ""));
            assert!(root().join(file).is_file(), "`{name}`: there is no page {file}");
            let is_found = anchor.is_empty() || Page::read(file).has_anchor(anchor);
            assert!(is_found, "`{name}`: {page} leads to no heading");
        }
    }
}

#[test]
fn pages_are_short_and_the_readme_links_each() {
    let readme = Page::read("README.md");
    let size = readme.text.len();
    assert!(size <= README_BYTES, "README.md has {size} bytes, more than {README_BYTES}");
    for page in &pages()[1..] {
        let is_linked = readme.relative_links().any(|link| link == page.name);
        assert!(is_linked, "README.md has no link to {}", page.name);
        let size = page.text.len();
        assert!(size <= PAGE_BYTES, "{} has {size} bytes, more than {PAGE_BYTES}", page.name);
    }
}

#[test]
fn the_count_of_the_readme_is_sound() {
    let readme = Page::read("README.md");
    kanal().args(["cost", "-"]).stdin(readme.block("csv")).assert().success().stderr_eq("");
}

#[test]
fn the_page_on_prices_shows_those_of_the_built_in_table() {
    let page = Page::read("docs/prices.md");
    let table = prices::built_in("kl-2011").expect("built in");
    for (_, channel) in prices::parse(&table).expect("a sound table").channels() {
        let Some(price) = &channel.price else { continue };
        let (start, end) = (format!("| `{}`", channel.id), format!("| {} |", price.exact()));
        let is_shown =
            page.text.lines().any(|line| line.starts_with(&start) && line.contains(&end));
        assert!(is_shown, "{} lacks the price of `{}`", page.name, channel.id);
    }
}

#[test]
fn the_price_tables_of_the_manual_are_sound() {
    let page = Page::read("docs/prices.md");
    let blocks = |language: &str| {
        let start = format!("\n```{language}\n");
        let blocks = page.text.split(&start).skip(1);
        let blocks = blocks.map(|rest| rest.split("\n```\n").next().unwrap_or(rest).to_owned());
        blocks.collect::<Vec<_>>()
    };
    // A list, a table that builds on another, and one of its own.
    let files = [blocks("csv"), blocks("toml")].concat();
    let price_of_telephone = files.into_iter().map(|text| {
        let input = Input { bytes: text.into(), name: page.name.clone() };
        let table = prices::parse(&input).expect("a sound table");
        let telephone = table.find("telefon").and_then(|at| table.price(at));
        telephone.expect("a price").clone()
    });
    let prices = ["33.5", "33.5", "38.5"].map(|price| price.parse().expect("a decimal"));
    assert_eq!(price_of_telephone.collect::<Vec<Money>>(), prices);
}

#[test]
fn the_gate_runs_the_commands_of_the_manual() {
    let gate = text(&root().join(".ci/run"));
    let commands = [
        ("README.md", "cargo run --release -- cost examples/uge5-6.csv"),
        (
            "docs/ci.md",
            "cargo run --release -- check examples/uge5-6.csv --expect tests/golden/cost/json/en.stdout",
        ),
        ("README.md", "cargo test"),
    ];
    for (page, command) in commands {
        assert!(Page::read(page).text.contains(command), "{page} lacks `{command}`");
        assert!(gate.contains(command), "the gate lacks `{command}`");
    }
}
