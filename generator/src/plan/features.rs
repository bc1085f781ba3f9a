//! Cargo features: one per top-level group of operations, so that a build compiles only what the
//! chosen groups reach.
//!
//! Types that the same groups reach share one hidden feature, which each of those groups turns on:
//! a type then needs one short condition, however many groups there are. What every group reaches
//! needs none. Which operations exist is not decided here, nor is what the runtime's features do.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{RustIdent, kebab_name};
use super::resource::signature_items;
use super::runtime_features::{RuntimeFeature, runtime_features};
use super::{FeaturePlan, Gate, ItemPlan, ResourcePlan, WebhooksPlan};

/// The features that a package may have on crates.io.
const MOST_FEATURES: usize = 300;

/// The feature of the runtime that stands for what the API sends.
const WEBHOOKS: &str = "webhooks";

/// Features that every crate has besides the runtime's.
const OWN: [&str; 4] = ["all", "default", "full", "types-only"];

/// Which groups reach a type, by index; what the API sends counts as one more.
type Groups = BTreeSet<usize>;

/// The features of a crate, and what depends on them.
pub(super) struct Features {
    /// For the manifest, in its order.
    pub(super) plans: Vec<FeaturePlan>,
    /// The feature of each top-level group, by its index.
    pub(super) groups: Vec<String>,
    /// The types that only some features compile.
    gated: BTreeMap<RustIdent, Gate>,
    /// Which groups turn a hidden feature on.
    classes: BTreeMap<String, Groups>,
}

impl Features {
    /// Plans the features. `accessors` are the methods that lead to the groups.
    pub(super) fn new(
        accessors: &[(RustIdent, usize)],
        resources: &[ResourcePlan],
        webhooks: Option<&WebhooksPlan>,
        items: &[ItemPlan],
    ) -> Self {
        let runtime = runtime_features();
        let named = named_groups(accessors, &runtime);
        let taken = runtime.len() + OWN.len();
        // Groups beyond the limit have no features of their own: they are there or not, together.
        let apart = taken + named.len() <= MOST_FEATURES;
        let classes = if apart && resources.len() > 1 {
            classes(&reached(resources, webhooks, items), resources.len(), taken + named.len())
        } else {
            BTreeMap::new()
        };
        let mut features = Self {
            plans: Vec::new(),
            groups: vec!["all".to_owned(); resources.len()],
            gated: BTreeMap::new(),
            classes: BTreeMap::new(),
        };
        for (name, index) in named.iter().filter(|_| apart) {
            features.groups[*index].clone_from(name);
        }
        for (groups, idents) in classes {
            let name = features.class_name(&idents);
            let gate = Gate { any: vec![name.clone()] };
            features.gated.extend(idents.into_iter().map(|ident| (ident.clone(), gate.clone())));
            features.classes.insert(name, groups);
        }
        let named = if apart { named } else { Vec::new() };
        features.plans = features.listed(&named, resources, runtime);
        features
    }

    /// When `ident` is compiled.
    pub(super) fn gate(&self, ident: &RustIdent) -> Gate {
        self.gated.get(ident).cloned().unwrap_or_default()
    }

    /// When any of `gates` is open, said as briefly as can be: a class that fewer groups turn on
    /// says nothing beside one that those and others do.
    pub(super) fn any(&self, gates: &BTreeSet<Gate>) -> Gate {
        if gates.iter().any(Gate::is_open) {
            return Gate::default();
        }
        let names: BTreeSet<&String> = gates.iter().flat_map(|gate| &gate.any).collect();
        let implied = |name: &&&String| {
            let groups = &self.classes[**name];
            names.iter().any(|other| *other != **name && self.classes[*other].is_superset(groups))
        };
        let any = names.iter().filter(|name| !implied(name)).map(|name| (*name).clone());
        Gate { any: any.collect() }
    }

    /// The name of a class: its shortest type's. A document that grows seldom adds a shorter one.
    fn class_name(&self, idents: &[&RustIdent]) -> String {
        let shortest = idents.iter().min_by_key(|ident| (ident.as_str().len(), ident.as_str()));
        let name =
            format!("_{}", shortest.map_or_else(String::new, |ident| kebab_name(ident.as_str())));
        let free = |name: &String| !self.classes.contains_key(name);
        let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
        std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or_default()
    }

