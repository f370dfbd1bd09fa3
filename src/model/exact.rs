//! Exact fractions: of two machine integers where they fit, of big ones where they do not.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, ToPrimitive, Zero};

/// An exact fraction in lowest terms.
///
/// Nearly all numbers of a count fit two machine integers. These need no allocation and are
/// reduced to lowest terms many times faster. A number that does not fit is a fraction of big
/// integers, and just as exact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exact(Size);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Size {
    /// The numerator is never `i64::MIN`, which has no negation in 64 bits.
    Small(Ratio<i64>),
    /// Never a number that fits `Small`, so that equal numbers have one representation.
    Large(Box<BigRational>),
}

use Size::{Large, Small};

impl Exact {
    /// Zero.
    pub fn zero() -> Self {
        Self(Small(Ratio::zero()))
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Small(number) if number.is_zero())
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        *self < Self::zero()
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(number) => number.is_integer(),
            Large(number) => number.is_integer(),
        }
    }

    /// The number as an index or a length; `None` if it is none.
    pub fn to_usize(&self) -> Option<usize> {
        match &self.0 {
            Small(number) if number.is_integer() => number.numer().to_usize(),
            _ => None,
        }
    }

    /// The number times ten to the power of `decimals`, rounded half away from zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use kanalpris::internals::model::quantity::Money;
    /// let price: Money = "38,45".parse().unwrap();
    /// assert_eq!(price.exact().rounded(1).to_string(), "385");
    /// ```
    pub fn rounded(&self, decimals: u32) -> Self {
        match (self * &Self::from(10_u64.pow(decimals))).0 {
            Small(number) => Self(Small(number.round())),
            Large(number) => Self::from(number.round()),
        }
    }

    /// The smallest integer that is not below it.
    pub fn ceil(&self) -> Self {
        Self::from(self.large().ceil())
    }

    fn large(&self) -> BigRational {
        match &self.0 {
            Small(number) => {
                let (numerator, denominator) = number.into_raw();
                BigRational::new_raw(numerator.into(), denominator.into())
            }
            Large(number) => (**number).clone(),
        }
    }
}

impl From<u64> for Exact {
    fn from(whole: u64) -> Self {
        match i64::try_from(whole) {
            Ok(whole) => Self(Small(whole.into())),
            Err(_) => Self(Large(Box::new(BigRational::from_integer(whole.into())))),
        }
    }
}

impl From<BigRational> for Exact {
    fn from(number: BigRational) -> Self {
        match (number.numer().to_i64(), number.denom().to_i64()) {
            (Some(numerator), Some(denominator)) if numerator > i64::MIN => {
                Self(Small(Ratio::new_raw(numerator, denominator)))
            }
            _ => Self(Large(Box::new(number))),
        }
    }
}

/// Implements an operation: on machine integers where the operands and the result fit, else on
/// big ones. `$whole` is the operation on whole numbers, where it gives a whole number: then no
/// common divisor has to be found.
macro_rules! operation {
    ($operation:ident, $method:ident, $checked:ident, $whole:expr) => {
        impl $operation for &Exact {
            type Output = Exact;

            fn $method(self, other: Self) -> Exact {
                let whole: Option<fn(i64, i64) -> Option<i64>> = $whole;
                let small = match (&self.0, &other.0, whole) {
                    (Small(a), Small(b), Some(whole)) if a.is_integer() && b.is_integer() => {
                        whole(*a.numer(), *b.numer()).map(Ratio::from_integer)
                    }
                    (Small(a), Small(b), _) => a.$checked(b),
                    _ => None,
                };
                match small {
                    Some(number) if *number.numer() > i64::MIN => Exact(Small(number)),
                    _ => self.large().$method(other.large()).into(),
                }
            }
        }
    };
}

operation!(Add, add, checked_add, Some(i64::checked_add));
operation!(Sub, sub, checked_sub, Some(i64::checked_sub));
operation!(Mul, mul, checked_mul, Some(i64::checked_mul));
operation!(Div, div, checked_div, None);

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        &Exact::zero() - self
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Small(number), Small(other)) => number.cmp(other),
            _ => self.large().cmp(&other.large()),
        }
    }
}

/// A whole number in digits, a fraction with its denominator behind a slash.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(number) if number.is_integer() => number.numer().fmt(f),
            Small(number) => number.fmt(f),
            Large(number) => number.fmt(f),
        }
    }
}
