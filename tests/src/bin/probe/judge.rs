//! Prism, to which what was recorded is sent. What it says of a request counts; what it makes up as an
//! answer does not.

use std::path::Path;

use http::Request;
use serde_json::Value;
use tests::Result;
use tests::cases;
use ureq::Agent;
use xtask::conformance::prism::{self, Prism};

/// What Prism says.
pub(crate) enum Word {
    /// The request is as the document wants it.
    Accepted,
    /// It is not.
    Refused(String),
    /// It cannot tell, because it has no answer.
    Silent(String),
}

/// A running Prism.
pub(crate) struct Judge {
    prism: Prism,
    agent: Agent,
}

/// The faults of a request, as the types of Prism's problems end.
const FAULTS: [&str; 7] = [
    "UNPROCESSABLE_ENTITY",
    "UNAUTHORIZED",
    "NO_PATH_MATCHED_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "NO_SERVER_MATCHED_ERROR",
    "INVALID_CONTENT_TYPE",
    "NOT_ACCEPTABLE",
];

impl Judge {
    pub(crate) fn new(document: &Path) -> Result<Self> {
        let home = cases::workspace().join("target/conformance");
        prism::install(&home).map_err(|failure| failure.message)?;
        let prism = Prism::start(&home, "probe", document).map_err(|failure| failure.message)?;
        let config =
            Agent::config_builder().http_status_as_error(false).allow_non_standard_methods(true);
        Ok(Self { prism, agent: config.max_redirects(0).build().into() })
    }

    /// Sends what was recorded.
    pub(crate) fn ask(&self, sent: &Value) -> Result<Word> {
        let url = sent["url"].as_str().unwrap_or_default();
        let path = url.strip_prefix("https://probe.invalid").unwrap_or(url);
        let method = sent["method"].as_str().unwrap_or_default();
        let mut request =
            Request::builder().method(method).uri(format!("{}{path}", self.prism.url));
        for header in sent["headers"].as_array().into_iter().flatten() {
            let name = header[0].as_str().unwrap_or_default();
            if !["host", "content-length"].contains(&name) {
                request = request.header(name, header[1].as_str().unwrap_or_default());
            }
        }
        let body = sent["body"].as_array().into_iter().flatten();
        let body: Vec<u8> = body.filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
        let answer = if body.is_empty() {
            self.agent.run(request.body(())?)
        } else {
            self.agent.run(request.body(body)?)
        };
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) => return Ok(Word::Silent(error.to_string())),
        };
        let text = answer.body_mut().read_to_string().unwrap_or_default();
        let problem: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        let kind = problem["type"].as_str().unwrap_or_default();
        let Some(kind) = kind.strip_prefix("https://stoplight.io/prism/errors#") else {
            return Ok(Word::Accepted);
        };
        let detail = match problem["validation"].as_array() {
            Some(all) => all.iter().map(Value::to_string).collect::<Vec<_>>().join(", "),
            None => problem["detail"].as_str().unwrap_or_default().to_owned(),
        };
        let said = format!("{kind}: {detail}");
        // Where Prism finds fault with the answer that it made itself, the request was well.
        let about = problem["validation"].as_array().map_or(&[][..], Vec::as_slice);
        let own = |fault: &Value| fault["location"][0] == "response";
        Ok(match FAULTS.contains(&kind) {
            _ if !about.is_empty() && about.iter().all(own) => Word::Accepted,
            true => Word::Refused(said),
            false => Word::Silent(said),
        })
    }
}