    /// Every feature: what people choose first, then the runtime's, then the hidden ones.
    fn listed(
        &self,
        named: &[(String, usize)],
        resources: &[ResourcePlan],
        runtime: Vec<RuntimeFeature>,
    ) -> Vec<FeaturePlan> {
        let of_group = |index: usize| -> Vec<String> {
            let classes = self.classes.iter().filter(|(_, groups)| groups.contains(&index));
            classes.map(|(name, _)| name.clone()).collect()
        };
        let mut plans = Vec::new();
        let mut add = |name: &str, enables: Vec<String>, about: String| {
            plans.push(FeaturePlan { name: name.to_owned(), enables, about });
        };
        let usual = runtime.iter().filter(|feature| feature.usual);
        let usual = usual.map(|feature| feature.name.to_owned());
        let whole = runtime.iter().filter(|feature| feature.full);
        let whole = whole.map(|feature| feature.name.to_owned());
        let with_all = |names: &mut dyn Iterator<Item = String>| {
            std::iter::once("all".to_owned()).chain(names).collect()
        };
        add("default", with_all(&mut usual.into_iter()), "What most programs need.".to_owned());
        add("full", with_all(&mut whole.into_iter()), "Everything that goes together.".to_owned());
        let groups = named.iter().map(|(name, _)| name.clone()).collect();
        add("all", groups, "Every group of operations.".to_owned());
        let hidden = self.classes.keys().cloned().collect();
        add("types-only", hidden, "Every type, without an operation.".to_owned());
        for (name, index) in named {
            let about = format!("Operations on {}.", resources[*index].title);
            add(name, of_group(*index), about);
        }
        for RuntimeFeature { name, mut enables, about, .. } in runtime {
            if name == WEBHOOKS {
                enables.extend(of_group(resources.len()));
            }
            add(name, enables, about.to_owned());
        }
        for name in self.classes.keys() {
            add(name, Vec::new(), String::new());
        }
        plans
    }
}

impl Gate {
    /// Whether there is no condition.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.any.is_empty()
    }
}

/// The feature of each group: its accessor, apart from what the crate itself calls so.
fn named_groups(
    accessors: &[(RustIdent, usize)],
    runtime: &[RuntimeFeature],
) -> Vec<(String, usize)> {
    let mut taken: BTreeSet<String> = OWN.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(runtime.iter().map(|feature| feature.name.to_owned()));
    let mut named = Vec::new();
    for (method, index) in accessors {
        let mut name = kebab_name(method.as_str());
        while !taken.insert(name.clone()) {
            name.push_str("-api");
        }
        named.push((name, *index));
    }
    named.sort();
    named
}

/// What a type refers to, by its name.
type Edges<'i> = BTreeMap<&'i RustIdent, Vec<&'i RustIdent>>;

/// Which groups reach each type. One that none reaches is reached by all: it is always there.
fn reached<'i>(
    resources: &[ResourcePlan],
    webhooks: Option<&WebhooksPlan>,
    items: &'i [ItemPlan],
) -> BTreeMap<&'i RustIdent, Groups> {
    let edges: Edges<'i> = items.iter().map(|item| (&item.ident, item.named_items())).collect();
    let mut reached = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        walk(index, signature_items(resource).iter().collect(), &edges, &mut reached);
    }
    let event = webhooks.iter().map(|webhooks| &webhooks.event);
    walk(resources.len(), event.collect(), &edges, &mut reached);
    let all = items.iter().map(|item| &item.ident);
    let lost: Vec<&RustIdent> = all.filter(|ident| !reached.contains_key(ident)).collect();
    for group in 0..resources.len() {
        walk(group, lost.clone(), &edges, &mut reached);
    }
    reached
}

fn walk<'i>(
    group: usize,
    from: Vec<&RustIdent>,
    edges: &Edges<'i>,
    reached: &mut BTreeMap<&'i RustIdent, Groups>,
) {
    let mut pending = from;
    while let Some(ident) = pending.pop() {
        let Some((ident, next)) = edges.get_key_value(ident) else { continue };
        if reached.entry(ident).or_default().insert(group) {
            pending.extend(next);
        }
    }
}

