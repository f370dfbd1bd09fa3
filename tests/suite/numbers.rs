//! Numbers: exact ones hold against fractions of big integers, whatever their size, and people
//! write them in many ways.

use kanalpris::internals::input::number::{
    Dot, amount, count, dot, fraction_as_percent, per_cent, whole,
};
use kanalpris::internals::model::quantity::{Enquiries, Exact, Money, NotADecimal};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;

/// Numbers around everything where a machine integer might end.
fn integer() -> impl Strategy<Value = i128> {
    let edges = [0, 1, i64::MAX.into(), i64::MIN.into(), i128::from(u64::MAX)];
    (prop::sample::select(edges.to_vec()), -3_i128..4, -100_000_i128..100_000)
        .prop_map(|(edge, near, small)| if edge == 0 { small } else { edge + near })
}

fn fraction() -> impl Strategy<Value = BigRational> {
    (integer(), integer().prop_filter("a divisor", |divisor| *divisor != 0))
        .prop_map(|(a, b)| BigRational::new(a.into(), b.into()))
}

proptest! {
    #[test]
    fn every_operation_gives_what_big_integers_give(a in fraction(), b in fraction()) {
        let [x, y] = [&a, &b].map(|number| Exact::from(number.clone()));
        prop_assert_eq!(&x + &y, Exact::from(&a + &b));
        prop_assert_eq!(&x - &y, Exact::from(&a - &b));
        prop_assert_eq!(&x * &y, Exact::from(&a * &b));
        prop_assert_eq!(-&x, Exact::from(-&a));
        if !b.is_zero() {
            prop_assert_eq!(&x / &y, Exact::from(&a / &b));
        }
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x.ceil(), Exact::from(a.ceil()));
        prop_assert_eq!(x.to_string(), a.to_string());
        let scaled = &a * BigInt::from(10_000);
        prop_assert_eq!(x.rounded(4), Exact::from(scaled.round()));
    }
}

#[test]
fn the_ends_of_the_machine_integers_are_no_edge() {
    let most = Exact::from(i64::MAX.unsigned_abs());
    let least = &-&most - &Exact::from(1);
    assert_eq!((-&least).to_string(), "9223372036854775808");
    assert_eq!(&Exact::from(1) / &least, &Exact::zero() - &(&Exact::from(1) / &-&least));
    assert_eq!(least.rounded(0), least);
    assert_eq!((&most / &Exact::from(2)).rounded(0).to_string(), "4611686018427387904");
    assert_eq!((&most / &Exact::from(2)).ceil().to_string(), "4611686018427387904");
}

#[test]
fn rounding_is_half_away_from_zero() {
    let halves = [1, 3, 5, 4].map(|number| &Exact::from(number) / &Exact::from(2));
    assert_eq!(halves.each_ref().map(|half| half.rounded(0).to_string()), ["1", "2", "3", "2"]);
    assert_eq!(halves.each_ref().map(|half| (-half).rounded(0).to_string())[..2], ["-1", "-2"]);
}

#[test]
fn a_decimal_takes_a_point_or_a_comma() {
    assert_eq!("38.50".parse::<Money>(), "38,5".parse());
    assert_eq!("31".parse::<Money>(), Ok(Money::from(31)));
}

#[test]
fn what_is_not_a_plain_decimal_is_refused() {
    for text in ["", "-", ".", "1.", ".5", "1e3", "1 000", "1.234,50", "0x1f", "nan", "½"] {
        assert_eq!(text.parse::<Money>(), Err(NotADecimal), "{text}");
    }
}

#[test]
fn nothing_is_a_share_of_zero() {
    assert_eq!(Money::from(1).ratio(&Money::zero()), None);
    assert_eq!(Money::from(1).per(&Enquiries::zero()), None);
}

#[test]
fn a_dot_every_three_digits_is_grouping() {
    let read = ["120", "0", "007", "1.234", "12.345.678"].map(whole);
    assert_eq!(read, [Some(120), Some(0), Some(7), Some(1234), Some(12_345_678)]);
}

#[test]
fn a_count_is_written_as_other_programs_do() {
    let read = ["12,0", "12.0", "1.234,00", "1 234", "1\u{a0}234", "1.000", "0,0"].map(count);
    let counts = [12, 12, 1234, 1234, 1234, 1000, 0].map(Some);
    assert_eq!(read, counts);
    for text in ["12,5", "12.", "1,000", "1 23", "1 234.567", ",0", "1.5,0", "", " ", "-"] {
        assert_eq!(count(text), None, "{text}");
    }
}

#[test]
fn a_dot_in_a_count_is_one_of_two_things() {
    assert_eq!(dot("32186.0"), Some(Dot::DecimalPoint));
    assert_eq!(["1.250", "1.234,00"].map(dot), [Some(Dot::Thousands); 2]);
    assert_eq!(["120", "12,0"].map(dot), [None; 2]);
}

#[test]
fn other_dots_and_signs_are_no_whole_number() {
    for text in [
        "", ".", "1.5", "1.23", "1.2345", "1234.567", "0.123", "1,5", "+3", "-3", "1 234", "abc",
        ".123",
    ] {
        assert_eq!(whole(text), None, "{text}");
    }
}

#[test]
fn a_million_is_written_in_many_ways() {
    let texts = "1.000.000|1000000|1 mio|1mio.|1 mio. kr.|1000000,00| 1.000.000 kr. ";
    for text in texts.split('|') {
        assert_eq!(amount(text), Ok(Money::from(1_000_000)), "{text}");
    }
    assert_eq!(amount("1,5 mio"), Ok(Money::from(1_500_000)));
    assert_eq!(amount("0.50"), "0.5".parse());
    assert_eq!(amount("2.338.439,99"), "2338439.99".parse());
}

#[test]
fn what_is_no_amount_is_refused() {
    for text in ["", "mio", "-1", "1 000", "1e6", "1,000,000", "kr."] {
        assert_eq!(amount(text), Err(NotADecimal), "{text}");
    }
}

#[test]
fn the_sign_of_per_cent_may_be_left_out() {
    for text in ["12,5%", "12.5", "12,5 %", " 12,50 % "] {
        assert_eq!(per_cent(text), "0.125".parse(), "{text}");
    }
    for text in ["%", "-1", "100,1"] {
        assert_eq!(per_cent(text), Err(NotADecimal), "{text}");
    }
}

#[test]
fn a_part_of_1_without_a_sign_may_be_meant_as_a_per_cent() {
    let parts = ["0,2", "0.25", "0,125", "0,005", "0,050"].map(fraction_as_percent);
    assert_eq!(parts.map(Option::unwrap_or_default), ["20", "25", "12,5", "0,5", "5"]);
    assert_eq!(
        ["0,2%", "0", "0,0", "1", "1,5", "-0,2", "x"].map(fraction_as_percent),
        [const { None }; 7]
    );
}
