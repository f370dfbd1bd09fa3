//! Golden files: each folder in `tests/golden` is a test. `cmd` is what is typed,
//! in that folder; `stdout`, `stderr` and `code` are what comes of it. One that is
//! not there stands for nothing printed, and for exit code 0.

use std::path::Path;

use snapbox::Assert;

use crate::{entries, kanal, root, text};

#[test]
fn every_golden_case_prints_what_it_says() {
    let cases = entries(&root().join("tests/golden"));
    assert!(cases.len() > 30, "only {} golden cases were found", cases.len());
    let failed: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failed.is_empty(), "{} cases differ\n\n{}", failed.len(), failed.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let command = text(&case.join("cmd"));
    let (program, arguments) = command.trim().split_once(' ').expect("a command and arguments");
    assert_eq!(program, "kanal", "{}", case.display());
    let arguments = shlex::split(arguments).expect("quotes that are closed");
    let output = kanal()
        .args(arguments)
        .current_dir(case)
        .output()
        .map_err(|error| format!("{}: {error}", case.display()))?;
    let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
    let expected = |name: &str| {
        let path = case.join(name);
        if path.exists() { text(&path) } else { String::new() }
    };
    let parts = [
        ("stdout", String::from_utf8_lossy(&output.stdout).into_owned(), expected("stdout")),
        ("stderr", String::from_utf8_lossy(&output.stderr).into_owned(), expected("stderr")),
        ("code", if code == "0" { String::new() } else { format!("{code}\n") }, expected("code")),
    ];
    for (name, actual, expected) in parts {
        let path = case.join(name);
        let subject = path.display().to_string();
        Assert::new()
            .try_eq(Some(&subject), actual.into(), snapbox::Data::text(expected).raw())
            .map_err(|error| format!("{subject} of `{}`\n{error}", command.trim()))?;
    }
    Ok(())
}
