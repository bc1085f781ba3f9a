//! The model as compact text: one block per operation and type, one line per fact. For
//! `inspect model` and for snapshots.

use std::fmt::Write as _;

use super::{
    Additional, Api, Content, ContentKind, Dispatch, Docs, Encoding, EnumValues, Field, Form,
    NameHint, Operation, Pagination, PagingStyle, Shape, Stream, StreamKind, TypeDef, TypeId,
};

impl Api {
    /// The model as text. A block starts at the left margin.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "api {} {}", self.title, self.version);
        for server in &self.servers {
            let _ = writeln!(out, "  server {}{}", server.url, named(server.name.as_deref()));
        }
        for scheme in &self.schemes {
            let _ = writeln!(out, "  scheme {}: {:?}", scheme.name, scheme.kind);
            if let Some(flow) = &scheme.client_credentials {
                let place = if flow.in_body { " (secret in the body)" } else { "" };
                let _ = writeln!(out, "    tokens from {}{place}", flow.token_url);
            }
        }
        for operation in &self.operations {
            self.describe_operation(operation, &mut out);
        }
        for webhook in &self.webhooks {
            let _ = writeln!(out, "\nwebhook {}: {}", webhook.name, self.label(webhook.body));
        }
        let mut types: Vec<(String, &TypeDef)> = (0..self.types.len())
            .map(TypeId::new)
            .filter(|id| self.is_block(*id))
            .map(|id| (self.label(id), self.get(id)))
            .collect();
        types.sort_by(|(a, x), (b, y)| (a, &x.origin).cmp(&(b, &y.origin)));
        for (label, def) in types {
            self.describe_type(&label, def, &mut out);
        }
        out
    }

    fn describe_operation(&self, operation: &Operation, out: &mut String) {
        let _ = writeln!(
            out,
            "\noperation {} {}{}",
            operation.method.name(),
            operation.path,
            named(operation.id.as_deref())
        );
        if let Some(server) = &operation.server {
            let _ = writeln!(out, "  at {}", server.url);
        }
        if operation.docs.deprecated {
            out.push_str("  deprecated\n");
        }
        for parameter in &operation.parameters {
            let optional = if parameter.required { "" } else { "?" };
            let _ = writeln!(
                out,
                "  {:?} {}{optional}: {} {:?}{}{}",
                parameter.location,
                parameter.name,
                self.label(parameter.ty),
                parameter.style,
                if parameter.reserved { " reserved" } else { "" },
                words(&parameter.docs)
            );
        }
        if let Some(body) = &operation.body {
            let optional = if body.required { "" } else { "?" };
            let _ = writeln!(out, "  body{optional}: {}", self.content(&body.content));
        }
        for response in &operation.responses {
            let content = response
                .content
                .as_ref()
                .map_or("nothing".to_owned(), |content| self.content(content));
            let _ = writeln!(out, "  {} -> {content}", response.status);
            for header in &response.headers {
                let (name, ty) = (&header.name, self.label(header.ty));
                let _ = writeln!(
                    out,
                    "  {} header {name}: {ty}{}",
                    response.status,
                    words(&header.docs)
                );
            }
            if let Some(stream) = &response.stream {
                let _ = writeln!(out, "  {} -> {}", response.status, self.stream(stream));
            }
        }
        for alternative in &operation.security {
            let needed: Vec<String> = alternative
                .iter()
                .map(|needed| format!("{}{:?}", needed.scheme, needed.scopes))
                .collect();
            let _ = writeln!(out, "  security {}", needed.join(" and "));
        }
        if let Some(paging) = &operation.pagination {
            let _ = writeln!(
                out,
                "  paged by {}: {} of {}{}",
                paging_style(&paging.style),
                if paging.items.is_empty() { "all".to_owned() } else { paging.items.join(".") },
                self.label(paging.item),
                paging_words(paging)
            );
        }
    }

    fn content(&self, content: &Content) -> String {
        match &content.kind {
            ContentKind::Json(ty) => format!("{} {}", content.media_type, self.label(*ty)),
            ContentKind::Form(form) => self.form(&content.media_type, form),
            ContentKind::Multipart(Some(form)) => self.form(&content.media_type, form),
            ContentKind::Multipart(None) => format!("{} form of any parts", content.media_type),
            ContentKind::Text => format!("{} text", content.media_type),
            ContentKind::Bytes => format!("{} bytes", content.media_type),
        }
    }

    fn form(&self, media_type: &str, form: &Form) -> String {
        let mut text = format!("{media_type} form {}", self.label(form.ty));
        for (name, encoding) in &form.encodings {
            let _ = match encoding {
                Encoding::Style(style) => write!(text, " {name}:{style:?}"),
                Encoding::MediaType(media_type) => write!(text, " {name}:{media_type}"),
            };
        }
        text
    }

    fn stream(&self, stream: &Stream) -> String {
        let kind = match stream.kind {
            StreamKind::TextEvents => "events of text".to_owned(),
            StreamKind::JsonEvents(ty) => format!("events {}", self.label(ty)),
            StreamKind::WholeEvents(ty) => format!("whole events {}", self.label(ty)),
            StreamKind::Lines(ty) => format!("lines {}", self.label(ty)),
        };
        let end = stream.end.as_ref().map_or(String::new(), |end| format!(" until {end:?}"));
        format!("{} {kind}{end}", stream.media_type)
    }

    fn describe_type(&self, label: &str, def: &TypeDef, out: &mut String) {
        let used = match (def.used.request, def.used.response) {
            (true, true) => "both",
            (true, false) => "request",
            _ => "response",
        };
        let _ = writeln!(out, "\ntype {label} [{used}] {}{}", def.origin, words(&def.docs));
        match &def.shape {
            Shape::Object(object) => {
                for field in &object.fields {
                    self.describe_field(field, out);
                }
                if let Additional::Kept(ty) = object.additional {
                    let _ = writeln!(out, "  *: {}", self.label(ty));
                }
            }
            Shape::Enum(plan) => {
                let _ = match &plan.values {
                    EnumValues::Strings(values) => writeln!(out, "  enum {values:?}"),
                    EnumValues::Integers(values) => writeln!(out, "  enum {values:?}"),
                };
                for (index, label) in plan.labels.iter().enumerate() {
                    let text = |text: &Option<String>| text.clone().unwrap_or_default();
                    let (name, description) = (text(&label.name), text(&label.description));
                    let _ = writeln!(out, "    {index}: {name:?} {description:?}");
                }
            }
            Shape::Union(union) => {
                let _ = match &union.dispatch {
                    Dispatch::Tag { property, absent, other } => {
                        let absent =
                            absent.map_or(String::new(), |index| format!(", absent means {index}"));
                        let other =
                            other.map_or(String::new(), |index| format!(", other means {index}"));
                        writeln!(out, "  union by {property}{absent}{other}")
                    }
                    Dispatch::Kind => writeln!(out, "  union by kind"),
                    Dispatch::Sibling => writeln!(out, "  union by sibling"),
                };
                for (index, variant) in union.variants.iter().enumerate() {
                    let tags: Vec<String> = variant.tags.iter().map(ToString::to_string).collect();
                    let _ =
                        writeln!(out, "  {index} {} {}", self.label(variant.ty), tags.join(" | "));
                }
            }
            _ => {
                let _ = writeln!(out, "  = {}", self.structure(def));
            }
        }
    }

    fn describe_field(&self, field: &Field, out: &mut String) {
        let optional = if field.required { "" } else { "?" };
        let side = match (field.read_only, field.write_only) {
            (true, _) => " read-only",
            (_, true) => " write-only",
            _ => "",
        };
        let by =
            field.selected_by.as_ref().map_or(String::new(), |by| format!(" selected by {by}"));
        let _ = writeln!(
            out,
            "  {}{optional}: {}{side}{by}{}",
            field.wire,
            self.label(field.ty),
            words(&field.docs)
        );
    }

    /// Whether a type is told in a block of its own rather than where it is used.
    fn is_block(&self, id: TypeId) -> bool {
        let def = self.get(id);
        let component = matches!(def.hint, NameHint::Component(_));
        component || matches!(def.shape, Shape::Object(_) | Shape::Enum(_) | Shape::Union(_))
    }

    fn label(&self, id: TypeId) -> String {
        let def = self.get(id);
        match &def.hint {
            NameHint::Component(key) => key.clone(),
            NameHint::Inline(words) if self.is_block(id) => words.join("."),
            NameHint::Under(key) if self.is_block(id) => format!("{key}!"),
            NameHint::Inline(_) | NameHint::Under(_) | NameHint::Content => self.structure(def),
        }
    }

    fn structure(&self, def: &TypeDef) -> String {
        match &def.shape {
            Shape::Scalar(scalar) => format!("{scalar:?}"),
            Shape::Array(item) => format!("[{}]", self.label(*item)),
            Shape::Tuple(places) => format!(
                "({})",
                places.iter().map(|place| self.label(*place)).collect::<Vec<_>>().join(", ")
            ),
            Shape::Map(value) => format!("{{*: {}}}", self.label(*value)),
            Shape::Nullable(inner) => format!("{} | null", self.label(*inner)),
            Shape::Literal(literal) => literal.value.to_string(),
            Shape::Alias(inner) => self.label(*inner),
            Shape::Union(union) => union
                .variants
                .iter()
                .map(|variant| self.label(variant.ty))
                .collect::<Vec<_>>()
                .join(" | "),
            Shape::Object(_) => "object".to_owned(),
            Shape::Enum(_) => "enum".to_owned(),
            Shape::Any => "any".to_owned(),
        }
    }
}

