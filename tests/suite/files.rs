//! Streams and files: what is written, when, and what is left alone.

use std::io::Write;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{entries, kanal, report, root, text};

const SAMPLE: &str = "examples/uge5-6.csv";

#[test]
fn standard_input_is_read_for_a_dash() {
    let from_file = kanal().args(["cost", SAMPLE, "--format", "csv"]).current_dir(root()).output();
    let from_stdin =
        kanal().args(["cost", "-", "--format", "csv"]).stdin(text(&root().join(SAMPLE))).output();
    let [from_file, from_stdin] =
        [from_file, from_stdin].map(|output| output.expect("kanal starts").stdout);
    assert!(!from_file.is_empty());
    assert_eq!(from_file, from_stdin);
}

#[test]
fn a_gzipped_count_is_read_and_a_cut_one_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("count.csv.gz");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(text(&root().join(SAMPLE)).as_bytes()).expect("memory takes it");
    let bytes = gzip.finish().expect("memory takes it");
    let cost =
        || kanal().arg("cost").arg(&file).args(["--format", "csv"]).output().expect("kanal starts");

    std::fs::write(&file, &bytes).expect("the folder can be written");
    let plain = kanal().args(["cost", SAMPLE, "--format", "csv"]).current_dir(root()).output();
    assert_eq!(cost().stdout, plain.expect("kanal starts").stdout);

    std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("the folder can be written");
    let cut = cost();
    assert_eq!(cut.status.code(), Some(1));
    assert!(cut.stdout.is_empty());
    assert!(String::from_utf8_lossy(&cut.stderr).contains("beskadiget eller ikke helt"), "{cut:?}");
}

