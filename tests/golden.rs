//! Golden cases: every folder `tests/golden/<command>/<case>/` is a test of that name.
//! What belongs in such a folder is in `tests/golden/README.md`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io, panic};

use kanalpris::internals::commands::parse;
use kanalpris::internals::input::guarded::on_panic;
use kanalpris::internals::run::{Colors, Streams, run_to_exit_code};
use libtest_mimic::{Arguments, Failed, Trial};
use snapbox::filter::NormalizeToExpected;
use snapbox::{Assert, Data};

/// The folder of the cases without a command, such as `kanal uge5-6.csv`.
const NO_COMMAND: &str = "no-command";
/// With fewer cases than this, some were not found.
const FEWEST_CASES: usize = 300;

fn main() -> ExitCode {
    if env::var_os("KANAL_LANG").is_some() {
        return restart_without_language();
    }
    // As in the program, a panic that is caught is not reported.
    on_panic(panic::take_hook());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let is_update = env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut trials = Vec::new();
    for command in folders(&root) {
        for case in folders(&command) {
            let name = format!("{}/{}", file_name(&command), file_name(&case));
            trials.push(Trial::test(name, move || check(&case, is_update)));
        }
    }
    assert!(trials.len() >= FEWEST_CASES, "only {} golden cases were found", trials.len());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Runs the tests in a new process, away from the language of whoever runs them: a process
/// cannot safely change its own environment.
fn restart_without_language() -> ExitCode {
    let program = env::current_exe().expect("a running program has a path");
    let mut again = Command::new(program);
    let status = again.args(env::args_os().skip(1)).env_remove("KANAL_LANG").status();
    if status.expect("the program starts again").success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs the commands of a case and compares what they print with the files of the case.
fn check(case: &Path, is_update: bool) -> Result<(), Failed> {
    let commands = commands(case)?;
    let mut inspected = BTreeSet::new();
    let mut differences = Vec::new();
    for command in &commands {
        let [stdout, stderr, code] = run(command, case);
        let mut outputs = vec![("stdout", stdout), ("code", code)];
        if !command.drops_stderr {
            outputs.push(("stderr", stderr));
        }
        for (stream, actual) in outputs {
            let file = command.file(stream);
            differences.extend(compare(&case.join(&file), &actual, is_update).err());
            inspected.insert(file);
        }
    }
    for path in entries(case) {
        let name = file_name(&path);
        if path.is_dir() {
            differences.push(format!("`{name}` is a folder, and a case has none"));
        } else if is_output(&name) && !inspected.contains(&name) {
            differences.push(format!("`{name}` belongs to no command of the case"));
        }
    }
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}

/// One line of `cmd`.
struct CaseCommand {
    /// What is typed, the name of the program included.
    arguments: Vec<String>,
    /// The word behind `#`, which tells the files of this command from those of others.
    label: Option<String>,
    /// Whether standard error is dropped, with `2>/dev/null`.
    drops_stderr: bool,
}

impl CaseCommand {
    fn parse(line: &str) -> Option<Self> {
        let (command, label) = match line.rsplit_once(" # ") {
            Some((command, label)) => (command, Some(label.trim().to_owned())),
            None => (line, None),
        };
        let mut arguments = shlex::split(command)?;
        let drops_stderr = arguments.pop_if(|last| last == "2>/dev/null").is_some();
        Some(Self { arguments, label, drops_stderr })
    }

    /// The file that holds what the command writes to a stream.
    fn file(&self, stream: &str) -> String {
        match &self.label {
            Some(label) => format!("{label}.{stream}"),
            None => stream.to_owned(),
        }
    }
}

/// The commands of a case, each for the subcommand that the folder around the case is named after.
fn commands(case: &Path) -> Result<Vec<CaseCommand>, Failed> {
    let lines = fs::read_to_string(case.join("cmd")).map_err(|error| format!("cmd: {error}"))?;
    let mut commands = Vec::new();
    let mut line = String::new();
    for part in lines.lines() {
        line.push_str(part);
        // A quoted argument may go on in the next line.
        let Some(command) = CaseCommand::parse(&line) else {
            line.push('\n');
            continue;
        };
        let subcommand = file_name(case.parent().unwrap_or(case));
        let is_of_folder = command.arguments.get(1) == Some(&subcommand);
        if command.arguments[0] != "kanal" || !is_of_folder && subcommand != NO_COMMAND {
            return Err(format!("cmd: expected `kanal {subcommand} …`, found `{line}`").into());
        }
        commands.push(command);
        line.clear();
    }
    if !line.is_empty() {
        return Err("cmd: a quote is not closed".into());
    }
    let labels: BTreeSet<_> = commands.iter().map(|command| &command.label).collect();
    match (commands.len(), labels.len()) {
        (0, _) => Err("cmd: no command".into()),
        (all, different) if all != different => {
            Err("cmd: several commands need a label each, as in `kanal … # da`".into())
        }
        _ => Ok(commands),
    }
}

/// Runs a command in process and in the folder of its case; gives standard output,
/// standard error and, unless it is 0, the exit code.
fn run(command: &CaseCommand, folder: &Path) -> [String; 3] {
    let (mut output, mut aside) = (Vec::new(), Vec::new());
    let code = match parse(command.arguments.iter().map(OsString::from), Some(80)) {
        Ok(mut cli) => {
            let input = &mut io::empty();
            let mut streams = Streams {
                folder,
                input,
                output: &mut output,
                aside: &mut aside,
                auto_colors: Colors::default(),
            };
            i32::from(run_to_exit_code(&mut cli, &mut streams))
        }
        Err(error) => {
            let stream = if error.use_stderr() { &mut aside } else { &mut output };
            stream.extend(error.render().to_string().into_bytes());
            error.exit_code()
        }
    };
    let [output, aside] =
        [output, aside].map(|bytes| String::from_utf8(bytes).expect("output is text"));
    [output, aside, if code == 0 { String::new() } else { format!("{code}\n") }]
}

/// Compares an output with a file of a case, in which `...` stands for any lines and `[..]`
/// for any part of one. No file stands for no output.
fn compare(file: &Path, actual: &str, is_update: bool) -> Result<(), String> {
    let expected = match fs::read_to_string(file) {
        Ok(expected) if expected.is_empty() => {
            return Err(format!("{}: is empty; delete it", file.display()));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        expected => expected.map_err(|error| format!("{}: {error}", file.display()))?,
    };
    let pattern = Data::text(expected.as_str());
    let actual = NormalizeToExpected::new().redact().normalize(Data::text(actual), &pattern);
    let actual = actual.render().expect("text stays text");
    if actual == expected {
        return Ok(());
    }
    if is_update {
        if elisions(&actual) < elisions(&expected) {
            let problem = "a line after `...` is not in the output; change the file by hand";
            return Err(format!("{}: {problem}", file.display()));
        }
        let written =
            if actual.is_empty() { fs::remove_file(file) } else { fs::write(file, &actual) };
        return written.map_err(|error| format!("{}: {error}", file.display()));
    }
    let name = file.display().to_string();
    let [actual, expected] = [actual, expected].map(|text| Data::text(text).raw());
    Assert::new().try_eq(Some(&name), actual, expected).map_err(|error| error.to_string())
}

/// How often a text leaves lines out. A rewrite that cannot find where such a gap ends would fill
/// it with the whole output.
fn elisions(text: &str) -> usize {
    text.lines().filter(|line| *line == "...").count()
}

/// Whether a file of a case is named as one that holds an output.
fn is_output(name: &str) -> bool {
    ["stdout", "stderr", "code"].contains(&name.rsplit('.').next().unwrap_or(name))
}

fn folders(parent: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    entries(parent).into_iter().filter(|path| path.is_dir())
}

/// What is in a folder, sorted by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder that can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
