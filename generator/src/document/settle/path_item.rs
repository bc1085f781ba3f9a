//! A path item that is a reference with members of its own beside it.

use super::Settling;
use super::places::Place;
use crate::diagnostic::{At, Code, Diagnostic};
use crate::json::Json;
use crate::pointer::Pointer;

impl Settling<'_> {
    /// Adds the members beside the reference to a copy of what it leads to. OpenAPI (3.1 §4.8.9.1)
    /// leaves open what a member in both means; the one beside the reference is nearer to the path.
    pub(super) fn merge(&mut self, copy: &mut Json, own: Json, place: &Place, target: &Pointer) {
        let (Json::Object(members), Json::Object(own)) = (copy, own) else { return };
        for (key, _) in members.iter() {
            self.origins.copied(&place.pointer.child(key), &target.child(key));
        }
        for (key, value) in own {
            if key == "$ref" {
                continue;
            }
            let at = place.pointer.child(&key);
            self.origins.stays(&at);
            match members.iter_mut().find(|(other, _)| *other == key) {
                None => members.push((key, value)),
                Some((_, theirs)) => {
                    if *theirs != value {
                        let message = format!(
                            "`{key}` stands beside `$ref` and in what that leads to; the former counts"
                        );
                        let at = At::Key(at);
                        self.report(Diagnostic::warning(Code::IgnoredSibling, at, message));
                    }
                    *theirs = value;
                }
            }
        }
    }
}
