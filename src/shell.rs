//! Arguments as they are pasted into a shell.

/// A flag with its argument, so that sh, PowerShell and cmd read it alike when it is pasted. A
/// character that one of them would read as its own is shown as `…`.
pub fn pasteable(flag: &str, argument: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "=-_.,:".contains(sign);
    // An argument that starts with a hyphen would be a flag.
    let sign = if argument.starts_with('-') { '=' } else { ' ' };
    if argument.chars().all(is_plain) {
        return format!("{flag}{sign}{argument}");
    }
    let is_special = |sign: char| "\"\\$`!%\n\r“”„".contains(sign);
    format!("{flag}{sign}\"{}\"", argument.replace(is_special, "…"))
}
