//! A matrix: points on two axes, for the formats that draw.

use super::Term;
use crate::model::quantity::Share;

/// Points on two axes that go from 0 to 1, with a line through the middle of each. A
/// point carries its quadrant, because its rounded position may be on the other side of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The title.
    pub term: Term,
    /// The vertical axis, which grows upwards.
    pub up: Term,
    /// The horizontal axis, which grows to the right.
    pub right: Term,
    /// The names of the quadrants: up left, up right, down left, down right.
    pub corners: [Term; 4],
    /// The points; those in front are placed first.
    pub points: Vec<Point>,
}

/// A point of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The number that stands for it.
    pub label: usize,
    /// The quadrant that it is in: one of the corners of the matrix.
    pub quadrant: Term,
    /// Its position on the horizontal axis.
    pub right: Share,
    /// Its position on the vertical axis.
    pub up: Share,
}