#[test]
fn a_price_table_that_is_printed_can_be_read() {
    let printed = kanal().args(["prices", "kl-2011"]).output().expect("kanal starts").stdout;
    let toml = text(&root().join("prices/kl-2011.toml"));
    assert_eq!(String::from_utf8_lossy(&printed), toml);
    // Windows PowerShell writes `> mine.toml` as UTF-16.
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(toml.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let [plain, powershell, written] =
        ["plain.toml", "powershell.toml", "written.toml"].map(|name| folder.path().join(name));
    std::fs::write(&plain, &printed).expect("the folder can be written");
    std::fs::write(&powershell, utf16).expect("the folder can be written");
    let output = kanal().args(["prices", "kl-2011", "-o"]).arg(&written).output();
    assert!(output.expect("kanal starts").stdout.is_empty());
    let cost = |prices: &str| report(&format!("cost {SAMPLE} --format csv --prices '{prices}'"));
    for file in [plain, powershell, written] {
        assert_eq!(cost(&file.display().to_string()), cost("kl-2011"), "{}", file.display());
    }
}

#[test]
fn letters_behind_the_head_are_read_in_its_encoding() {
    // More than is looked at for the header, with a letter in Windows-1252 behind it.
    let file = |unit: &str| {
        let mut bytes = b"enhed;kanal;antal\n".to_vec();
        bytes.extend(format!("{unit};telefon;1\n").repeat(10_000).as_bytes());
        bytes.extend(b"B\xf8rn;telefon;1\n");
        bytes
    };
    let cost = |bytes| {
        let arguments = ["cost", "-", "--format", "csv", "--table", "by_unit", "--lang", "en"];
        kanal().args(arguments).stdin(bytes).output().expect("kanal starts")
    };
    // Where the head has no letter that tells, the name tells for itself.
    let output = cost(file("A"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\nBørn,"), "{output:?}");
    // Where it is UTF-8, what is not has its place.
    let output = cost(file("Å"));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("is not UTF-8") && error.contains(" --> -:10002:1\n"), "{error:.400}");
}

#[cfg(unix)]
#[test]
fn more_counts_are_read_than_a_process_may_hold_open() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..100 {
        let path = folder.path().join(format!("{number}.csv"));
        std::fs::write(path, "enhed;uge;kanal;antal\nA;5;telefon;1\n").expect("it can be written");
    }
    let output = Command::new("sh")
        .args(["-c", "ulimit -n 40 && exec \"$0\" cost *.csv --format csv"])
        .arg(env!("CARGO_BIN_EXE_kanal"))
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let csv = String::from_utf8_lossy(&output.stdout);
    assert!(csv.lines().any(|line| line.starts_with("telefon") && line.contains(",100,")), "{csv}");
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanal"))
        .args(["cost", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kanal starts");
    // The report is written after the input ends, so by then nobody reads it.
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(text(&root().join(SAMPLE)).as_bytes()).expect("kanal reads");
    drop(stdin);
    let output = child.wait_with_output().expect("kanal ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_extension_of_the_output_picks_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, format) in
        [("a.txt", "text"), ("a.md", "markdown"), ("a.csv", "csv"), ("a.json", "json")]
    {
        let file = folder.path().join(name);
        let to_file = kanal()
            .args(["cost", SAMPLE, "-o"])
            .arg(&file)
            .current_dir(root())
            .output()
            .expect("kanal starts");
        assert_eq!(to_file.status.code(), Some(0), "{name}");
        assert!(to_file.stdout.is_empty(), "{name}: the report goes to the file alone");
        let to_stdout = kanal()
            .args(["cost", SAMPLE, "--full", "--format", format])
            .current_dir(root())
            .output()
            .expect("kanal starts");
        assert_eq!(text(&file).into_bytes(), to_stdout.stdout, "{name}");
    }
}

#[test]
fn a_failed_run_leaves_the_output_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cost.json");
    std::fs::write(&file, "before").expect("the folder can be written");
    kanal().args(["cost", "no-such-file.csv", "-o"]).arg(&file).assert().code(1).stdout_eq("");
    assert_eq!(text(&file), "before");
    assert_eq!(entries(folder.path()), [file], "nothing else is left behind");
}

#[test]
fn the_output_is_never_one_of_the_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("count.csv");
    std::fs::write(&file, "kanal;antal\ntelefon;1\n").expect("the folder can be written");
    kanal().arg("cost").arg(&file).arg("-o").arg(&file).assert().code(2).stdout_eq("");
    assert_eq!(text(&file), "kanal;antal\ntelefon;1\n");
    for flag in ["--prices", "--scenarios"] {
        let toml = folder.path().join("file.toml");
        std::fs::write(&toml, "before").expect("the folder can be written");
        let command = kanal().args(["whatif", SAMPLE, "--format", "text", flag]).arg(&toml);
        let command =
            if flag == "--prices" { command.args(["--price", "telefon=1"]) } else { command };
        command.arg("-o").arg(&toml).current_dir(root()).assert().code(2).stdout_eq("");
        assert_eq!(text(&toml), "before");
    }
}

#[test]
fn the_output_is_never_a_count_in_a_folder_that_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("count.csv");
    let count = "kanal;antal\ntelefon;1\n";
    std::fs::write(&file, count).expect("the folder can be written");
    let cost = || kanal().args(["cost", ".", "-o", "count.csv"]).current_dir(folder.path());
    cost().assert().code(2).stdout_eq("");
    assert_eq!(text(&file), count);
}

#[test]
fn a_folder_stands_for_the_count_files_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let counts = folder.path().join("tællinger");
    std::fs::create_dir_all(counts.join("ældre")).expect("the folder can be written");
    let write = |name: &str, text: &str| {
        std::fs::write(counts.join(name), text).expect("the folder can be written");
    };
    let header = "Enhed;Uge;Kanal;Antal\n";
    write("b.CSV", &format!("{header}Pas;43;telefon;50\n"));
    write("a.tsv", &format!("{header}Pas;44;telefon;60\n").replace(';', "\t"));
    // None of these is a count file of the folder.
    write("~$b.xlsx", "locked by Excel");
    write(".skjult.csv", "skjult");
    write("læs mig.txt", "Tallene er opdigtede.");
    write("ældre/2012.csv", &format!("{header}Pas;42;telefon;9\n"));
    let workbook = root().join("tests/data/workbooks/calc.xlsx");
    std::fs::copy(workbook, counts.join("c.xlsx")).expect("the folder can be written");

    let cost = |path: &str| {
        let command = kanal().args(["cost", path, "--weeks", "2", "--format", "json"]);
        command.current_dir(folder.path()).output().expect("kanal starts")
    };
    let output = cost("tællinger");
    assert!(output.status.success(), "{output:?}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let names = ["tællinger/a.tsv", "tællinger/b.CSV", "tællinger/c.xlsx"];
    let names = names.map(|name| name.replace('/', std::path::MAIN_SEPARATOR_STR));
    assert_eq!(report["assumptions"]["files"], serde_json::json!(names));
    // 50 + 60, and the 120 + 95 + 33 + 70 + 41 of the workbook.
    assert_eq!(report["notes"][0]["values"]["counted"], 469, "{report}");

    let empty = cost("tællinger/ældre/..");
    assert!(empty.status.success(), "a folder by another path: {empty:?}");
    std::fs::remove_file(counts.join("ældre/2012.csv")).expect("it was written");
    let empty = cost("tællinger/ældre");
    assert_eq!(empty.status.code(), Some(1));
    let error = String::from_utf8_lossy(&empty.stderr);
    assert!(error.contains("ingen optælling i mappen `tællinger/ældre`"), "{error}");
}

#[test]
fn the_output_is_never_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("count.csv");
    let count = "kanal;antal\ntelefon;1\n";
    std::fs::write(&file, count).expect("the folder can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_kanal"))
        .args(["cost", "-", "--lang", "en", "-o"])
        .arg(&file)
        .stdin(std::fs::File::open(&file).expect("it was written"))
        .output()
        .expect("kanal starts");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("is read"), "{output:?}");
    assert_eq!(text(&file), count);
    // Another file as standard input is no reason to refuse.
    let report = folder.path().join("report.csv");
    std::fs::write(&report, "before").expect("the folder can be written");
    kanal().args(["cost", "-", "-o"]).arg(&report).stdin(count).assert().success();
    assert!(text(&report).starts_with("channel,"), "{}", text(&report));
}

