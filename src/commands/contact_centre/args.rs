//! The arguments of `kanal contact-centre`.

use clap::Args;

use super::model::Transfer;
use crate::commands::args::{InputArgs, OutputArgs, amount, minutes};
use crate::model::quantity::{Money, Share};

/// What `kanal contact-centre` takes.
#[derive(Debug, Args)]
pub struct ContactCentreArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Channels that a contact centre takes [default: telefon, e-mail and chat]
    #[arg(long, value_name = "CHANNEL,…", value_delimiter = ',')]
    pub channels: Option<Vec<String>>,
    /// Minutes that an avoided transfer saves; with --wage, what that is worth
    #[arg(long, value_name = "N", value_parser = minutes, requires = "wage")]
    pub minutes_saved: Option<Share>,
    /// What an hour costs
    #[arg(long, value_name = "KR", value_parser = amount, requires = "minutes_saved")]
    pub wage: Option<Money>,
    /// How to write it.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl ContactCentreArgs {
    /// The value of an avoided transfer, if it was given.
    pub fn transfer(&self) -> Option<Transfer> {
        Some(Transfer { minutes: self.minutes_saved.clone()?, wage: self.wage.clone()? })
    }
}
