//! The command `contact-centre`: the tasks that suit a contact centre.

pub mod model;