fn named(name: Option<&str>) -> String {
    name.map_or(String::new(), |name| format!(" ({name})"))
}

fn paging_style(style: &PagingStyle) -> String {
    match style {
        PagingStyle::Page { parameter, first: 1 } | PagingStyle::Offset { parameter } => {
            parameter.clone()
        }
        PagingStyle::Page { parameter, first } => format!("{parameter} from {first}"),
        PagingStyle::Cursor { parameter, from } => format!("{parameter} = {}", from.join(".")),
        PagingStyle::LastItem { parameter, from } => {
            format!("{parameter} = {} of the last item", from.join("."))
        }
        PagingStyle::Link { from } => format!("the link {}", from.join(".")),
        PagingStyle::LinkHeader => "the header Link".to_owned(),
    }
}

/// What a page says of the list.
fn paging_words(paging: &Pagination) -> String {
    let said = [("last", &paging.last), ("total", &paging.total), ("more", &paging.more)];
    said.iter()
        .filter_map(|(word, path)| Some(format!(", {word} {}", path.as_ref()?.join("."))))
        .collect()
}

/// Limits, default and deprecation, on the line of what they belong to.
fn words(docs: &Docs) -> String {
    let mut words = String::new();
    if let Some(default) = &docs.default {
        let _ = write!(words, " = {default}");
    }
    if !docs.limits.is_empty() {
        let _ = write!(words, " ({})", docs.limits.join(", "));
    }
    if let Some(format) = &docs.format {
        let _ = write!(words, " format {format}");
    }
    if docs.deprecated {
        words.push_str(" deprecated");
    }
    words
}
