//! Every item of a crate, with its paths and the places that it was made of.
//!
//! Decides which parts of a plan are items that people can name. Where in a schema a part of it stands
//! is `origin`'s; which settings are about it is `settings`'.

use super::origin::Raw;
use super::settings::Pins;
use crate::diagnostic::Source;
use crate::document::Document;
use crate::model::{Api, Operation};
use crate::plan::{
    AnswersPlan, CratePlan, ItemKind, ItemPlan, LiteralPlan, OperationPlan, OutputPlan,
    ParameterPlan, PlacePlan, ResourcePlan, RustType, StatusPlan,
};
use crate::pointer::Pointer;

/// An item of the crate.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What it is, in a word.
    pub(super) kind: &'static str,
    /// Its paths, as their parts: that in Rust first, then how else it is spoken of.
    pub(super) paths: Vec<Vec<String>>,
    /// The file of the crate that defines it.
    pub(super) file: String,
    /// Its name in JSON or HTTP.
    pub(super) wire: Option<String>,
    /// The places in the document that it is made of, after lifting.
    pub(super) places: Vec<Pointer>,
    /// Settings about it, and what they do.
    pub(super) settings: Vec<(Pointer, &'static str)>,
    /// Whether operations use it, which a type's parts are and an operation itself is not.
    pub(super) is_used: bool,
    /// For a union, the types of its variants: people look for their fields in it.
    pub(super) payloads: Vec<String>,
}

impl Item {
    /// The path in Rust.
    pub(super) fn path(&self) -> String {
        self.paths.first().map(|path| path.join("::")).unwrap_or_default()
    }

    /// The last part of the path.
    pub(super) fn name(&self) -> &str {
        self.paths.first().and_then(|path| path.last()).map_or("", String::as_str)
    }

    /// The part of the path before the last.
    pub(super) fn parent(&self) -> &str {
        let parent = self.paths.first().and_then(|path| path.iter().rev().nth(1));
        parent.map_or("", String::as_str)
    }
}

/// Every item of a crate.
pub(super) struct Index {
    pub(super) items: Vec<Item>,
}

impl Index {
    pub(super) fn of(
        plan: &CratePlan,
        api: &Api,
        document: &Document,
        settings: Option<&Source>,
    ) -> Self {
        let maker = Maker {
            krate: plan.package.lib.to_string(),
            plan,
            api,
            raw: Raw { document },
            pins: Pins::read(settings),
        };
        let mut items = Vec::new();
        maker.client(&mut items);
        for (method, index) in &plan.client.resources {
            let resource = &plan.resources[*index];
            maker.resource(resource, &["api"], &[method.to_string()], &mut items);
        }
        for module in &plan.modules {
            let file = format!("src/types/{}.rs", module.ident);
            module.items.iter().for_each(|item| maker.ty(item, &file, &mut items));
        }
        Self { items }
    }
}

struct Maker<'a> {
    krate: String,
    plan: &'a CratePlan,
    api: &'a Api,
    raw: Raw<'a>,
    pins: Pins,
}

