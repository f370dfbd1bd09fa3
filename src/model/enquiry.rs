//! What an enquiry is besides its channel: its type and its closure, as KOMHEN 2.0 codes them.

/// What kind of enquiry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A new case is opened (*oprettelse af ny sag*).
    NewCase,
    /// The status of a case is changed (*ændring af status på eksisterende sag*).
    Status,
    /// Information on a case that exists (*information om eksisterende sag*).
    CaseInformation,
    /// General guidance (*råd og vejledning*).
    Guidance,
    /// Help with self-service (*hjælp til selvbetjening*); the channel has the same code.
    Help,
    /// It came to the wrong place (*fejlhenvendelse*).
    Misdirected,
}

impl Type {
    /// All types, in the order of KOMHEN.
    pub const ALL: [Self; 6] = [
        Self::NewCase,
        Self::Status,
        Self::CaseInformation,
        Self::Guidance,
        Self::Help,
        Self::Misdirected,
    ];

    /// The code of KOMHEN 2.0, which is the name of the type in [`Counts`](super::counts::Counts).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NewCase => "OPRET",
            Self::Status => "STATUS",
            Self::CaseInformation => "INFO",
            Self::Guidance => "VEJL",
            Self::Help => "SLVBTJN",
            Self::Misdirected => "FEJL",
        }
    }

    /// Whether it is an application or a notification, of which a self-service degree is taken;
    /// the others ask for information.
    #[must_use]
    pub fn is_transaction(self) -> bool {
        matches!(self, Self::NewCase | Self::Status)
    }
}

/// When an enquiry is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closure {
    /// At once, by the one who took it.
    AtOnce,
    /// Put aside for later.
    Later,
}

impl Closure {
    /// Both, in the order of KOMHEN.
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::Later];

    /// The code of KOMHEN 2.0, which is the name of the closure in [`Counts`](super::counts::Counts).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "STRAKS",
            Self::Later => "HOLD",
        }
    }
}