#[cfg(unix)]
#[test]
fn the_output_is_never_a_hard_link_to_an_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let [file, other] = ["count.csv", "other.csv"].map(|name| folder.path().join(name));
    std::fs::write(&file, "kanal;antal\ntelefon;1\n").expect("the folder can be written");
    std::fs::hard_link(&file, &other).expect("a link");
    kanal().arg("cost").arg(&file).arg("-o").arg(&other).assert().code(2).stdout_eq("");
    assert_eq!(text(&other), "kanal;antal\ntelefon;1\n");
}

#[test]
fn the_output_is_never_an_input_through_redirection() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("count.csv");
    let count = "kanal;antal\ntelefon;1\n";
    std::fs::write(&file, count).expect("the folder can be written");
    for input in ["count.csv", "-"] {
        // As `kanal cost count.csv >> count.csv` does; `>` has emptied the file before.
        let end = std::fs::OpenOptions::new().append(true).open(&file).expect("it was written");
        let output = Command::new(env!("CARGO_BIN_EXE_kanal"))
            .args(["cost", input, "--lang", "en"])
            .current_dir(folder.path())
            .stdin(std::fs::File::open(&file).expect("it was written"))
            .stdout(end)
            .output()
            .expect("kanal starts");
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("is read"), "{output:?}");
        assert_eq!(text(&file), count);
    }
}

#[cfg(unix)]
#[test]
fn a_protected_output_is_not_replaced_and_another_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let [protected, private] =
        ["protected.csv", "private.csv"].map(|name| folder.path().join(name));
    for (file, mode) in [(&protected, 0o444), (&private, 0o640)] {
        std::fs::write(file, "before").expect("the folder can be written");
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(file, permissions).expect("it was written");
    }
    let cost = |file| kanal().args(["cost", SAMPLE, "-o"]).arg(file).current_dir(root()).assert();
    cost(&protected).code(1).stdout_eq("");
    assert_eq!(text(&protected), "before");
    cost(&private).success();
    assert!(text(&private).starts_with("channel,"), "{}", text(&private));
    let mode = private.metadata().expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(entries(folder.path()), [private, protected], "nothing else is left behind");
}

