//! What the mock server wrote into its log, in its own words.

use std::path::Path;
use std::{fs, io};

/// The phrases of complaints: a request that does not fit, an answer that does not fit, and a request
/// that the server has no answer for.
const COMPLAINTS: [&str; 3] =
    ["did not pass the validation rules", "Violation: ", "terminated with error"];

/// The phrase that stands once for each request.
const REQUEST: &str = "Request received";

/// A log, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Log {
    /// How many requests the server saw.
    pub(super) requests: usize,
    /// The first complaint, if there is one.
    pub(super) complaint: Option<String>,
}

impl Log {
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        Ok(Self::of(&fs::read_to_string(path)?))
    }

    fn of(text: &str) -> Self {
        let complains = |line: &&str| COMPLAINTS.iter().any(|phrase| line.contains(phrase));
        Self {
            requests: text.lines().filter(|line| line.contains(REQUEST)).count(),
            complaint: text.lines().find(complains).map(|line| line.trim().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: &str = "[11:25:07 AM] › [CLI] ▶  start     Prism is listening on http://127.0.0.1:1\n\
        [11:25:21 AM] › [HTTP SERVER] get /v1/customers/ ℹ  info      Request received\n\
        [11:25:21 AM] ›     [VALIDATOR] ✔  success   The request passed the validation rules.\n";

    #[test]
    fn a_log_without_complaints_is_counted() {
        assert_eq!(Log::of(FINE), Log { requests: 1, complaint: None });
        assert_eq!(Log::of(""), Log { requests: 0, complaint: None });
    }

    #[test]
    fn each_kind_of_complaint_is_found() {
        for line in [
            "[11:25:21 AM] ›     [VALIDATOR] ⚠  warning   Request did not pass the validation rules",
            "[11:25:21 AM] ›     [VALIDATOR] ✖  error     Violation: response.body.id must be string",
            "[11:25:22 AM] › [HTTP SERVER] get /x ✖  error     Request terminated with error: https://",
        ] {
            let log = Log::of(&format!("{FINE}{line}\n"));
            assert_eq!(log, Log { requests: 1, complaint: Some(line.to_owned()) });
        }
    }
}
