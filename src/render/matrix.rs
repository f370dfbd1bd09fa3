//! A matrix in characters: four quadrants, and a number for each point; and where any format puts
//! the points.

use super::{Lang, cell, number};
use crate::model::quantity::Share;
use crate::report::Sentence;
use crate::report::matrix::{Matrix, Point};

/// Characters of a quadrant from left to right.
pub const WIDTH: usize = 44;
/// Lines of a quadrant, below its name.
pub const HEIGHT: usize = 5;

/// Where a point is drawn.
pub struct Place {
    /// The position of its quadrant among the corners.
    pub corner: usize,
    /// The line in the quadrant, from 1.
    pub line: usize,
    /// The column in the quadrant, from 0.
    pub column: usize,
    /// The number that stands for it.
    pub label: String,
}

/// The lines of a matrix.
pub fn lines(matrix: &Matrix, lang: Lang) -> Vec<String> {
    let mut quadrants = matrix.corners.map(|corner| {
        let mut quadrant = vec![vec![' '; WIDTH]; HEIGHT + 1];
        for (cell, letter) in quadrant[0].iter_mut().skip(1).zip(lang.label(corner).chars()) {
            *cell = letter;
        }
        quadrant
    });
    let places = places(matrix, (HEIGHT, WIDTH));
    for Place { corner, line, column, label } in &places {
        let cells = quadrants[*corner][*line].iter_mut().skip(*column);
        cells.zip(label.chars()).for_each(|(cell, digit)| *cell = digit);
    }
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
        [0, 1, 2].map(|halves| number::percent(&Share::from(halves).times(&Share::half()), lang));
    let right = format!("{} → {all}", axis(matrix.right));
    lines.push(format!("{none:<WIDTH$}{half:<5}{right:>width$}", width = WIDTH - 4));
    lines.extend(not_drawn(matrix, places.len(), lang));
    lines
}

/// What is said of the points that have no place.
pub fn not_drawn(matrix: &Matrix, drawn: usize, lang: Lang) -> Option<String> {
    let left = matrix.points.len() - drawn;
    (left > 0).then(|| cell(&Sentence::NotDrawn.with("points", left).into(), lang))
}

/// Places for the points, in quadrants with so many lines and columns. Points that would cover each
/// other are moved apart, each within its quadrant; one without a free place has none.
pub fn places(matrix: &Matrix, size: (usize, usize)) -> Vec<Place> {
    let mut places = Vec::new();
    for point in &matrix.points {
        let corner = matrix.corners.iter().position(|term| *term == point.quadrant);
        places.extend(corner.and_then(|corner| place(point, corner, size, &places)));
    }
    places
}

/// The free place for a point that is nearest to where it belongs.
fn place(
    point: &Point,
    corner: usize,
    (height, width): (usize, usize),
    places: &[Place],
) -> Option<Place> {
    let (is_right, is_up) = (corner % 2 == 1, corner < 2);
    let within = |share: &Share, is_second: bool| {
        if is_second { share - &Share::half() } else { share.clone() }
    };
    let label = point.label.to_string();
    let last_column = width - label.len();
    let exact_column = steps(&within(&point.right, is_right), last_column);
    let exact_line = height - steps(&within(&point.up, is_up), height - 1);
    let is_free = |&(line, column): &(usize, usize)| {
        let on_line = places.iter().filter(|other| other.corner == corner && other.line == line);
        // A blank on each side keeps numbers apart.
        on_line.into_iter().all(|other| {
            column + label.len() < other.column || other.column + other.label.len() < column
        })
    };
    let all = (1..=height).flat_map(|line| (0..=last_column).map(move |column| (line, column)));
    // A line counts as six characters, so that a number is moved sideways first.
    let distance =
        |at: &(usize, usize)| 6 * at.0.abs_diff(exact_line) + at.1.abs_diff(exact_column);
    let (line, column) = all.filter(is_free).min_by_key(distance)?;
    Some(Place { corner, line, column, label })
}

/// Where a share from 0 to a half lies on a scale of `most` steps.
fn steps(part: &Share, most: usize) -> usize {
    let steps = part.times(&Share::from(2 * most as u64));
    steps.exact().rounded(0).to_usize().unwrap_or(0).min(most)
}
