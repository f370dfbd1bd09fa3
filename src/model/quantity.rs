//! Exact numbers with a meaning: money, enquiries, weeks and shares.
//!
//! The numbers are fractions, not decimals, because the ordinary count of three
//! weeks scales by 52/3, which no decimal holds. With fractions every total is
//! exactly the sum of its parts, whichever way it is added up; rounding happens
//! once, when a number is printed.

use std::borrow::Borrow;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;

pub use super::exact::Exact;

/// The most digits of a number. The time that a calculation takes grows with the square of them.
pub const MOST_DIGITS: usize = 40;

/// A text that is not a plain decimal number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADecimal;

impl fmt::Display for NotADecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected a number such as `31`, `38.50` or `38,50`, with at most {MOST_DIGITS} digits"
        )
    }
}

impl std::error::Error for NotADecimal {}

/// Parses `31`, `-3`, `38.50` or `38,50`, with no grouping and no exponent.
fn decimal(text: &str) -> Result<Exact, NotADecimal> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(part) || whole.len() + part.len() > MOST_DIGITS {
        return Err(NotADecimal);
    }
    let numerator = BigInt::from_str(&format!("{sign}{whole}{part}")).map_err(|_| NotADecimal)?;
    let power = u32::try_from(part.len()).map_err(|_| NotADecimal)?;
    Ok(BigRational::new(numerator, BigInt::from(10).pow(power)).into())
}

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Exact);

        impl $name {
            /// Zero.
            pub fn zero() -> Self {
                Self(Exact::zero())
            }

            /// Whether it is zero.
            pub fn is_zero(&self) -> bool {
                self.0.is_zero()
            }

            /// Whether it is below zero.
            pub fn is_negative(&self) -> bool {
                self.0.is_negative()
            }

            /// The same without its sign.
            pub fn abs(&self) -> Self {
                if self.is_negative() { Self(-&self.0) } else { self.clone() }
            }

            /// The number without its meaning.
            pub fn exact(&self) -> &Exact {
                &self.0
            }

            /// This over `whole`; `None` when the whole is zero.
            pub fn ratio(&self, whole: &Self) -> Option<Share> {
                (!whole.is_zero()).then(|| Share(&self.0 / &whole.0))
            }

            /// This times a factor.
            pub fn times(&self, factor: &Share) -> Self {
                Self(&self.0 * &factor.0)
            }
        }

        /// Zero.
        impl Default for $name {
            fn default() -> Self {
                Self::zero()
            }
        }

        impl From<u64> for $name {
            fn from(whole: u64) -> Self {
                Self(Exact::from(whole))
            }
        }

        impl From<Exact> for $name {
            fn from(number: Exact) -> Self {
                Self(number)
            }
        }

        /// Parses a plain decimal with a point or a comma: `31`, `38.50`, `38,50`.
        impl FromStr for $name {
            type Err = NotADecimal;

            fn from_str(text: &str) -> Result<Self, NotADecimal> {
                decimal(text).map(Self)
            }
        }

        impl Add for &$name {
            type Output = $name;

            fn add(self, other: Self) -> $name {
                $name(&self.0 + &other.0)
            }
        }

        impl AddAssign<&$name> for $name {
            fn add_assign(&mut self, other: &Self) {
                self.0 = &self.0 + &other.0;
            }
        }

        impl Sub for &$name {
            type Output = $name;

            fn sub(self, other: Self) -> $name {
                $name(&self.0 - &other.0)
            }
        }

        impl Neg for $name {
            type Output = Self;

            fn neg(self) -> Self {
                Self(-&self.0)
            }
        }

        impl<T: Borrow<$name>> Sum<T> for $name {
            fn sum<I: Iterator<Item = T>>(items: I) -> Self {
                items.fold(Self::zero(), |total, item| &total + item.borrow())
            }
        }
    };
}

quantity! {
    /// An amount in the currency of the price table, or the price of one enquiry.
    Money
}

quantity! {
    /// A number of enquiries; a fraction when it is scaled to a year.
    Enquiries
}

quantity! {
    /// A number of weeks: those of a year, or those that a unit counted.
    Weeks
}

quantity! {
    /// A share of a whole as a fraction of 1 (20 % is 1/5), or another factor.
    Share
}

impl Money {
    /// The amount per enquiry; `None` when there are no enquiries.
    pub fn per(&self, enquiries: &Enquiries) -> Option<Self> {
        (!enquiries.is_zero()).then(|| Self(&self.0 / &enquiries.0))
    }
}

/// Enquiries at a price are a cost.
impl Mul<&Money> for &Enquiries {
    type Output = Money;

    fn mul(self, price: &Money) -> Money {
        Money(&self.0 * &price.0)
    }
}

impl Share {
    /// One half.
    ///
    /// # Panics
    ///
    /// Never: 2 is not 0.
    pub fn half() -> Self {
        Self::from(1).ratio(&Self::from(2)).expect("2 is not 0")
    }
}
