//! The business case: what a saving is worth when it takes an investment and time.

use super::quantity::{Money, Share};
use super::scenario::Scenario;

/// What a scenario takes, and for how long it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessCase {
    /// Paid in year 0.
    pub investment: Money,
    /// Paid every year from year 1.
    pub running: Money,
    /// The part of a year's saving in year 1, 2, 3 and so on; the last holds from then on.
    pub phasing: Vec<Share>,
    /// What money loses in a year.
    pub discount: Share,
    /// The last year that is looked at.
    pub years: u16,
}

/// A business case, year by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payback {
    /// From year 0, the investment, on.
    pub years: Vec<CaseYear>,
    /// The sum of all discounted nets, that of the investment among them.
    pub net_present_value: Money,
    /// The year from which on the cumulative net, undiscounted, is not below 0; `None`
    /// when it is below 0 in the last of the years looked at.
    pub payback_year: Option<u16>,
}

/// One year of a business case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseYear {
    /// 0 is the year of the investment.
    pub year: u16,
    /// The part of a full year's saving.
    pub phasing: Share,
    /// The saving, before what is not taken out.
    pub saving: Money,
    /// What of it is taken out.
    pub realised: Money,
    /// What is paid: the investment in year 0, the running cost after.
    pub paid: Money,
    /// Realised − paid.
    pub net: Money,
    /// All nets up to and with this year.
    pub cumulative: Money,
    /// Net / (1 + discount) to the power of the year.
    pub discounted: Money,
}

impl BusinessCase {
    /// The years of the case for a full year's saving.
    ///
    /// # Panics
    ///
    /// If the discount is −100 %.
    pub fn payback(&self, scenario: &Scenario, saving: &Money) -> Payback {
        let mut years = Vec::new();
        let mut cumulative = Money::zero();
        let mut factor = Share::from(1);
        let after_a_year = Share::from(1) + self.discount.clone();
        for year in 0..=self.years {
            let phasing = self.phasing(year);
            let gross = saving.times(&phasing);
            let realised = scenario.realised_of(&gross);
            let paid = if year == 0 { self.investment.clone() } else { self.running.clone() };
            let net = realised.clone() - paid.clone();
            cumulative += &net;
            years.push(CaseYear {
                year,
                phasing,
                saving: gross,
                realised,
                paid,
                discounted: net.times(&factor),
                net,
                cumulative: cumulative.clone(),
            });
            factor = factor.ratio(&after_a_year).expect("1 and more is not 0");
        }
        Payback {
            net_present_value: years.iter().map(|year| &year.discounted).sum(),
            payback_year: years
                .iter()
                .rev()
                .take_while(|year| !year.cumulative.is_negative())
                .last()
                .map(|year| year.year),
            years,
        }
    }

    fn phasing(&self, year: u16) -> Share {
        match (year.checked_sub(1), self.phasing.last()) {
            (None, _) => Share::zero(),
            (Some(_), None) => Share::from(1),
            (Some(at), Some(last)) => self.phasing.get(usize::from(at)).unwrap_or(last).clone(),
        }
    }
}
