//! Which requests an answer is for.

use std::fmt;

use super::recorded::{Recorded, decode};
use crate::runtime::Route;

/// Which requests an answer of a [`FakeServer`](super::FakeServer) is for.
///
/// Made of an operation's `ROUTE`, of its id (`"items:get"`), or of a method and a path template
/// (`("GET", "/items/{id}")`), where each `{…}` stands for any text within a segment and the
/// server's own path may come first.
#[derive(Clone, Debug)]
pub struct Matching(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Any,
    Route(&'static Route),
    Id(String),
    Path(String, String),
}

impl Matching {
    /// All requests.
    pub fn any() -> Self {
        Self(Kind::Any)
    }

    pub(super) fn fits(&self, request: &Recorded) -> bool {
        match &self.0 {
            Kind::Any => true,
            Kind::Route(route) => request.route() == Some(route),
            Kind::Id(id) => request.route().is_some_and(|route| route.id == id),
            Kind::Path(method, template) => {
                request.method() == method.as_str() && path_fits(template, request.path())
            }
        }
    }
}

impl From<&'static Route> for Matching {
    fn from(route: &'static Route) -> Self {
        Self(Kind::Route(route))
    }
}

impl From<&str> for Matching {
    fn from(id: &str) -> Self {
        Self(Kind::Id(id.to_owned()))
    }
}

impl From<(&str, &str)> for Matching {
    fn from((method, template): (&str, &str)) -> Self {
        Self(Kind::Path(method.to_owned(), template.to_owned()))
    }
}

impl fmt::Display for Matching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Any => f.write_str("any request"),
            Kind::Route(route) => write!(f, "{} {}", route.method, route.path),
            Kind::Id(id) => f.write_str(id),
            Kind::Path(method, template) => write!(f, "{method} {template}"),
        }
    }
}

/// Whether the last segments of `path` are those of `template`.
fn path_fits(template: &str, path: &str) -> bool {
    let mut segments = path.rsplit('/');
    let template = template.strip_prefix('/').unwrap_or(template);
    template
        .rsplit('/')
        .all(|literal| segments.next().is_some_and(|text| segment_fits(literal, &decode(text))))
}

fn segment_fits(template: &str, text: &str) -> bool {
    let (Some((before, _)), Some((_, after))) =
        (template.split_once('{'), template.rsplit_once('}'))
    else {
        return template == text;
    };
    text.strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after))
        .is_some_and(|value| !value.is_empty())
}
