//! What a call gives: answers, errors, headers, pages and streams.

use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, BEHAVIOUR_ADDS, SOURCE, WIRE, WIRE_ADDS};
use crate::changes::{Direction, Kind};
use crate::surface::{Answers, Arm, Operation, Ty};

/// The kinds of changes of successes, or of errors.
struct Kinds {
    added: Kind,
    removed: Kind,
    ty: Kind,
}

const SUCCESS: Kinds =
    Kinds { added: Kind::AnswerAdded, removed: Kind::AnswerRemoved, ty: Kind::AnswerTypeChanged };
const ERROR: Kinds =
    Kinds { added: Kind::ErrorAdded, removed: Kind::ErrorRemoved, ty: Kind::ErrorTypeChanged };

impl Compare<'_> {
    /// Compares what two operations give.
    pub(super) fn answers(&mut self, about: &About, old: &Operation, new: &Operation) {
        let about = about.part(about.subject.clone(), Direction::Response);
        let name = &about.subject;
        self.group(&about, &old.output, &new.output, &SUCCESS);
        match (&old.errors, &new.errors) {
            (Some(a), Some(b)) => self.group(&about, a, b, &ERROR),
            (None, Some(b)) => {
                let words = "{} documents errors for the first time: {} instead of `NoErrors`";
                let enumeration = b.name.clone().unwrap_or_default();
                self.say(&about, Kind::ErrorTypeChanged, SOURCE, words, &[name, &enumeration]);
            }
            (Some(_), None) => {
                let words = "{} documents no errors any more";
                self.say(&about, Kind::ErrorTypeChanged, SOURCE, words, &[name]);
            }
            (None, None) => {}
        }
        self.accept(&about, old, new);
        self.headers(&about, old, new);
        self.paging(&about, old, new);
        self.streamed(&about, old, new);
    }

    /// What a call asks for. A server that no longer has any of it for a success may refuse (RFC 9110 §15.5.7).
    fn accept(&mut self, about: &About, old: &Operation, new: &Operation) {
        let (was, is) = (&old.accept, &new.accept);
        if was == is || was.is_empty() {
            return;
        }
        let any = |list: &[String]| list.iter().any(|it| it == "*/*");
        let met = any(was) || any(is) || is.first().is_some_and(|first| was.contains(first));
        let axes = WIRE.when(!met).and(BEHAVIOUR_ADDS);
        let words = "{} asked for {} and asks for {}";
        let (a, b) = (was.join(", "), is.join(", "));
        self.say(about, Kind::AcceptChanged, axes, words, &[&about.subject, &a, &b]);
    }

    fn group(&mut self, about: &About, old: &Answers, new: &Answers, kinds: &Kinds) {
        let name = &about.subject;
        if old.name != new.name {
            let what = |it: &Answers| match &it.name {
                Some(name) => name.clone(),
                None => it.arms.values().next().map(|arm| self.gives(arm)).unwrap_or_default(),
            };
            let (a, b) = (what(old), what(new));
            let kind = if old.name.is_some() && new.name.is_some() {
                Kind::AnswerRenamed
            } else {
                kinds.ty
            };
            self.say(about, kind, SOURCE, "{} gave {} and gives {}", &[name, &a, &b]);
        }
        // One type for all successes has no statuses of its own.
        let one = |it: &Answers| it.name.is_none();
        if one(old) != one(new) {
            let (single, several) = if one(old) { (old, new) } else { (new, old) };
            let first = single.arms.values().next();
            let same = several.arms.values().filter(|arm| {
                first.is_some_and(|first| first.reader == arm.reader && first.ty == arm.ty)
            });
            let fits = same.count() == several.arms.len();
            let axes = WIRE.when(!fits && one(old)).and(WIRE_ADDS);
            for (status, arm) in &several.arms {
                let (kind, words) = if one(old) {
                    (kinds.added, "{} may be answered with {}: {}")
                } else {
                    (kinds.removed, "{} is no longer answered with {} apart: {}")
                };
                self.say(about, kind, axes, words, &[name, status, &self.gives(arm)]);
            }
            return;
        }
        for (status, arm) in &new.arms {
            match old.arms.get(status) {
                None => {
                    // To an old program an unknown success is an error, an unknown error one like others.
                    let axes = ADDS.and(WIRE.when(status.starts_with('2')));
                    let words = "{} may be answered with {}: {}";
                    self.say(about, kinds.added, axes, words, &[name, status, &self.gives(arm)]);
                }
                Some(was) => self.arm(about, status, was, arm, kinds),
            }
        }
        for (status, arm) in old.arms.iter().filter(|(it, _)| !new.arms.contains_key(*it)) {
            let words = "{} is no longer answered with {}: {}";
            let axes = SOURCE.and(WIRE_ADDS);
            self.say(about, kinds.removed, axes, words, &[name, status, &self.gives(arm)]);
        }
    }

    fn arm(&mut self, about: &About, status: &str, old: &Arm, new: &Arm, kinds: &Kinds) {
        let name = &about.subject;
        if old.name != new.name {
            let words = "the variant {} of {} is called {} now";
            self.say(about, Kind::AnswerRenamed, SOURCE, words, &[&old.name, name, &new.name]);
        }
        let none = Ty::default();
        let (was, is) = (old.ty.as_ref().unwrap_or(&none), new.ty.as_ref().unwrap_or(&none));
        if !self.is_same(was, is) || old.ty.is_some() != new.ty.is_some() {
            // What had no body is not read, so that a body does no harm.
            let relation = self.relate(was, is);
            let wire = if *was == none { WIRE_ADDS } else { self.wire(about, relation) };
            let words = "{} gave {} and gives {} (status {})";
            let (a, b) = (self.gives(old), self.gives(new));
            self.say(about, kinds.ty, SOURCE.and(wire), words, &[name, &a, &b, &status]);
        } else if old.reader != new.reader {
            let stream = |arm: &Arm| {
                arm.reader
                    .split(' ')
                    .next()
                    .filter(|it| ["events", "lines"].contains(it))
                    .map(str::to_owned)
            };
            // Only what is text or bytes can be downloaded.
            let plain = |arm: &Arm| matches!(arm.reader.as_str(), "text" | "bytes");
            let lost = plain(old) && !plain(new);
            let axes = SOURCE.when(stream(old) != stream(new) || lost).and(WIRE);
            let words = "the answer of {} was read as {} and is read as {}";
            self.say(
                about,
                Kind::AnswerFormatChanged,
                axes,
                words,
                &[name, &old.reader, &new.reader],
            );
        }
    }

    /// What an answer gives, in short.
    fn gives(&self, arm: &Arm) -> String {
        match &arm.ty {
            Some(ty) if arm.reader.starts_with("events") || arm.reader.starts_with("lines") => {
                format!("{} of {ty}", arm.reader.split(' ').next().unwrap_or_default())
            }
            Some(ty) => ty.to_string(),
            None => "()".to_owned(),
        }
    }

    fn headers(&mut self, about: &About, old: &Operation, new: &Operation) {
        let name = &about.subject;
        let (Some(was), Some(is)) = (&old.headers, &new.headers) else {
            match (&old.headers, &new.headers) {
                (Some(gone), None) => {
                    let words = "{} documents no headers any more: {} is gone";
                    self.say(about, Kind::HeaderRemoved, SOURCE, words, &[name, &gone.name]);
                }
                (None, Some(found)) => {
                    let words = "{} documents headers: {}";
                    self.say(about, Kind::HeaderAdded, ADDS, words, &[name, &found.name]);
                }
                _ => {}
            }
            return;
        };
        if was.name != is.name {
            let words = "the headers of {} were {} and are {}";
            self.say(about, Kind::HeaderTypeChanged, SOURCE, words, &[name, &was.name, &is.name]);
        }
        for (header, (method, ty)) in &is.headers {
            match was.headers.get(header) {
                None => {
                    self.say(
                        about,
                        Kind::HeaderAdded,
                        ADDS,
                        "{} documents the header {}",
                        &[name, header],
                    );
                }
                Some((before, old)) if before != method || !self.is_same(old, ty) => {
                    // One that does not fit is none.
                    let words = "the header {} of {} was {} and is {}";
                    let axes = SOURCE.and(WIRE_ADDS);
                    self.say(about, Kind::HeaderTypeChanged, axes, words, &[header, name, old, ty]);
                }
                Some(_) => {}
            }
        }
        for header in was.headers.keys().filter(|it| !is.headers.contains_key(*it)) {
            let words = "{} no longer documents the header {}";
            self.say(about, Kind::HeaderRemoved, SOURCE.and(WIRE_ADDS), words, &[name, header]);
        }
    }

    fn paging(&mut self, about: &About, old: &Operation, new: &Operation) {
        let name = &about.subject;
        match (&old.paging, &new.paging) {
            (None, None) => {}
            (None, Some(_)) => {
                self.say(about, Kind::PagingAdded, ADDS, "the pages of {} can be walked", &[name]);
            }
            (Some(_), None) => {
                let words = "the pages of {} can no longer be walked";
                self.say(about, Kind::PagingRemoved, SOURCE, words, &[name]);
            }
            (Some(a), Some(b)) => {
                if !self.is_same(&a.item, &b.item) {
                    let words = "{} listed {} and lists {}";
                    self.say(
                        about,
                        Kind::PageItemChanged,
                        SOURCE,
                        words,
                        &[name, &a.item, &b.item],
                    );
                }
                if (&a.style, &a.rule) != (&b.style, &b.rule) {
                    let numbered = |style: &str| matches!(style, "page" | "offset");
                    let lost = numbered(&a.style) && !numbered(&b.style);
                    let axes = SOURCE.when(lost).and(WIRE).and(BEHAVIOUR);
                    let words = "the pages of {} were found by {} and are by {}";
                    let how = |style: &str, rule: &str| format!("{style} {}", rule.trim());
                    let (was, is) = (how(&a.style, &a.rule), how(&b.style, &b.rule));
                    self.say(about, Kind::PagingChanged, axes, words, &[name, &was, &is]);
                }
            }
        }
    }

    fn streamed(&mut self, about: &About, old: &Operation, new: &Operation) {
        let name = &about.subject;
        match (&old.streamed, &new.streamed) {
            (None, None) => {}
            (None, Some(_)) => {
                self.say(about, Kind::StreamAdded, ADDS, "{} can be read as a stream", &[name]);
            }
            (Some(_), None) => {
                let words = "{} can no longer be read as a stream";
                self.say(about, Kind::StreamRemoved, SOURCE.and(WIRE), words, &[name]);
            }
            (Some(a), Some(b)) => {
                let first = |it: &str| it.split(' ').next().unwrap_or_default().to_owned();
                let retyped =
                    !self.is_same(&a.item, &b.item) || first(&a.reader) != first(&b.reader);
                if retyped || a.reader != b.reader || a.asked != b.asked {
                    let words = "the stream of {} was of {} and is of {}, or is read otherwise";
                    let axes = SOURCE.when(retyped).and(WIRE);
                    self.say(about, Kind::StreamChanged, axes, words, &[name, &a.item, &b.item]);
                }
            }
        }
    }
}
