//! A matrix: points on two axes, for the formats that draw.

use super::Term;
use crate::model::quantity::Share;

/// Points on two axes that go from 0 to 1, with a line through the middle of each. Each
/// point says in which quadrant it is, on whichever side of a line its own middle falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// What stands over it.
    pub term: Term,
    /// What grows upwards.
    pub up: Term,
    /// What grows to the right.
    pub right: Term,
    /// What the quadrants are called: up left, up right, down left, down right.
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
    /// How far right.
    pub right: Share,
    /// How far up.
    pub up: Share,
}