#[test]
fn a_file_that_is_no_count_is_read_up_to_a_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("large.toml");
    let large = std::fs::File::create(&file).expect("the folder can be written");
    large.set_len((64 << 20) + 1).expect("a sparse file");
    for flag in ["--prices", "--scenarios"] {
        let run = kanal().args(["check", SAMPLE, "--lang", "en", flag]).arg(&file);
        let run = run.current_dir(root()).assert().code(1);
        let output = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(output.contains("is larger than 64 MB"), "{output}");
    }
}

#[test]
fn a_bug_report_says_what_to_report_and_no_cell() {
    let report = kanalpris::internals::run::bug_report(Some(std::panic::Location::caller()));
    assert_eq!(report.lines().count(), 3);
    assert!(report.contains(env!("CARGO_PKG_VERSION")) && report.contains("files.rs"), "{report}");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_opened_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let [pipe, report] = ["pipe", "report.csv"].map(|name| folder.path().join(name));
    std::fs::write(&report, "before").expect("the folder can be written");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("every Unix has it");
    assert!(made.success());
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanal"))
        .arg("cost")
        .arg(&pipe)
        .arg("-o")
        .arg(&report)
        .stderr(Stdio::null())
        .spawn()
        .expect("kanal starts");
    // A reader that opens it twice leaves this writer alone with what it has written.
    std::fs::write(&pipe, "kanal;antal\ntelefon;1\n").expect("kanal reads");
    assert!(child.wait().expect("kanal ends").success());
    assert!(text(&report).starts_with("channel,"), "{}", text(&report));
}

#[cfg(unix)]
#[test]
fn a_broken_link_is_not_written_to() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let [dangling, looping, target] =
        ["dangling.csv", "looping.csv", "nowhere.csv"].map(|name| folder.path().join(name));
    symlink(&target, &dangling).expect("a link");
    symlink(&looping, &looping).expect("a link");
    for link in [&dangling, &looping] {
        let output = kanal()
            .args(["cost", SAMPLE, "--lang", "en", "-o"])
            .arg(link)
            .current_dir(root())
            .output()
            .expect("kanal starts");
        assert_eq!(output.status.code(), Some(1));
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains("a broken link") && error.contains("help: "), "{error}");
        assert!(link.is_symlink() && !target.exists());
    }
}

#[test]
fn a_count_that_is_called_like_a_flag_keeps_its_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let count = "kanal;antal\ntelefno;1\n";
    std::fs::write(folder.path().join("--x.csv"), count).expect("the folder can be written");
    let output = kanal()
        .args(["check", "--lang", "en", "--format", "csv", "--table", "problems", "--", "--x.csv"])
        .current_dir(folder.path())
        .output()
        .expect("kanal starts");
    let problems = String::from_utf8_lossy(&output.stdout);
    assert!(
        problems.contains("\nerror,unknown_channel,--x.csv,2,1,unknown channel `telefno`,"),
        "{problems}"
    );
}

#[test]
fn the_values_of_a_limit_can_be_listed() {
    let saving = |only: &[&str]| {
        let arguments = ["whatif", SAMPLE, "--move", "telefon:selvbetjening=20%"];
        let tables = ["--format", "csv", "--table", "by_unit"];
        let command = kanal().args(arguments).args(tables).args(only).current_dir(root());
        let output = command.output().expect("kanal starts");
        assert!(output.status.success(), "{output:?}");
        output.stdout
    };
    let listed = saving(&["--only", "unit=JobCenteret,Hasle Borgerservice"]);
    assert_eq!(
        listed,
        saving(&["--only", "unit=JobCenteret", "--only", "unit=Hasle Borgerservice"])
    );
    assert_ne!(listed, saving(&["--only", "unit=JobCenteret"]));
}

