//! A matrix in characters: four quadrants, and a number for each point.

use super::{Lang, cell, number};
use crate::model::quantity::Share;
use crate::report::Sentence;
use crate::report::matrix::{Matrix, Point};

/// Characters of a quadrant from left to right.
pub const WIDTH: usize = 44;
/// Lines of a quadrant, below its name.
pub const HEIGHT: usize = 5;

/// The lines of a matrix. Points that would cover each other are moved apart, each within its
/// quadrant.
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
        [0, 1, 2].map(|halves| number::percent(&Share::from(halves).times(&Share::half()), lang));
    let right = format!("{} → {all}", axis(matrix.right));
    lines.push(format!("{none:<WIDTH$}{half:<5}{right:>width$}", width = WIDTH - 4));
    if without > 0 {
        lines.push(cell(&Sentence::NotDrawn.with("points", without).into(), lang));
    }
    lines
}

/// Writes the number of a point into its quadrant, on the free cells nearest to where it belongs;
/// false if no cells are free.
fn place(point: &Point, corner: usize, quadrant: &mut [Vec<char>]) -> bool {
    let (is_right, is_up) = (corner % 2 == 1, corner < 2);
    let within = |share: &Share, is_second: bool| {
        if is_second { share - &Share::half() } else { share.clone() }
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
    // A line counts as six characters, so that a number is moved sideways first.
    let away = |at: &(usize, usize)| 6 * at.0.abs_diff(line) + at.1.abs_diff(column);
    let Some((line, column)) = free.min_by_key(away) else { return false };
    quadrant[line][column..column + label.len()].copy_from_slice(&label);
    true
}

/// Where a share from 0 to a half lies on a scale of `most` steps.
fn steps(part: &Share, most: usize) -> usize {
    let steps = part.times(&Share::from(2 * most as u64));
    steps.exact().rounded(0).to_usize().unwrap_or(0).min(most)
}