impl Maker<'_> {
    fn item(&self, kind: &'static str, path: &[&str], file: &str, places: Vec<Pointer>) -> Item {
        let krate = std::iter::once(self.krate.as_str());
        Item {
            kind,
            paths: vec![krate.chain(path.iter().copied()).map(str::to_owned).collect()],
            file: file.to_owned(),
            wire: None,
            places,
            settings: Vec::new(),
            is_used: false,
            payloads: Vec::new(),
        }
    }

    /// How a program comes to what these methods lead to, from a value of the client or its type.
    fn called(&self, methods: &[String]) -> [Vec<String>; 2] {
        let client = &self.plan.client;
        [&client.variable, &client.ident].map(|own| [&[own.to_string()], methods].concat())
    }

    fn client(&self, items: &mut Vec<Item>) {
        let client = &self.plan.client;
        let (file, name) = ("src/client.rs", client.ident.as_str());
        let info = vec![Pointer::from_text("/info")];
        let mut item = self.item("client", &[name], file, info);
        item.settings = self.pins.of_client();
        items.push(item);
        if !client.servers.is_empty() {
            let servers = vec![Pointer::from_text("/servers")];
            items.push(self.item("enum", &["Server"], file, servers));
        }
        for server in &client.servers {
            let index = self.api.servers.iter().position(|known| known.url == server.url);
            let place = Pointer::from_text("/servers").index(index.unwrap_or_default());
            let path = ["Server", server.ident.as_str()];
            items.push(self.item("server", &path, file, vec![place]));
        }
        for scheme in &client.schemes {
            let place = Pointer::from_text("/components/securitySchemes").child(&scheme.wire);
            let methods = std::iter::once(&scheme.ident).chain(&scheme.provider);
            let flow = scheme.client_credentials.as_ref().map(|flow| &flow.ident);
            for method in methods.chain(flow) {
                let path = ["Builder", method.as_str()];
                let mut item = self.item("credential", &path, file, vec![place.clone()]);
                item.wire = Some(scheme.wire.clone());
                item.settings = self.pins.of_scheme(&scheme.wire);
                items.push(item);
            }
        }
    }

    /// A group: `module` leads to its file, `calls` are the methods that lead to it.
    fn resource(
        &self,
        resource: &ResourcePlan,
        module: &[&str],
        calls: &[String],
        items: &mut Vec<Item>,
    ) {
        let (own, ident) = (resource.module.as_str(), resource.ident.as_str());
        let module = [module, &[own]].concat();
        let file = format!("src/{}.rs", module.join("/"));
        let operations: Vec<(&OperationPlan, Option<&Operation>)> =
            resource.operations.iter().map(|plan| (plan, self.operation_of(plan))).collect();
        let tag = operations.iter().filter_map(|(_, operation)| operation.as_ref()?.tags.first());
        let tag = tag.map(String::as_str).next();
        let mut places: Vec<Pointer> = tag.and_then(|tag| self.raw.tag(tag)).into_iter().collect();
        places.extend(operations.iter().filter_map(|(_, it)| it.map(|it| it.origin.clone())));
        if places.is_empty() {
            // It only holds other groups, and names in operations make it.
            places.push(Pointer::from_text("/paths"));
        }
        let mut group = self.item("group", &[&module[..], &[ident]].concat(), &file, places);
        group.paths.extend(self.called(calls));
        group.settings = tag.map(|tag| self.pins.of_group(tag)).unwrap_or_default();
        items.push(group);
        for (plan, operation) in operations {
            if let Some(operation) = operation {
                let of = OfOperation { maker: self, plan, operation, file: &file, module: &module };
                of.push(ident, calls, items);
            }
        }
        for (method, child) in &resource.children {
            let calls = [calls, &[method.to_string()]].concat();
            self.resource(child, &module, &calls, items);
        }
    }

    fn operation_of(&self, plan: &OperationPlan) -> Option<&Operation> {
        self.api.operations.iter().find(|it| it.method == plan.http_method && it.path == plan.path)
    }

    fn ty(&self, plan: &ItemPlan, file: &str, items: &mut Vec<Item>) {
        let ident = plan.ident.as_str();
        let origin = Pointer::from_text(plan.origin.strip_prefix('#').unwrap_or(&plan.origin));
        let kind = match &plan.kind {
            ItemKind::Struct(_) => "struct",
            ItemKind::Enum(_) => "enum",
            ItemKind::Union(_) => "union",
            ItemKind::Alias(_) => "type",
        };
        let mut own = self.item(kind, &["types", ident], file, self.raw.written(&origin));
        own.is_used = true;
        own.settings = self.pins.of_type(&origin, ident);
        let part = |kind, name: &str, wire: String, places: Vec<Pointer>| Item {
            wire: Some(wire),
            is_used: true,
            ..self.item(kind, &["types", ident, name], file, places)
        };
        let mut parts = Vec::new();
        match &plan.kind {
            ItemKind::Struct(plan) => {
                for field in &plan.fields {
                    let places = self.raw.property(&origin, &field.wire);
                    let mut item = part("field", field.ident.as_str(), field.wire.clone(), places);
                    item.settings = self.pins.of_field(&item.places);
                    parts.push(item);
                }
                for constant in &plan.literals {
                    let places = self.raw.property(&origin, &constant.wire);
                    parts.push(part("constant", &constant.wire, constant.wire.clone(), places));
                }
                if let Some((name, _)) = &plan.rest {
                    let place = self.raw.additional(&origin);
                    let mut item = part("field", name.as_str(), String::new(), vec![place]);
                    item.wire = None;
                    parts.push(item);
                }
            }
            ItemKind::Enum(plan) => {
                for variant in &plan.variants {
                    let text = literal(&variant.value);
                    let places = self.raw.value(&origin, &text);
                    let mut item = part("variant", variant.ident.as_str(), text.clone(), places);
                    item.settings = self.pins.of_variant(&origin, &[&text]);
                    parts.push(item);
                }
            }
            ItemKind::Union(plan) => {
                for variant in &plan.variants {
                    let payload = match &variant.ty {
                        RustType::Item(name) => Some(name.as_str()),
                        _ => None,
                    };
                    let target = payload.and_then(|name| self.origin_of(name));
                    let places = self.raw.variant(&origin, target.as_ref());
                    let tags: Vec<String> = variant.tags.iter().map(literal).collect();
                    let mut item =
                        part("variant", variant.ident.as_str(), tags.join(" | "), places);
                    item.wire = item.wire.filter(|_| !tags.is_empty());
                    let key = target.map(|target| target.last());
                    let keys: Vec<&str> = tags.iter().chain(&key).map(String::as_str).collect();
                    item.settings = self.pins.of_variant(&origin, &keys);
                    own.payloads.extend(payload.map(str::to_owned));
                    parts.push(item);
                }
            }
            ItemKind::Alias(_) => {}
        }
        items.push(own);
        items.append(&mut parts);
    }

    /// Where the document defines the type that is called so.
    fn origin_of(&self, name: &str) -> Option<Pointer> {
        let mut all = self.plan.modules.iter().flat_map(|module| &module.items);
        let item = all.find(|item| item.ident.as_str() == name)?;
        Some(Pointer::from_text(item.origin.strip_prefix('#')?))
    }
}