#[cfg(unix)]
#[test]
fn an_output_keeps_its_link_and_its_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let [file, link] = ["cost.md", "link.md"].map(|name| folder.path().join(name));
    std::fs::write(&file, "before").expect("the folder can be written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o664)).expect("our own file");
    symlink(&file, &link).expect("a link");
    kanal().args(["cost", SAMPLE, "-o"]).arg(&link).current_dir(root()).assert().success();
    assert!(link.is_symlink());
    assert!(text(&file).starts_with("## Variable omkostninger"));
    let mode = std::fs::metadata(&file).expect("the file is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o664);
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    kanal()
        .args(["cost", SAMPLE, "--format", "csv", "-o", "/dev/null"])
        .current_dir(root())
        .assert()
        .success();
    let kind = std::fs::metadata("/dev/null").expect("every system has it").file_type();
    assert!(kind.is_char_device());
}

#[test]
fn places_are_right_in_a_file_with_crlf_and_blank_lines() {
    let file = "\r\nenhed;uge;kanal;antal\r\nA;5;telefon;1\r\n\r\n\"B\r\nC\";5;telefno;1\r\n";
    let output = kanal().args(["cost", "-"]).stdin(file).output().expect("kanal starts");
    let error = String::from_utf8_lossy(&output.stderr);
    // The cell stands on line 6, after the line break within the quotes.
    assert!(error.contains(" --> -:6:6\n"), "{error}");
    assert!(error.contains("6 | C\";5;telefno;1\n"), "{error}");
}

#[test]
fn a_file_with_cr_alone_is_read() {
    let file = "enhed;kanal;antal\rA;telefon;1\rB;telefno;1\r";
    let output = kanal().args(["cost", "-"]).stdin(file).output().expect("kanal starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains(" --> -:3:3\n"), "{error}");
}

#[test]
fn lines_of_a_long_file_end_as_the_first_one_does() {
    let cost = |head: &str, row: &str| {
        let file = format!("{head}{}", row.repeat(100_000));
        kanal().args(["cost", "-", "--format", "csv"]).stdin(file).output().expect("kanal starts")
    };
    // A line break within quotes ends no line; all of the 100.001 rows are counted.
    let output = cost("enhed;kanal;antal\r\"a\nb\";telefon;1\r", "Skranken;telefon;1\r");
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(table.contains("\ntelefon,Telefon,100001,"), "{output:?}");
    // What has no line end for more than a megabyte is no count, and none of it is dropped in silence.
    let output = cost("enhed;kanal;antal\n", "Skranken;telefon;1\r");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("har en række på mere end 1 MiB"), "{error:.400}");
}

#[test]
fn gzip_is_known_by_its_first_bytes() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    let utf16 = "\u{feff}kanal;antal\nfremmøde;5\n".encode_utf16().flat_map(u16::to_le_bytes);
    gzip.write_all(&utf16.collect::<Vec<u8>>()).expect("memory takes it");
    let bytes = gzip.finish().expect("memory takes it");
    let arguments = ["cost", "-", "--format", "csv"];
    let output = kanal().args(arguments).stdin(bytes).output().expect("kanal starts");
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(table.contains("\nfremmøde,Personligt fremmøde,5,"), "{output:?}");
}

#[test]
fn more_than_ten_thousand_names_look_like_case_numbers() {
    let cost = |names: u32| {
        let rows = (0..names).map(|unit| format!("E{unit};5;telefon;1\n"));
        let file = format!("enhed;uge;kanal;antal\n{}", rows.collect::<String>());
        let command = kanal().args(["cost", "-", "--strict", "--lang", "en", "--format", "csv"]);
        command.stdin(file).output().expect("kanal starts")
    };
    let output = cost(10_000);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = cost(10_001);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("Unit has 10,001 names: they look like case numbers"), "{error:.400}");
}

