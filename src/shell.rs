//! Arguments as they are pasted into a shell.

/// A flag with its argument, so that sh, PowerShell and cmd read it alike when it is pasted.
pub fn pasteable(flag: &str, argument: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "=-_.,:".contains(sign);
    if argument.chars().all(is_plain) {
        format!("{flag} {argument}")
    } else {
        format!("{flag} \"{argument}\"")
    }
}
