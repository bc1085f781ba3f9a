//! An answer as text for people: each item like a finding, or a list when there are many.

use std::fmt::Write as _;

use super::{Explained, Explanation};
use crate::diagnostic::{Diagnostics, Subject, printable};
use crate::document::Affected;
use crate::pipeline::Inputs;

/// More items than this are listed, one to a line.
const WHOLE: usize = 6;

/// Places of one item that are shown.
const SHOWN: usize = 4;

/// Operations that are named before they are only counted.
const NAMED: usize = 8;

impl Explained {
    /// The items as text, for the inputs that were asked about and the findings that came with the
    /// answer. `color` adds ANSI escape codes.
    #[must_use]
    pub fn render(&self, inputs: &Inputs, findings: &Diagnostics, color: bool) -> String {
        let (spec, config) = (&inputs.spec, inputs.config.as_ref());
        let mut text = String::new();
        if self.items.len() > WHOLE {
            for item in &self.items {
                let place = item.places.first();
                let line = place.and_then(|place| {
                    Some(format!("{}:{}:{}", place.file, place.line?, place.column?))
                });
                let line = line.unwrap_or_else(|| "-".to_owned());
                let _ =
                    writeln!(text, "{} {}  {}", item.kind, printable(&item.path), printable(&line));
            }
        } else {
            for (index, item) in self.items.iter().enumerate() {
                if index > 0 {
                    text.push('\n');
                }
                text.push_str(&item.subject(findings).render(spec, config, color));
                text.push('\n');
            }
        }
        for remark in &self.remarks {
            let _ = writeln!(text, "{}", printable(remark));
        }
        text
    }
}

impl Explanation {
    fn subject(&self, findings: &Diagnostics) -> Subject {
        let mut facts = Vec::new();
        for place in self.places.iter().take(SHOWN) {
            facts.push(("at", place.pointer.clone()));
            facts.extend(place.overlay.iter().map(|by| ("written by", by.clone())));
        }
        if self.places.len() > SHOWN {
            facts.push(("at", format!("{} further places", self.places.len() - SHOWN)));
        }
        facts.push(("in", self.file.clone()));
        facts.extend(self.wire.iter().map(|wire| ("as", wire.clone())));
        match &self.used_by {
            Affected::All => facts.push(("used by", "the document as a whole".to_owned())),
            Affected::These(none) if none.is_empty() => {}
            Affected::These(some) if some.len() > NAMED => {
                let more = some.len() - NAMED;
                facts.push(("used by", format!("{} and {more} more", some[..NAMED].join(", "))));
            }
            Affected::These(some) => facts.push(("used by", some.join(", "))),
        }
        let mut places = findings.about_the_same();
        self.places.iter().take(SHOWN).for_each(|place| places.push(place.finding.clone()));
        self.settings.iter().for_each(|it| places.push(it.finding.clone().label(it.does)));
        Subject { kind: self.kind, title: self.path.clone(), places, facts }
    }
}
