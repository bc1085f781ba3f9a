//! Reads `Retry-After` (RFC 9110, section 10.2.3), and distrusts it.

use std::time::Duration;

use ::http::HeaderMap;
use ::http::header::{DATE, RETRY_AFTER};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// No answer is longer than this.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// A wait beyond this is taken for a mistake.
const ABSURD: Duration = Duration::from_secs(24 * 60 * 60);

/// The three forms of a date, the first in use and two obsolete (RFC 9110, section 5.6.7).
const FORMS: [&str; 3] =
    ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// The wait that the headers ask for.
///
/// A date is compared with the answer's own `Date` if it has one, so that a wrong clock on either
/// side does no harm; a date in the past means no wait.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().ok()?)
    } else {
        let until = date(text)?;
        let now = headers
            .get(DATE)
            .and_then(|date_header| date(date_header.to_str().ok()?))
            .or_else(now)?;
        Duration::from_secs(u64::try_from(until.saturating_sub(now)).unwrap_or(0))
    };
    (wait <= ABSURD).then(|| wait.min(LONGEST))
}

/// The seconds since 1970 that a date stands for.
fn date(text: &str) -> Option<i64> {
    let civil =
        FORMS.iter().find_map(|form| strtime::parse(form, text.trim()).ok()?.to_datetime().ok())?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn now() -> Option<i64> {
    use std::time::{SystemTime, UNIX_EPOCH};

    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// Such as in a browser, where the standard library has no clock.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn now() -> Option<i64> {
    None
}
