//! A surface as a list of facts that a caller's source may rest on: path → signature.
//!
//! A program that compiled still does if every fact it rests on is still there. So this list is the
//! second opinion on what comparing the parts found out ([`changes`](crate::changes)): where a fact
//! is gone, a change must say that source breaks.

use std::collections::BTreeMap;

use super::{Answers, Kind, Operation, Struct, Surface, Ty, Type, Union};

impl Surface {
    /// What callers' source may rest on.
    #[must_use]
    pub fn facts(&self) -> BTreeMap<String, String> {
        let mut facts = Facts { surface: self, all: BTreeMap::new() };
        facts.krate();
        for (path, group) in &self.groups {
            facts.note(format!("{path}()"), &group.path);
            facts.note(format!("{path} by feature"), &group.feature);
        }
        for operation in self.operations.values() {
            facts.operation(operation);
        }
        for (name, ty) in &self.types {
            facts.ty(name, ty);
        }
        facts.all
    }
}

struct Facts<'s> {
    surface: &'s Surface,
    all: BTreeMap<String, String>,
}

impl Facts<'_> {
    fn note(&mut self, path: String, signature: impl ToString) {
        self.all.insert(path, signature.to_string());
    }

    /// The type as rustc sees it: an alias is what it stands for.
    fn plain(&self, ty: &Ty) -> String {
        self.surface.unaliased(ty).to_string()
    }

    fn krate(&mut self) {
        let Surface { package, client, features, dates, webhooks, .. } = self.surface;
        self.note("package".to_owned(), &package.name);
        self.note("dates".to_owned(), dates);
        self.note("client".to_owned(), &client.name);
        self.note("client::new".to_owned(), client.token.is_some());
        for (name, server) in &client.servers {
            self.note(format!("Server::{name}"), server.variables.join(", "));
        }
        for (name, credential) in &client.credentials {
            self.note(format!("Builder::{name}"), credential.kind == "basic");
            for (method, what) in &credential.methods {
                self.note(format!("Builder::{method}"), what == "provider");
            }
        }
        for name in features.keys().filter(|name| !name.starts_with('_')) {
            self.note(format!("feature {name}"), "");
        }
        for name in features.get("default").into_iter().flatten() {
            self.note(format!("default feature {name}"), "");
        }
        if let Some(it) = webhooks {
            self.note("webhooks".to_owned(), &it.event);
            if it.signature.is_some() {
                self.note("webhooks::verifier".to_owned(), "");
            }
        }
    }

    fn operation(&mut self, it: &Operation) {
        let path = format!("{}.{}", it.group, it.method);
        let module = self
            .surface
            .groups
            .get(&it.group)
            .map_or("", |group| group.path.rsplit_once("::").map_or("", |(module, _)| module));
        let call = format!("{module}::{}", it.call);
        let arguments = it.arguments.iter().filter_map(|key| it.parameters.get(key));
        let arguments = arguments.map(|it| it.taken.as_str());
        let body = it.body.as_ref().filter(|body| body.required).map(|body| body.taken.as_str());
        let arguments: Vec<String> = arguments.chain(body).map(|taken| self.taken(taken)).collect();
        self.note(format!("{path}()"), format!("({}) -> {call}", arguments.join(", ")));
        for parameter in it.parameters.values().filter(|parameter| !parameter.required) {
            let taken = self.taken(&parameter.taken);
            self.note(format!("{call}::{}", parameter.name), taken);
        }
        if let Some(body) = it.body.as_ref().filter(|body| !body.required) {
            let taken = self.taken(&body.taken);
            self.note(format!("{call}::{}", body.name), taken);
        }
        let output = self.answers(module, &it.output);
        self.note(format!("{call} gives"), output);
        let errors = match &it.errors {
            Some(errors) => self.answers(module, errors),
            None => "NoErrors".to_owned(),
        };
        self.note(format!("{call} fails with"), errors);
        if it.is_downloaded() {
            self.note(format!("{call}::download"), "");
        }
        if let Some(paging) = &it.paging {
            let item = self.plain(&paging.item);
            self.note(format!("{call}::items"), item);
            if matches!(paging.style.as_str(), "page" | "offset") {
                self.note(format!("{call} is numbered"), "");
            }
        }
        if let Some(stream) = &it.streamed {
            let item = self.plain(&stream.item);
            let kind = stream.reader.split_whitespace().next().unwrap_or_default();
            self.note(format!("{call}::{kind}"), item);
        }
        if let Some(headers) = &it.headers {
            self.note(format!("{module}::{}", headers.name), "headers");
            for (name, ty) in headers.headers.values() {
                let ty = self.plain(ty);
                self.note(format!("{module}::{}::{name}", headers.name), ty);
            }
        }
    }

    /// The text of an argument's type without aliases.
    fn taken(&self, taken: &str) -> String {
        let inner = taken.trim_start_matches(['&', '[']).trim_end_matches(']');
        let inner =
            inner.strip_prefix("impl Into<").and_then(|it| it.strip_suffix('>')).unwrap_or(inner);
        match Ty::parse(inner) {
            Some(ty) => taken.replace(inner, &self.plain(&ty)),
            None => taken.to_owned(),
        }
    }

    /// What is given: the enum, or the only type and what it is wrapped in.
    fn answers(&mut self, module: &str, answers: &Answers) -> String {
        let Some(name) = &answers.name else {
            let arm = answers.arms.values().next();
            return arm.map_or_else(String::new, |arm| {
                let ty = arm.ty.as_ref().map_or_else(String::new, |ty| self.plain(ty));
                match arm.reader.split_whitespace().next() {
                    Some(wrapper @ ("events" | "lines")) => format!("{wrapper} of {ty}"),
                    _ => ty,
                }
            });
        };
        for arm in answers.arms.values() {
            let ty = arm.ty.as_ref().map_or_else(String::new, |ty| self.plain(ty));
            self.note(format!("{module}::{name}::{}", arm.name), ty);
        }
        format!("{module}::{name}")
    }

    fn ty(&mut self, name: &str, ty: &Type) {
        match &ty.kind {
            Kind::Alias { ty } => {
                let ty = self.plain(ty);
                self.note(name.to_owned(), ty);
                return;
            }
            kind => self.note(name.to_owned(), kind.word()),
        }
        match &ty.kind {
            Kind::Struct(it) => self.structure(name, it),
            Kind::Enum(it) => {
                self.note(format!("{name} of"), if it.integers { "i64" } else { "String" });
                for (_, variant) in &it.values {
                    self.note(format!("{name}::{variant}"), "");
                }
            }
            Kind::Union(it) => self.union(name, it),
            Kind::Alias { .. } => {}
        }
    }

    fn structure(&mut self, name: &str, it: &Struct) {
        for field in it.fields.values() {
            let (whole, value) = (self.plain(&field.whole()), self.plain(&field.ty));
            self.note(format!("{name}.{}", field.name), whole);
            if field.setter {
                self.note(format!("{name}::{}", field.name), value);
            }
            if let Some(null) = &field.null_setter {
                self.note(format!("{name}::{null}"), "");
            }
        }
        if let Some((rest, ty)) = &it.rest {
            let ty = self.plain(ty);
            self.note(format!("{name}.{rest}"), &ty);
            if it.new.is_some() {
                self.note(format!("{name}::{rest}"), ty);
            }
        }
        if let Some(new) = &it.new {
            let types = new.iter().filter_map(|key| it.fields.get(key));
            let types: Vec<String> = types.map(|field| self.plain(&field.whole())).collect();
            self.note(format!("{name}::new"), types.join(", "));
        }
        if it.default {
            self.note(format!("{name}: Default"), "");
        }
        if !it.form {
            self.note(format!("{name}: PartialEq, Serialize, Deserialize"), "");
        }
        for source in &it.updates {
            self.note(format!("{name}::diff of {source}"), "");
        }
    }

    fn union(&mut self, name: &str, it: &Union) {
        for (variant, of) in &it.variants {
            let ty = self.plain(&of.ty);
            self.note(format!("{name}::{variant}"), &ty);
            if of.from {
                self.note(format!("{name}: From<{ty}>"), "");
            }
        }
        if it.by == "tag" {
            self.note(format!("{name}::tag"), "");
        }
    }
}

impl Operation {
    /// Whether its success can be downloaded.
    pub(crate) fn is_downloaded(&self) -> bool {
        self.output.name.is_none()
            && self.output.arms.values().any(|arm| matches!(arm.reader.as_str(), "text" | "bytes"))
    }
}
