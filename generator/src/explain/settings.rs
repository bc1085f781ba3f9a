//! Which settings are about an item.
//!
//! The settings are read once more as they are written: a stage may have rewritten what they refer to,
//! and people want to be led to what they wrote.

use crate::config::{Config, read_config};
use crate::diagnostic::{Diagnostics, Source};
use crate::document::Origins;
use crate::model::Operation;
use crate::pointer::Pointer;

/// The settings, to look things up in.
pub(super) struct Pins {
    config: Config,
}

type Found = Vec<(Pointer, &'static str)>;

impl Pins {
    pub(super) fn read(source: Option<&Source>) -> Self {
        // What is wrong with them has been said.
        Self { config: read_config(source, &mut Diagnostics::default()) }
    }

    pub(super) fn of_client(&self) -> Found {
        self.config.client.iter().map(|_| (section("client"), "names it")).collect()
    }

    pub(super) fn of_scheme(&self, name: &str) -> Found {
        let token = self.config.token.iter().filter(|token| token.scheme == name);
        let token = token.map(|_| (section("token"), "makes it the usual credential"));
        let flow = self.config.oauth2.contains_key(name);
        let flow = flow.then(|| (section("oauth2").child(name), "says where its tokens come from"));
        token.chain(flow).collect()
    }

    pub(super) fn of_group(&self, tag: &str) -> Found {
        let named = self.config.operations.groups.contains_key(tag);
        let at = section("operations").child("groups").child(tag);
        named.then_some((at, "names it")).into_iter().collect()
    }

    pub(super) fn of_operation(&self, operation: &Operation) -> Found {
        let names = section("operations").child("names");
        let settings = &self.config.operations;
        let key = keys(operation).into_iter().find(|key| settings.names.contains_key(key));
        let mut found: Found = key.map(|key| (names.child(&key), "names it")).into_iter().collect();
        for (name, paging) in &self.config.pagination {
            let id = operation.id.as_deref();
            if let Some(index) = paging.operations.iter().position(|own| Some(own.as_str()) == id) {
                let at = section("pagination").child(name).child("operations").index(index);
                found.push((at, "says how it is paged"));
            }
        }
        found
    }

    pub(super) fn of_parameter(&self, operation: &Operation, wire: &str) -> Found {
        let all = &self.config.operations.parameters;
        let key = keys(operation).into_iter().find(|key| all.contains_key(key));
        let at = |key: String| section("operations").child("parameters").child(&key).child(wire);
        key.filter(|key| all[key].contains_key(wire))
            .map(|key| (at(key), "names it"))
            .into_iter()
            .collect()
    }

    pub(super) fn of_type(&self, origin: &Pointer, ident: &str) -> Found {
        let origin = origin.to_string();
        let names = self.config.names.iter().filter(|(key, name)| {
            let by_place = Origins::lifted(key) == origin || **key == origin;
            by_place || !key.starts_with('#') && name.as_str() == ident
        });
        let mut found: Found =
            names.map(|(key, _)| (section("names").child(key), "names it")).collect();
        let declared = self.config.webhooks.iter().any(|webhooks| !webhooks.events.is_empty());
        if origin == "#/webhooks" && declared {
            found.push((section("webhooks").child("events"), "declares events"));
        }
        let selectors = self.config.selectors.iter().enumerate();
        found.extend(
            selectors
                .filter(|(_, selector)| Origins::lifted(&selector.at) == origin)
                .map(|(index, _)| (section("selectors").index(index), "tells its variants apart")),
        );
        found
    }

    pub(super) fn of_variant(&self, origin: &Pointer, keys: &[&str]) -> Found {
        let origin = origin.to_string();
        let of = self.config.variants.iter().filter(|(key, _)| Origins::lifted(key) == origin);
        let section = section("variants");
        of.flat_map(|(key, names)| {
            let wire = keys.iter().find(|wire| names.contains_key(**wire));
            wire.map(|wire| (section.child(key).child(wire), "names it"))
        })
        .collect()
    }

    pub(super) fn of_field(&self, places: &[Pointer]) -> Found {
        let is = |key: &str| places.iter().any(|at| Origins::lifted(key) == at.to_string());
        let types = self.config.types.keys().filter(|key| is(key));
        let types = types.map(|key| (section("types").child(key), "says how its text is read"));
        let selectors = self.config.selectors.iter().enumerate();
        let selectors = selectors.filter(|(_, selector)| is(&selector.at));
        types
            .chain(selectors.map(|(index, _)| {
                (section("selectors").index(index), "says which field tells its kind")
            }))
            .collect()
    }
}

fn section(key: &str) -> Pointer {
    Pointer::root().child(key)
}

/// What the settings may call an operation.
fn keys(operation: &Operation) -> Vec<String> {
    let request = format!("{} {}", operation.method.name(), operation.path);
    operation.id.clone().into_iter().chain([request]).collect()
}
