//! The time of day of an enquiry, as a cell states it.

use memchr::memchr;

use super::week;

/// The name of exactly midnight in a dimension of hours, until all records of a file are read.
/// Where no record has another time, the program that wrote the file knew no times.
pub(super) const MIDNIGHT: &str = "00:00";

/// The name of the hour in a cell: `09` of `9`, `09:30:15`, `9.30`, `0930` and `21-10-2013 09:30`.
/// It is empty for a date alone, and `None` for what is no time.
pub(super) fn hour(cell: &str) -> Option<String> {
    let time = match week::date_parts(cell) {
        Some(_) => cell.split_once([' ', 'T']).map_or("", |(_, time)| time.trim()),
        None => cell,
    };
    if time.is_empty() {
        return Some(String::new());
    }
    let parts: Vec<&str> = time.split([':', '.']).collect();
    let (hour, behind) = match parts[..] {
        [joined] if joined.len() == 4 => (joined.get(..2)?, vec![joined.get(2..)?]),
        _ => (parts[0], parts[1..].to_vec()),
    };
    let is_minute = |part: &&str| part.len() == 2 && *part < "60";
    let is_sound = hour.len() < 3
        && [&[hour], &behind[..]]
            .concat()
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        && behind.len() < 4
        && behind.iter().take(2).all(is_minute);
    let hour: u8 = hour.parse().ok().filter(|_| is_sound)?;
    let is_midnight = hour == 0
        && !behind.is_empty()
        && behind.iter().all(|part| part.bytes().all(|byte| byte == b'0'));
    (hour < 24).then(|| if is_midnight { MIDNIGHT.to_owned() } else { format!("{hour:02}") })
}

/// How many bytes of a cell tell its hour: those up to the first colon, if only minutes and seconds
/// stand behind it. Midnight is read in full.
pub(super) fn hour_len(cell: &[u8]) -> usize {
    let Some(colon) = memchr(b':', cell) else { return cell.len() };
    let (hour, behind) = cell.split_at(colon);
    let is_minute = |part: &[u8]| matches!(part, [b':', b'0'..=b'5', b'0'..=b'9']);
    let behind = behind.strip_suffix(b"\"").unwrap_or(behind);
    let is_plain = matches!(behind.len(), 3 | 6) && behind.chunks(3).all(is_minute);
    let may_be_midnight = hour.ends_with(b"0") && !hour.ends_with(b"10") && !hour.ends_with(b"20");
    if is_plain && !may_be_midnight { colon } else { cell.len() }
}
