//! Templates: text with places for values, as sentences and problems are worded.
//!
//! | in a template | stands for |
//! |---|---|
//! | `{name}` | a value |
//! | `[…]` | text that is left out where one of its values is not there |
//!
//! Brackets without a value in them are text. A full stop behind a value that ends with one, such
//! as `19 kr.`, is written once.

/// A template with its values, which are looked up by what is in the braces; `None` if one is
/// missing outside of brackets.
pub fn fill(mut template: &str, value: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    while let Some(start) = template.find(['{', '[']) {
        let is_value = template[start..].starts_with('{');
        let end = start + template[start..].find(if is_value { '}' } else { ']' })?;
        let inner = &template[start + 1..end];
        push_literal(&mut text, &template[..start]);
        if is_value {
            text.push_str(&value(inner)?);
        } else if inner.contains('{') {
            text.push_str(&fill(inner, value).unwrap_or_default());
        } else {
            text.push_str(&template[start..=end]);
        }
        template = &template[end + 1..];
    }
    push_literal(&mut text, template);
    Some(text)
}

/// Appends text of a template, whose full stop is left out behind another one.
fn push_literal(text: &mut String, literal: &str) {
    let is_ended = text.ends_with(['.', '!', '?']);
    text.push_str(literal.strip_prefix('.').filter(|_| is_ended).unwrap_or(literal));
}
