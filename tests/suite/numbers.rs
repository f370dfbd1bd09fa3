//! Exact numbers hold against fractions of big integers, whatever their size.

use kanalpris::internals::model::quantity::Exact;
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