/// The items of one operation.
struct OfOperation<'a> {
    maker: &'a Maker<'a>,
    plan: &'a OperationPlan,
    operation: &'a Operation,
    file: &'a str,
    module: &'a [&'a str],
}

impl OfOperation<'_> {
    fn push(&self, group: &str, calls: &[String], items: &mut Vec<Item>) {
        let (plan, origin) = (self.plan, &self.operation.origin);
        let (method, call) = (plan.method.as_str(), plan.call.as_str());
        let mut item = self.item("operation", &[group, method], vec![origin.clone()]);
        item.paths.extend(self.maker.called(&[calls, &[method.to_owned()]].concat()));
        item.paths.push(vec![plan.id.clone()]);
        let request = format!("{} {}", plan.http_method.name(), plan.path);
        item.paths.push(vec![request.clone()]);
        item.wire = Some(request);
        item.settings = self.maker.pins.of_operation(self.operation);
        items.push(item);
        items.push(self.item("call", &[call], vec![origin.clone()]));
        for parameter in &plan.arguments {
            items.push(self.parameter("argument", &[group, method], calls, parameter));
        }
        for parameter in &plan.setters {
            items.push(self.parameter("setter", &[call], calls, parameter));
        }
        if let Some(body) = &plan.body {
            let place = vec![self.maker.raw.body(origin)];
            let (name, kind) =
                (body.ident.as_str(), if body.required { "argument" } else { "setter" });
            let path = if body.required { vec![group, method, name] } else { vec![call, name] };
            let mut item = self.item(kind, &path, place);
            let calls = [calls, &[method.to_owned(), name.to_owned()]].concat();
            item.paths.extend(self.maker.called(&calls));
            items.push(item);
        }
        if let OutputPlan::Several(answers) = &plan.output {
            self.answers(answers, items);
        }
        if let Some(answers) = &plan.error {
            self.answers(answers, items);
        }
        if let Some(headers) = &plan.headers {
            let responses = origin.child("responses");
            items.push(self.item("headers", &[headers.ident.as_str()], vec![responses.clone()]));
            for header in &headers.headers {
                let path = [headers.ident.as_str(), header.ident.as_str()];
                let mut item =
                    self.item("header", &path, self.maker.raw.header(origin, &header.wire));
                item.wire = Some(header.wire.clone());
                items.push(item);
            }
        }
    }

    fn parameter(
        &self,
        kind: &'static str,
        path: &[&str],
        calls: &[String],
        plan: &ParameterPlan,
    ) -> Item {
        let place = match plan.place {
            PlacePlan::Path(_) => "path",
            PlacePlan::Query(_) | PlacePlan::Reserved(_) => "query",
            PlacePlan::QueryString(_) => "querystring",
            PlacePlan::Header(_) => "header",
            PlacePlan::Cookie(_) => "cookie",
        };
        let place = self.maker.raw.parameter(self.operation, &plan.wire, place);
        let mut item = self.item(kind, &[path, &[plan.ident.as_str()]].concat(), vec![place]);
        let method = self.plan.method.to_string();
        let calls = [calls, &[method, plan.ident.to_string()]].concat();
        item.paths.extend(self.maker.called(&calls));
        item.wire = Some(plan.wire.clone());
        item.settings = self.maker.pins.of_parameter(self.operation, &plan.wire);
        item
    }

    fn answers(&self, answers: &AnswersPlan, items: &mut Vec<Item>) {
        let (ident, origin) = (answers.ident.as_str(), &self.operation.origin);
        let responses = origin.child("responses");
        let place = |status: StatusPlan| self.maker.raw.response(origin, status);
        let places = answers.arms.iter().map(|arm| place(arm.status));
        let places = std::iter::once(responses.clone()).chain(places).collect();
        items.push(self.item("enum", &[ident], places));
        for arm in &answers.arms {
            let places = vec![place(arm.status)];
            items.push(self.item("variant", &[ident, arm.ident.as_str()], places));
        }
    }

    fn item(&self, kind: &'static str, path: &[&str], places: Vec<Pointer>) -> Item {
        self.maker.item(kind, &[self.module, path].concat(), self.file, places)
    }
}

fn literal(value: &LiteralPlan) -> String {
    match value {
        LiteralPlan::String(text) => text.clone(),
        LiteralPlan::Integer(value) => value.to_string(),
        LiteralPlan::Boolean(value) => value.to_string(),
    }
}
