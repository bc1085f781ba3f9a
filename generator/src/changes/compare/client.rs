//! The package, its features, the client, the groups and the webhooks.

use std::collections::BTreeMap;

use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, BEHAVIOUR_ADDS, SOURCE, WIRE, WIRE_ADDS, WORDS};
use crate::changes::{Direction, Kind};
use crate::surface::Server;

impl Compare<'_> {
    /// The package and the client.
    pub(super) fn client(&mut self) {
        let (old, new) = (self.old, self.new);
        let about = About::own("package");
        if old.package.name != new.package.name {
            let words = "the package {} is called {}";
            self.say(
                &about,
                Kind::PackageRenamed,
                SOURCE,
                words,
                &[&old.package.name, &new.package.name],
            );
        }
        if old.package.api != new.package.api {
            let words = "the API's version was {} and is {}";
            self.say(
                &about,
                Kind::ApiVersionChanged,
                WORDS,
                words,
                &[&old.package.api, &new.package.api],
            );
        }
        if old.package.text != new.package.text {
            self.say(
                &about,
                Kind::PackageDocsChanged,
                WORDS,
                "the package is described otherwise",
                &[],
            );
        }
        if old.dates != new.dates {
            let words = "dates and times were types of {} and are types of {}";
            self.say(&about, Kind::DatesChanged, SOURCE, words, &[&old.dates, &new.dates]);
        }
        let about = About::client("client");
        let (was, is) = (&old.client, &new.client);
        if was.name != is.name {
            self.say(
                &about,
                Kind::ClientRenamed,
                SOURCE,
                "{} is called {} now",
                &[&was.name, &is.name],
            );
        }
        match (&was.token, &is.token) {
            (None, Some(token)) => {
                let words = "`new` takes the credential {}";
                self.say(&about, Kind::ClientConstructorChanged, SOURCE, words, &[token]);
            }
            (Some(token), None) => {
                let words = "`new` no longer takes the credential {}";
                self.say(&about, Kind::ClientConstructorChanged, SOURCE, words, &[token]);
            }
            (Some(a), Some(b)) if a != b => {
                let words = "`new` took the credential {} and takes {}";
                self.say(&about, Kind::ClientConstructorChanged, BEHAVIOUR, words, &[a, b]);
            }
            _ => {}
        }
        for (what, variable) in &was.environment {
            if is.environment.get(what) != Some(variable) {
                let now = is.environment.get(what).map_or("none", String::as_str);
                let words = "`from_env` read {} and reads {}";
                let axes = BEHAVIOUR.when(is.environment.contains_key(what)).and(BEHAVIOUR_ADDS);
                self.say(&about, Kind::EnvironmentChanged, axes, words, &[variable, &now]);
            }
        }
        for (what, variable) in &is.environment {
            if !was.environment.contains_key(what) {
                let words = "`from_env` reads {}";
                let axes = BEHAVIOUR.when(what == "token").and(BEHAVIOUR_ADDS);
                self.say(&about, Kind::EnvironmentChanged, axes, words, &[variable]);
            }
        }
        self.servers();
        self.credentials();
        for (name, value) in both(&was.headers, &is.headers) {
            let (a, b) = (value.0.map_or("", String::as_str), value.1.map_or("", String::as_str));
            let words = "the header {} of each request was {} and is {}";
            self.say(&about, Kind::FixedHeaderChanged, BEHAVIOUR, words, &[&name, &a, &b]);
        }
        for (url, value) in both(&was.rate_limits, &is.rate_limits) {
            let (a, b) =
                (value.0.map_or("none", String::as_str), value.1.map_or("none", String::as_str));
            let words = "the rate limit of {} was {} and is {}";
            let url = if url.is_empty() { "all servers" } else { &url };
            self.say(&about, Kind::RateLimitChanged, BEHAVIOUR_ADDS, words, &[&url, &a, &b]);
        }
    }

    fn servers(&mut self) {
        let (was, is) = (&self.old.client, &self.new.client);
        let about = About::client("client");
        if was.server != is.server {
            let show = |url: &Option<String>| url.clone().unwrap_or_else(|| "none".to_owned());
            let words = "the default server was {} and is {}";
            let (a, b) = (show(&was.server), show(&is.server));
            let axes = BEHAVIOUR.when(was.server.is_some()).and(BEHAVIOUR_ADDS);
            self.say(&about, Kind::DefaultServerChanged, axes, words, &[&a, &b]);
        }
        let same = |name: &String,
                    servers: &BTreeMap<String, Server>,
                    other: &BTreeMap<String, Server>| {
            let server = servers.get(name)?;
            let mut found =
                other.iter().filter(|(is, it)| !servers.contains_key(*is) && *it == server);
            found.next().filter(|_| found.next().is_none()).map(|(name, _)| name.clone())
        };
        for (name, server) in &is.servers {
            if same(name, &is.servers, &was.servers).is_some() {
                continue;
            }
            let about = About::client(&format!("Server::{name}"));
            match was.servers.get(name) {
                None => self.say(&about, Kind::ServerAdded, ADDS, "the server {} is new", &[name]),
                Some(old) => {
                    if old.variables != server.variables {
                        let words = "the server {} takes other variables";
                        self.say(
                            &about,
                            Kind::ServerVariablesChanged,
                            SOURCE.and(BEHAVIOUR),
                            words,
                            &[name],
                        );
                    }
                    if old.url != server.url {
                        let words = "the server {} was at {} and is at {}";
                        self.say(
                            &about,
                            Kind::ServerUrlChanged,
                            WIRE.and(BEHAVIOUR),
                            words,
                            &[name, &old.url, &server.url],
                        );
                    }
                }
            }
        }
        for name in was.servers.keys().filter(|name| !is.servers.contains_key(*name)) {
            if let Some(now) = same(name, &was.servers, &is.servers) {
                let about = About::client(&format!("Server::{name}"));
                let words = "the server {} is called {} now";
                // A text from the environment no longer names it.
                self.say(&about, Kind::ServerRenamed, SOURCE, words, &[name, &now]);
                continue;
            }
            let about = About::client(&format!("Server::{name}"));
            self.say(
                &about,
                Kind::ServerRemoved,
                WIRE.and(SOURCE).and(BEHAVIOUR),
                "the server {} is gone",
                &[name],
            );
        }
    }

    fn credentials(&mut self) {
        let (was, is) = (&self.old.client, &self.new.client);
        for (name, credential) in &is.credentials {
            let about = About::client(&format!("Builder::{name}"));
            let Some(old) = was.credentials.get(name) else {
                self.say(
                    &about,
                    Kind::CredentialAdded,
                    ADDS,
                    "the builder takes the credential {}",
                    &[name],
                );
                continue;
            };
            if old.kind != credential.kind {
                let basic = (old.kind == "basic") != (credential.kind == "basic");
                let axes = SOURCE.when(basic).and(WIRE);
                let words = "the credential {} was sent as {} and is sent as {}";
                self.say(
                    &about,
                    Kind::CredentialChanged,
                    axes,
                    words,
                    &[name, &old.kind, &credential.kind],
                );
            }
            for (method, what) in both(&old.methods, &credential.methods) {
                let about = About::client(&format!("Builder::{method}"));
                match what {
                    (None, _) => {
                        self.say(
                            &about,
                            Kind::CredentialAdded,
                            ADDS,
                            "the builder has {}",
                            &[&method],
                        );
                    }
                    (Some(_), None) => {
                        let words = "the builder no longer has {}";
                        self.say(&about, Kind::CredentialRemoved, SOURCE, words, &[&method]);
                    }
                    (Some(a), Some(b)) => {
                        let words = "{} asked {} and asks {}";
                        let axes =
                            SOURCE.when((a == "provider") != (b == "provider")).and(BEHAVIOUR);
                        self.say(&about, Kind::CredentialChanged, axes, words, &[&method, a, b]);
                    }
                }
            }
        }
        for (name, old) in
            was.credentials.iter().filter(|(it, _)| !is.credentials.contains_key(*it))
        {
            let about = About::client(&format!("Builder::{name}"));
            let same = is.credentials.iter().find(|(_, it)| it.scheme == old.scheme);
            match same.map(|(name, _)| name) {
                Some(now) => {
                    let words = "the builder's method {} is called {} now";
                    self.say(&about, Kind::CredentialRemoved, SOURCE, words, &[name, now]);
                }
                None => {
                    let words = "the builder no longer takes the credential {}";
                    self.say(&about, Kind::CredentialRemoved, SOURCE, words, &[name]);
                }
            }
        }
    }

    /// The Cargo features that people choose.
    pub(super) fn features(&mut self) {
        let (old, new) = (&self.old.features, &self.new.features);
        let public = |name: &&String| !name.starts_with('_');
        for name in new.keys().filter(public).filter(|name| !old.contains_key(*name)) {
            let about = About::own(&format!("feature {name}"));
            self.say(&about, Kind::FeatureAdded, ADDS, "the Cargo feature {} is new", &[name]);
        }
        for name in old.keys().filter(public).filter(|name| !new.contains_key(*name)) {
            let about = About::own(&format!("feature {name}"));
            self.say(&about, Kind::FeatureRemoved, SOURCE, "the Cargo feature {} is gone", &[name]);
        }
        let default = |it: &BTreeMap<String, _>| it.get("default").cloned().unwrap_or_default();
        let (was, is): (std::collections::BTreeSet<String>, _) = (default(old), default(new));
        for name in was.difference(&is).filter(|name| new.contains_key(*name)) {
            let about = About::own(&format!("feature {name}"));
            let words = "the Cargo feature {} is no longer on by default";
            self.say(&about, Kind::DefaultFeatureRemoved, SOURCE, words, &[name]);
        }
    }

    /// The groups of operations.
    pub(super) fn groups(&mut self) {
        let (old, new) = (&self.old.groups, &self.new.groups);
        for (name, group) in new {
            let about = About::own(name);
            match old.get(name) {
                None => self.say(&about, Kind::GroupAdded, ADDS, "the group {} is new", &[name]),
                Some(was) if was != group => {
                    let words = "the group {} was {} with the feature {} and is {} with {}";
                    let codes: [&dyn std::fmt::Display; 5] =
                        [name, &was.path, &was.feature, &group.path, &group.feature];
                    self.say(&about, Kind::GroupMoved, SOURCE, words, &codes);
                }
                Some(_) => {}
            }
        }
        for name in old.keys().filter(|name| !new.contains_key(*name)) {
            self.say(
                &About::own(name),
                Kind::GroupRemoved,
                SOURCE,
                "the group {} is gone",
                &[name],
            );
        }
    }

    /// What the API sends.
    pub(super) fn webhooks(&mut self) {
        let (old, new) = (self.old.webhooks.as_ref(), self.new.webhooks.as_ref());
        let none = BTreeMap::new();
        let was = old.map_or(&none, |it| &it.events);
        let is = new.map_or(&none, |it| &it.events);
        let about = |name: &str| About {
            direction: Direction::Response,
            operations: vec![format!("webhook {name}")],
            ..About::own(&format!("webhook {name}"))
        };
        for (name, ty) in is {
            match was.get(name) {
                // An old program keeps what it does not know.
                None => self.say(
                    &about(name),
                    Kind::WebhookAdded,
                    ADDS,
                    "the webhook {} is new",
                    &[name],
                ),
                Some(before) if !self.is_same(before, ty) => {
                    let axes = SOURCE.and(self.wire(&about(name), self.relate(before, ty)));
                    let words = "the webhook {} held {} and holds {}";
                    self.say(
                        &about(name),
                        Kind::WebhookTypeChanged,
                        axes,
                        words,
                        &[name, before, ty],
                    );
                }
                Some(_) => {}
            }
        }
        for name in was.keys().filter(|name| !is.contains_key(*name)) {
            let words = "the webhook {} is no longer sent";
            self.say(
                &about(name),
                Kind::WebhookRemoved,
                WIRE_ADDS.and(BEHAVIOUR_ADDS),
                words,
                &[name],
            );
        }
        let Some(old) = old else { return };
        let about = About { direction: Direction::Response, ..About::own("webhooks") };
        let now = new.map(|it| it.event.as_str());
        let expected = self.renamed.get(old.event.as_str()).copied().unwrap_or(&old.event);
        if now.is_none_or(|now| now != expected) {
            let words = "the union of all webhooks was {} and is {}";
            let now = now.unwrap_or("gone");
            self.say(&about, Kind::WebhookTypeChanged, SOURCE, words, &[&old.event, &now]);
        }
        let signature = new.and_then(|it| it.signature.as_ref());
        match (&old.signature, signature) {
            (None, Some(_)) => {
                self.say(
                    &about,
                    Kind::WebhookSignatureChanged,
                    ADDS,
                    "webhooks can be verified",
                    &[],
                );
            }
            (Some(_), None) => {
                let words = "webhooks can no longer be verified";
                self.say(&about, Kind::WebhookSignatureChanged, SOURCE, words, &[]);
            }
            (Some(a), Some(b)) if a != b => {
                let words = "webhooks were verified by {} and are by {}";
                self.say(
                    &about,
                    Kind::WebhookSignatureChanged,
                    WIRE.and(BEHAVIOUR),
                    words,
                    &[a, b],
                );
            }
            _ => {}
        }
    }
}

/// The value of a key in two maps.
type Sides<'m> = (Option<&'m String>, Option<&'m String>);

/// The entries of two maps that differ: key, and the value in each.
fn both<'m>(
    old: &'m BTreeMap<String, String>,
    new: &'m BTreeMap<String, String>,
) -> Vec<(String, Sides<'m>)> {
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let pairs = keys.into_iter().map(|key| (key.clone(), (old.get(key), new.get(key))));
    pairs.filter(|(_, (a, b))| a != b).collect()
}
