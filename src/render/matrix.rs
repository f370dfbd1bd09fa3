//! A matrix in characters: four quadrants, and a number for each point.

use super::{Lang, number, template};
use crate::model::quantity::Share;
use crate::report::Sentence;
use crate::report::matrix::{Matrix, Point};

/// Characters of a quadrant from left to right.
const WIDTH: usize = 44;
/// Lines of a quadrant, below its name.
const HEIGHT: usize = 5;

/// The lines of a matrix. Points that share a place move apart within their quadrant.
pub fn lines(matrix: &Matrix, lang: Lang) -> Vec<String> {
    let mut quadrants = matrix.corners.map(|corner| {
        let mut quadrant = vec![vec![' '; WIDTH]; HEIGHT + 1];
        for (cell, letter) in quadrant[0].iter_mut().skip(1).zip(lang.label(corner).chars()) {
            *cell = letter;
        }
        quadrant
    });
    let corner = |point: &Point| matrix.corners.iter().position(|term| *term == point.quadrant);
    let mut is_placed =
        |point: &Point| corner(point).is_some_and(|at| place(point, at, &mut quadrants[at]));
    let without = matrix.points.iter().filter(|point| !is_placed(point)).count();
    let [up_left, up_right, down_left, down_right] = quadrants;
    let beside = |left: Vec<Vec<char>>, right: Vec<Vec<char>>| {
        left.into_iter().zip(right).map(|(left, right)| {
            let line: String = left.into_iter().chain(['│']).chain(right).collect();
            line.trim_end().to_owned()
        })
    };
    let axis = |term| lang.label(term).to_lowercase();
    let rule = "─".repeat(WIDTH);
    let mut lines = vec![format!("↑ {}", axis(matrix.up))];
    lines.extend(beside(up_left, up_right));
    lines.push(format!("{rule}┼{rule}"));
    lines.extend(beside(down_left, down_right));
    let [none, half, all] =
        [0, 1, 2].map(|halves| number::percent(&Share::from(halves).times(&self::half()), lang));
    let right = format!("{} → {all}", axis(matrix.right));
    lines.push(format!("{none:<WIDTH$}{half:<5}{right:>width$}", width = WIDTH - 4));
    if without > 0 {
        lines.push(template::short(Sentence::NotDrawn, "points", without, lang));
    }
    lines
}

/// Writes the number of a point in its quadrant, the one at a corner, where there is room
/// nearest to its place; false if there is none.
fn place(point: &Point, corner: usize, quadrant: &mut [Vec<char>]) -> bool {
    let (is_right, is_up) = (corner % 2 == 1, corner < 2);
    let within = |share: &Share, is_second: bool| {
        if is_second { share.clone() - half() } else { share.clone() }
    };
    let label: Vec<char> = point.label.to_string().chars().collect();
    let room = WIDTH - label.len();
    let column = steps(&within(&point.right, is_right), room);
    let line = HEIGHT - steps(&within(&point.up, is_up), HEIGHT - 1);
    let is_free = |line: usize, column: usize| {
        // A blank on each side keeps numbers apart.
        let side = column.saturating_sub(1)..(column + label.len() + 1).min(WIDTH);
        quadrant[line][side].iter().all(|cell| *cell == ' ')
    };
    let places = (1..=HEIGHT).flat_map(|line| (0..=room).map(move |column| (line, column)));
    let free = places.filter(|&(line, column)| is_free(line, column));
    // A line is as far as some characters.
    let away = |at: &(usize, usize)| 6 * at.0.abs_diff(line) + at.1.abs_diff(column);
    let Some((line, column)) = free.min_by_key(away) else { return false };
    quadrant[line][column..column + label.len()].copy_from_slice(&label);
    true
}

fn half() -> Share {
    Share::from(1).ratio(&Share::from(2)).expect("2 is not 0")
}

/// How many of so many steps a part of a half is.
fn steps(part: &Share, most: usize) -> usize {
    let steps = part.times(&Share::from(2 * most as u64));
    steps.exact().rounded(0).to_usize().unwrap_or(0).min(most)
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, WIDTH, lines};
    use crate::render::Lang;
    use crate::report::Term;
    use crate::report::matrix::{Matrix, Point};

    fn drawn(points: &[(usize, Term, &str, &str)]) -> Vec<String> {
        let share = |text: &str| text.parse().expect("a decimal");
        let point = |&(label, quadrant, right, up): &(usize, Term, &str, &str)| Point {
            label,
            quadrant,
            right: share(right),
            up: share(up),
        };
        let matrix = Matrix {
            term: Term::Matrix,
            up: Term::Volume,
            right: Term::Suitability,
            corners: [Term::FindTheCut, Term::FrontNow, Term::Leave, Term::SmallButEasy],
            points: points.iter().map(point).collect(),
        };
        lines(&matrix, Lang::English)
    }

    /// The line and the character that a number stands at.
    fn found(lines: &[String], number: &str) -> (usize, usize) {
        let at = |(line, text): (usize, &String)| {
            let at = text.find(number)?;
            Some((line, text[..at].chars().count()))
        };
        lines.iter().enumerate().find_map(at).expect("the number is drawn")
    }

    #[test]
    fn the_ends_and_the_middle_stand_where_they_belong() {
        let lines = drawn(&[
            (11, Term::FindTheCut, "0", "1"),
            (22, Term::FrontNow, "1", "1"),
            (33, Term::SmallButEasy, "0.5", "0.5"),
            (44, Term::Leave, "0.49", "0.01"),
        ]);
        // The axis and the name of the quadrant stand above.
        assert_eq!(found(&lines, "11"), (2, 0));
        assert_eq!(found(&lines, "22"), (2, 2 * WIDTH + 1 - 2));
        // On the middle of both, and in the quadrant that it says.
        let below = 2 + HEIGHT + 2;
        assert_eq!(found(&lines, "33"), (below, WIDTH + 1));
        let (line, column) = found(&lines, "44");
        assert_eq!(line, below + HEIGHT - 1);
        assert!(column < WIDTH);
    }

    #[test]
    fn points_in_one_place_stand_beside_each_other_until_there_is_no_room() {
        let lines = drawn(&[1, 2].map(|label| (label, Term::FrontNow, "0.9", "0.9")));
        assert_ne!(found(&lines, "1"), found(&lines, "2"));
        let many: Vec<_> = (100..500).map(|label| (label, Term::FrontNow, "0.9", "0.9")).collect();
        let lines = drawn(&many);
        assert!(lines.last().expect("lines").contains("more"), "{lines:?}");
    }
}