/// The types by the groups that reach them, without those that are always there. Where the limit
/// on features would be exceeded, types of the most groups are always there too; what they refer
/// to is reached by at least as many, so it is there before them.
fn classes<'i>(
    reached: &BTreeMap<&'i RustIdent, Groups>,
    count: usize,
    taken: usize,
) -> BTreeMap<Groups, Vec<&'i RustIdent>> {
    let mut classes: BTreeMap<Groups, Vec<&RustIdent>> = BTreeMap::new();
    for (ident, groups) in reached {
        if (0..count).any(|group| !groups.contains(&group)) {
            classes.entry(groups.clone()).or_default().push(ident);
        }
    }
    while taken + classes.len() > MOST_FEATURES {
        let Some(most) = classes.keys().max_by_key(|groups| groups.len()).cloned() else { break };
        classes.remove(&most);
    }
    classes
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::document::Source;
    use crate::pipeline::{Inputs, generate};

    /// The manifest's features and the crate's files for a document with these groups, each of
    /// which answers with a struct that refers to these types.
    fn crate_of(groups: &[(String, Vec<String>)]) -> BTreeMap<String, String> {
        let mut types = BTreeSet::new();
        let (mut paths, mut schemas) = (String::new(), String::new());
        for (group, refers) in groups {
            let fields: String = refers
                .iter()
                .map(|name| format!("{name}: {{$ref: '#/components/schemas/{name}'}}, "))
                .collect();
            schemas.push_str(&format!("Of{group}: {{type: object, properties: {{{fields}}}}}, "));
            paths.push_str(&format!(
                "/{group}: {{get: {{operationId: '{group}:get', responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Of{group}'}}}}}}}}}}}}}}, "
            ));
            types.extend(refers);
        }
        for name in types {
            schemas.push_str(&format!(
                "{name}: {{type: object, properties: {{a: {{type: string}}}}}}, "
            ));
        }
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: Probe, version: '1'}}, paths: {{{paths}}}, components: {{schemas: {{{schemas}}}}}}}"
        );
        let outcome = generate(&Inputs {
            spec: Source { name: "spec.yaml".to_owned(), text },
            config: None,
            arguments: crate::choice::Arguments::default(),
        });
        let output = outcome.output.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics.items()));
        output.files
    }

    fn features(files: &BTreeMap<String, String>) -> Vec<&str> {
        let (_, table) = files["Cargo.toml"].split_once("[features]\n").expect("features");
        let table = table.split("\n\n[").next().unwrap_or_default();
        table.lines().filter_map(|line| Some(line.split_once(" = [")?.0)).collect()
    }

    fn group(name: &str, refers: &[&str]) -> (String, Vec<String>) {
        (name.to_owned(), refers.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_type_is_gated_by_who_reaches_it() {
        let groups = [
            group("ones", &["All", "Both"]),
            group("twos", &["All", "Both"]),
            group("tracing", &["All", "Own"]),
        ];
        let files = crate_of(&groups);
        let names = features(&files);
        for name in ["ones", "twos", "tracing-api", "_both", "_own", "_ofones", "_oftwos"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        assert!(!names.contains(&"_all"), "{names:?}");
        let manifest = &files["Cargo.toml"];
        assert!(manifest.contains("\nones = [\"_both\", \"_ofones\"]\n"), "{manifest}");
        assert!(files["src/types/mod.rs"].contains("\nmod all;"), "no condition on what all reach");
        assert!(files["src/types/mod.rs"].contains("#[cfg(feature = \"_both\")]\nmod both;"));
    }

    #[test]
    fn one_group_needs_no_conditions() {
        let files = crate_of(&[group("ones", &["All", "Both"])]);
        let types = files.iter().filter(|(path, _)| path.starts_with("src/types/"));
        for (path, text) in types {
            assert!(!text.contains("cfg("), "{path}: {text}");
        }
    }

    /// 60 groups with a type for every two of them: 1,770 classes.
    #[test]
    fn classes_are_merged_before_there_are_too_many() {
        let groups: Vec<(String, Vec<String>)> = (0..60)
            .map(|own| {
                let shared = (0..60).filter(|other| *other != own);
                let named = |other: usize| format!("T{}x{}", own.min(other), own.max(other));
                (format!("g{own}"), shared.map(named).collect())
            })
            .collect();
        let files = crate_of(&groups);
        let names = features(&files);
        assert!(names.len() <= super::MOST_FEATURES, "{}", names.len());
        assert!(names.contains(&"g59") && names.len() > 250, "{names:?}");
    }

    #[test]
    fn more_groups_than_features_have_none() {
        let groups: Vec<(String, Vec<String>)> =
            (0..310).map(|own| group(&format!("g{own}"), &["All"])).collect();
        let files = crate_of(&groups);
        assert!(features(&files).len() < 30);
        assert!(files["src/api/mod.rs"].contains("#[cfg(feature = \"all\")]\npub mod g1;"));
        assert!(files["README.md"].contains("`all` stands for them"));
    }
}
