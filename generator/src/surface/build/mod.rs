//! The plan and the model of one run → [`Surface`].

mod client;
mod item;
mod operation;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{FORMAT, Group, Package, Surface, Ty, Webhooks};
use crate::config::DateLibrary;
use crate::model::{self, Api, Method, Shape, TypeId};
use crate::plan::{CratePlan, Gate, ResourcePlan, RustType};

impl Surface {
    /// The surface of a crate: its plan, and the model that the plan was made of.
    #[must_use]
    pub fn new(plan: &CratePlan, api: &Api) -> Self {
        let builder = Builder { plan, api, operations: by_route(api) };
        let mut surface = Self {
            format: FORMAT,
            package: builder.package(),
            dates: match plan.dates {
                DateLibrary::Jiff => "jiff",
                DateLibrary::Chrono => "chrono",
                DateLibrary::Time => "time",
            }
            .to_owned(),
            client: client::client(&plan.client),
            features: plan
                .features
                .iter()
                .map(|it| (it.name.clone(), it.enables.iter().cloned().collect()))
                .collect(),
            groups: BTreeMap::new(),
            operations: BTreeMap::new(),
            types: BTreeMap::new(),
            webhooks: builder.webhooks(),
        };
        for (method, index) in &plan.client.resources {
            let resource = &plan.resources[*index];
            let place = Place {
                group: method.to_string(),
                path: String::new(),
                feature: &resource.feature,
            };
            builder.group(&mut surface, &place, resource);
        }
        let features = Features::new(&surface.features);
        for module in &plan.modules {
            for item in &module.items {
                let gate = if item.gate.is_open() { &module.gate } else { &item.gate };
                let ty = builder.item(item, features.with(gate));
                surface.types.insert(item.ident.to_string(), ty);
            }
        }
        surface
    }
}

struct Builder<'a> {
    plan: &'a CratePlan,
    api: &'a Api,
    operations: BTreeMap<(&'a Method, &'a str), &'a model::Operation>,
}

/// Where a group stands.
struct Place<'a> {
    /// The methods that lead to it.
    group: String,
    /// The module that its own is in.
    path: String,
    feature: &'a str,
}

fn by_route(api: &Api) -> BTreeMap<(&Method, &str), &model::Operation> {
    api.operations.iter().map(|it| ((&it.method, it.path.as_str()), it)).collect()
}

impl Builder<'_> {
    fn package(&self) -> Package {
        let package = &self.plan.package;
        let (title, version) = &package.api;
        let said = [&package.description, title]
            .into_iter()
            .chain(&package.license)
            .chain(&package.repository)
            .chain(&package.docs.lines);
        Package {
            name: package.name.clone(),
            version: package.version.clone(),
            api: version.clone(),
            text: digest(said),
        }
    }

    fn group(&self, surface: &mut Surface, place: &Place<'_>, resource: &ResourcePlan) {
        let module = format!("{}{}", place.path, resource.module);
        let group = Group {
            path: format!("{module}::{}", resource.ident),
            feature: place.feature.to_owned(),
        };
        surface.groups.insert(place.group.clone(), group);
        for operation in &resource.operations {
            let route = (&operation.http_method, operation.path.as_str());
            let Some(model) = self.operations.get(&route) else { continue };
            let key = format!("{} {}", operation.http_method.name(), operation.path);
            surface.operations.insert(key, self.operation(&place.group, operation, model));
        }
        for (method, child) in &resource.children {
            let inner = Place {
                group: format!("{}.{method}", place.group),
                path: format!("{module}::"),
                feature: place.feature,
            };
            self.group(surface, &inner, child);
        }
    }

    fn webhooks(&self) -> Option<Webhooks> {
        let plan = self.plan.webhooks.as_ref()?;
        let payloads = self.api.webhooks.iter().map(|webhook| webhook.name.clone());
        let events = payloads.zip(&plan.events).map(|(name, event)| {
            let ty = event.item.clone().map_or(RustType::Value, RustType::Item);
            (name, Ty::new(&ty))
        });
        let signature = plan.key.map(|key| match &plan.body_signature {
            None => format!("standard-webhooks {key:?}"),
            Some(it) => {
                format!("hmac-sha256 {key:?} {} {:?} {:?}", it.header, it.prefix, it.encoding)
            }
        });
        Some(Webhooks { event: plan.event.to_string(), events: events.collect(), signature })
    }

    /// The limits of the values of `id`, those of its unnamed parts included.
    fn limits(&self, id: TypeId, docs: &model::Docs) -> BTreeMap<String, String> {
        let mut limits = docs.bounds.clone();
        let mut at = id;
        // A limit of a part stands at the part; what has a name tells its own.
        let mut prefix = String::new();
        for _ in 0..8 {
            let inner = match &self.api.get(at).shape {
                Shape::Nullable(inner) => *inner,
                Shape::Array(inner) => {
                    prefix.push_str("items.");
                    *inner
                }
                Shape::Map(inner) => {
                    prefix.push_str("values.");
                    *inner
                }
                _ => break,
            };
            let def = self.api.get(inner);
            if matches!(def.hint, model::NameHint::Component(_)) {
                break;
            }
            for (name, value) in &def.docs.bounds {
                let _ = limits.entry(format!("{prefix}{name}")).or_insert_with(|| value.clone());
            }
            at = inner;
        }
        limits
    }
}

/// Which public features turn on which hidden ones.
struct Features<'a> {
    /// Public feature → all that it turns on, itself included.
    on: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Features<'a> {
    fn new(features: &'a BTreeMap<String, BTreeSet<String>>) -> Self {
        let public = features.keys().filter(|name| !name.starts_with('_'));
        let on = public.map(|name| {
            let (mut all, mut next) = (BTreeSet::new(), vec![name.as_str()]);
            while let Some(name) = next.pop() {
                if all.insert(name) {
                    next.extend(features.get(name).into_iter().flatten().map(String::as_str));
                }
            }
            (name.as_str(), all)
        });
        Self { on: on.collect() }
    }

    /// The public features that open a gate; none when it is always open.
    fn with(&self, gate: &Gate) -> BTreeSet<String> {
        let opens = |all: &BTreeSet<&str>| gate.any.iter().any(|it| all.contains(it.as_str()));
        let open = self.on.iter().filter(|(_, all)| opens(all));
        open.map(|(name, _)| (*name).to_owned()).collect()
    }
}

/// What a document says that is neither a type nor a limit.
fn said(docs: &model::Docs) -> Vec<String> {
    let words = [&docs.summary, &docs.description, &docs.format].into_iter().flatten().cloned();
    words.chain(docs.examples.iter().map(ToString::to_string)).collect()
}

/// A few digits that change when a text does.
fn digest<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_ref());
        hash.update([0]);
    }
    let mut text = String::new();
    for byte in &hash.finalize()[..6] {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
