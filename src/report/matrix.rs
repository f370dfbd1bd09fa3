//! A matrix: points on two axes, for the formats that draw.

use super::Key;
use crate::model::number::Share;

/// Points on two axes that go from 0 to 1, with a line through the middle of each.
///
/// A point on the middle of the way right is right of its line; one on the middle of the
/// way up is below its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// What stands over it.
    pub key: Key,
    /// What grows upwards.
    pub up: Key,
    /// What grows to the right.
    pub right: Key,
    /// What the quarters are called: up left, up right, down left, down right.
    pub corners: [Key; 4],
    /// The points; those in front are placed first.
    pub points: Vec<Point>,
}

/// A point of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The number that stands for it.
    pub label: usize,
    /// How far right.
    pub right: Share,
    /// How far up.
    pub up: Share,
}