#[test]
fn many_unknown_codes_are_a_few_lines() {
    let rows = (0..5_000).map(|code| format!("Skranken;K{code};1\n"));
    let file = format!("enhed;kanal;antal\n{}", rows.collect::<String>());
    let command = kanal().args(["cost", "-", "--lang", "en"]);
    let output = command.stdin(file).output().expect("kanal starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let error = String::from_utf8_lossy(&output.stderr);
    // The first 20 in full, at 7 lines each, and how many more there are; no more than
    // 1000 are kept in memory, so the number is a lower bound.
    assert_eq!(error.matches("error: unknown channel").count(), 20, "{error:.400}");
    assert!(error.lines().count() < 20 * 9, "{} lines", error.lines().count());
    let last = error.lines().last().unwrap_or_default();
    assert!(last.contains("at least"), "{last}");
}

#[test]
fn a_check_of_many_unknown_codes_says_that_there_are_more() {
    let rows = (0..5_000).map(|code| format!("Skranken;K{code};1\n"));
    let file = format!("enhed;kanal;antal\n{}", rows.collect::<String>());
    // Only the first thousand are kept, so the number of all of them is not known.
    for (format, says) in [
        ("text", "\n\nand more\n\n"),
        ("text", "At least 1,000 errors, no warnings."),
        ("markdown", "At least 1,000 errors, no warnings."),
        ("csv", "\nerror,more_problems,,,,and more,\n"),
        ("json", "\"headline\": \"At least 1,000 errors, no warnings."),
        ("github", "\n::error::and more\n"),
    ] {
        let arguments = ["check", "-", "--lang", "en", "--format", format];
        let output = kanal().args(arguments).stdin(file.clone()).output().expect("kanal starts");
        assert_eq!(output.status.code(), Some(1));
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(report.contains(says), "{format}: {report:.400}");
        assert_eq!(report.matches("unknown channel").count(), 1000, "{format}");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.ends_with("error: at least 1000 problems found\n"), "{format}: {error}");
    }
}

#[test]
fn the_language_can_come_from_the_environment() {
    let english =
        kanal().args(["cost", SAMPLE]).env("KANAL_LANG", "en").current_dir(root()).output();
    let flagged = kanal().args(["cost", SAMPLE, "--lang", "en"]).current_dir(root()).output();
    let [english, flagged] = [english, flagged].map(|output| output.expect("kanal starts").stdout);
    assert!(String::from_utf8_lossy(&english).contains("Variable cost of a year"));
    assert_eq!(english, flagged);
}

/// What an example writes, built if it is not: cargo builds them all only for a run of all tests.
fn run_example(name: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", name, "--"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn example(name: &str, arguments: &[&str]) -> String {
    String::from_utf8(run_example(name, arguments)).expect("output is text")
}

#[test]
fn the_library_example_prices_the_sample() {
    assert_eq!(example("library", &[]), "12275 counted cost 14016808 kr. a year\n");
}

#[test]
fn the_generator_writes_a_sound_count() {
    let rows = example("generate", &["500"]);
    assert_eq!(rows.lines().count(), 501);
    kanal().args(["cost", "-", "--by", "kanal,enhed,opgave,type"]).stdin(rows).assert().success();
}

#[test]
fn the_generator_writes_a_sound_export() {
    let output = run_example("generate", &["500", "komhen"]);
    assert_eq!(output.split(|byte| *byte == b'\n').count(), 502, "a header, rows, and no more");
    kanal()
        .args(["cost", "-", "--by", "kanal,enhed,opgave,type,uge"])
        .stdin(output)
        .assert()
        .success();
}

#[test]
fn every_example_is_read_by_a_test() {
    let known = [
        "README.md",
        "aabningstider.toml",
        "bred.csv",
        "enheder.csv",
        "generate.rs",
        "komhen.csv",
        "library.rs",
        "luk.toml",
        "opgaver.csv",
        "priser.toml",
        "scenarier.toml",
        "uge43-2012.csv",
        "uge5-6-2012.csv",
        "uge5-6.csv",
    ];
    let names: Vec<String> = entries(&root().join("examples"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(names, known, "a new example needs a test that reads it");
}
