//! Folders: the count files in a folder that is given in place of them.

use std::fs;
use std::path::{Path, PathBuf};

use super::count_files::unreadable;
use super::lookup::quoted;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// How the names of count files end.
const ENDINGS: [&str; 8] = [".csv", ".csv.gz", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];

/// The same paths, with the count files of a folder in place of the folder, in the order of their
/// names. Folders in it are not looked into.
///
/// # Errors
///
/// A folder without a count file, or one that cannot be read.
pub fn expanded(paths: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let files: Vec<Vec<PathBuf>> = Diagnostics::collect(paths.iter().map(|path| {
        if folder.join(path).is_dir() { count_files(path, folder) } else { Ok(vec![path.clone()]) }
    }))?;
    Ok(files.concat())
}

fn count_files(path: &Path, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let name = path.display().to_string();
    let entries = fs::read_dir(folder.join(path)).map_err(|error| unreadable(&name, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(&name, &error))?;
        let file = entry.file_name();
        let lower = file.to_string_lossy().to_lowercase();
        // Excel keeps a file `~$…` beside a workbook that is open.
        let is_count =
            ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !lower.starts_with(['.', '~']);
        if is_count && entry.path().is_file() {
            files.push(path.join(file));
        }
    }
    files.sort();
    if files.is_empty() {
        let endings = quoted(ENDINGS, ", ");
        return Err(Code::EmptyFolder.problem().with("file", name).with("endings", endings));
    }
    Ok(files)
}
