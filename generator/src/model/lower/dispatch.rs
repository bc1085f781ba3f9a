//! How the variants of each union are told apart: by a sibling that the settings name, by the
//! discriminator, by a property that is a constant in each variant, else by kind and keys.

use std::collections::BTreeMap;

use super::Lowering;
use super::schema::component_name;
use crate::diagnostic::{At, Code, Diagnostic, Input, Severity};
use crate::document::Discriminator;
use crate::json::Json;
use crate::model::{
    Additional, Dispatch, EnumValues, Field, Object, Scalar, Shape, StringFormat, TypeDef, TypeId,
    Union, Variant,
};
use crate::pointer::Pointer;

/// Unions that may nest while a tag is looked for.
const DEPTH: usize = 8;

/// What a property tells about a variant.
enum Tag {
    /// It is one of these values; `defaulted` when the property may be absent and then means so.
    Values { values: Vec<Json>, defaulted: bool },
    /// It is some string.
    Open,
}

impl Lowering<'_> {
    /// Decides for every union. All types must have been lowered.
    pub(super) fn decide_dispatches(&mut self) {
        for (ty, at) in std::mem::take(&mut self.unions) {
            let Some(Shape::Union(mut union)) = self.done(ty).map(|def| def.shape.clone()) else {
                continue;
            };
            self.decide(&mut union, &at);
            self.report_unselected(&union, &at);
            if let Dispatch::Tag { other: Some(other), .. } = union.dispatch {
                self.keep_unknown_keys(union.variants[other].ty);
            }
            if let Some(def) = &mut self.types[ty.index()] {
                def.shape = Shape::Union(union);
            }
        }
    }

    /// Reports the variants that no value selects, so that nothing is ever read as one.
    fn report_unselected(&mut self, union: &Union, at: &Pointer) {
        let by = match &union.dispatch {
            Dispatch::Tag { property, .. } => property.clone(),
            Dispatch::Sibling => {
                self.config.selector(at).map(|selector| selector.by.clone()).unwrap_or_default()
            }
            Dispatch::Kind => return,
        };
        for (index, variant) in union.variants.iter().enumerate() {
            if variant.tags.is_empty() && union.dispatch.needs_tag(index) {
                let name =
                    self.done(variant.ty).map(|def| def.origin.to_string()).unwrap_or_default();
                let message = format!("no value of `{by}` selects `{name}`");
                self.warn(Code::UnreachableVariant, at, message);
            }
        }
    }

    /// Complains about selectors that select nothing: a misspelt one would have no effect.
    pub(super) fn check_selectors(&mut self) {
        let config = self.config;
        for (index, selector) in config.selectors.iter().enumerate() {
            let at = Pointer::from_text("/selectors").index(index);
            let pointer = Pointer::from_reference(&selector.at);
            let is_selected = |def: &&TypeDef| {
                let union = matches!(&def.shape, Shape::Union(union) if union.dispatch == Dispatch::Sibling);
                union && Some(&def.origin) == pointer.as_ref()
            };
            if self.types.iter().flatten().find(is_selected).is_none() {
                let message = format!("`{}` is no union that an operation reaches", selector.at);
                self.unused(at.child("at"), message);
                continue;
            }
            let holds = |def: &TypeDef| match &def.shape {
                Shape::Object(object) => {
                    object.fields.iter().any(|field| {
                        field.selected_by.as_ref() == Some(&selector.by)
                            && Some(&def.origin.child("properties").child(&field.wire))
                                == pointer.as_ref()
                    }) && object.fields.iter().any(|field| field.wire == selector.by)
                }
                _ => false,
            };
            if !self.types.iter().flatten().any(holds) {
                self.complain(
                    at.child("by"),
                    format!("no property `{}` stands beside `{}`", selector.by, selector.at),
                );
            }
        }
    }

    /// An error in the settings.
    pub(super) fn complain(&mut self, at: Pointer, message: String) {
        let finding = Diagnostic::error(Code::InvalidConfig, At::Pointer(at), message);
        self.diagnostics.push(finding.about(Input::Config));
    }

    /// An error in the settings: they are about something that is not there.
    pub(super) fn unused(&mut self, at: Pointer, message: String) {
        let finding = Diagnostic::error(Code::UnusedSetting, At::Pointer(at), message);
        self.diagnostics.push(finding.about(Input::Config));
    }

    fn decide(&mut self, union: &mut Union, at: &Pointer) {
        let document = self.document;
        if self.config.selector(at).is_some() {
            return self.decide_by_sibling(union, at);
        }
        let schema = document.schemas.at(at).map(|id| document.schemas.get(id));
        if let Some(discriminator) = schema.and_then(|schema| schema.discriminator.as_ref())
            && self.decide_by_discriminator(union, discriminator, at)
        {
            return;
        }
        if self.decide_by_constants(union) {
            return;
        }
        self.decide_by_kind(union, at);
    }

    /// The settings say which sibling value means which component.
    fn decide_by_sibling(&mut self, union: &mut Union, at: &Pointer) {
        let Some(selector) = self.config.selector(at) else { return };
        union.dispatch = Dispatch::Sibling;
        for (value, name) in &selector.variants {
            let origin = Pointer::from_text("/components/schemas").child(name);
            let variant = union
                .variants
                .iter()
                .position(|variant| self.done(variant.ty).is_some_and(|def| def.origin == origin));
            match variant {
                Some(index) => union.variants[index].tags.push(Json::String(value.clone())),
                None => self.diagnostics.push(
                    Diagnostic::error(
                        Code::InvalidConfig,
                        At::Pointer(Pointer::from_text("/selectors")),
                        format!("`{name}` is not a variant of the union at `{at}`"),
                    )
                    .about(Input::Config),
                ),
            }
        }
    }

    /// The document says so (OpenAPI 3.1 §4.8.25). `false` when that leads nowhere.
    fn decide_by_discriminator(
        &mut self,
        union: &mut Union,
        discriminator: &Discriminator,
        at: &Pointer,
    ) -> bool {
        let mut tags: Vec<Vec<Json>> = vec![Vec::new(); union.variants.len()];
        for (value, target) in &super::sorted(discriminator.mapping.iter().cloned()) {
            let variant = self.mapping_target(target).and_then(|ty| {
                union.variants.iter().position(|variant| self.same_type(variant.ty, ty))
            });
            match variant {
                Some(index) => tags[index].push(Json::String(value.clone())),
                None => self.warn(
                    Code::UnknownMapping,
                    &at.child("discriminator").child("mapping").child(value),
                    format!("`{target}` is not a variant of this union"),
                ),
            }
        }
        let mut absent = None;
        for (index, variant) in union.variants.iter().enumerate() {
            if tags[index].is_empty() {
                tags[index] = self.implied_tags(variant.ty, &discriminator.property);
            }
            if let Some(Tag::Values { defaulted: true, .. }) =
                self.tag(variant.ty, &discriminator.property, DEPTH)
            {
                absent = absent.or(Some(index));
            }
        }
        if tags.iter().all(Vec::is_empty) {
            self.warn(
                Code::UnknownMapping,
                &at.child("discriminator"),
                "no variant can be told by this discriminator",
            );
            return false;
        }
        for (variant, tags) in union.variants.iter_mut().zip(tags) {
            variant.tags = tags;
        }
        union.dispatch =
            Dispatch::Tag { property: discriminator.property.clone(), absent, other: None };
        true
    }

    /// The type that a mapping names: a reference, or the bare name of a component.
    fn mapping_target(&mut self, target: &str) -> Option<TypeId> {
        let pointer = Pointer::from_reference(target)
            .unwrap_or_else(|| Pointer::from_text("/components/schemas").child(target));
        let id = self.document.schemas.at(&pointer)?;
        let id = self.follow(id)?;
        self.by_schema.get(&id).copied()
    }

    /// The tags of a variant that no mapping names: its own constants, else its component's name.
    fn implied_tags(&self, ty: TypeId, property: &str) -> Vec<Json> {
        match self.tag(ty, property, DEPTH) {
            Some(Tag::Values { values, .. }) => values,
            Some(Tag::Open) | None => {
                let name = self.done(ty).and_then(|def| component_name(&def.origin));
                name.map(Json::String).into_iter().collect()
            }
        }
    }

    /// A property that is a different constant in each variant. One variant may leave it an open
    /// string: it stands for every other value.
    fn decide_by_constants(&mut self, union: &mut Union) -> bool {
        let Some(first) = union.variants.first() else { return false };
        let mut candidates: Vec<String> = self.properties(first.ty, DEPTH);
        candidates.sort_by_key(|name| (name != "type", name.clone()));
        for allow_open in [false, true] {
            for property in &candidates {
                if self.try_tag(union, property, allow_open) {
                    return true;
                }
            }
        }
        false
    }

    fn try_tag(&self, union: &mut Union, property: &str, allow_open: bool) -> bool {
        let mut seen: Vec<Json> = Vec::new();
        let (mut absent, mut other) = (None, None);
        let mut tags = Vec::with_capacity(union.variants.len());
        for (index, variant) in union.variants.iter().enumerate() {
            match self.tag(variant.ty, property, DEPTH) {
                Some(Tag::Values { values, defaulted }) => {
                    if values.iter().any(|value| seen.contains(value))
                        || (defaulted && absent.is_some())
                    {
                        return false;
                    }
                    seen.extend(values.iter().cloned());
                    tags.push(values);
                    absent = absent.or(defaulted.then_some(index));
                }
                Some(Tag::Open) if allow_open && other.is_none() => {
                    other = Some(index);
                    tags.push(Vec::new());
                }
                Some(Tag::Open) | None => return false,
            }
        }
        for (variant, tags) in union.variants.iter_mut().zip(tags) {
            variant.tags = tags;
        }
        union.dispatch = Dispatch::Tag { property: property.to_owned(), absent, other };
        true
    }

    /// By kind, and among objects by keys. Texts with a form of their own are tried before plain
    /// text, which fits everything.
    fn decide_by_kind(&mut self, union: &mut Union, at: &Pointer) {
        union.dispatch = Dispatch::Kind;
        self.flatten(union);
        union.variants.sort_by_key(|variant| self.rank(variant.ty).0);
        let is_enum = |variant: &&Variant| {
            matches!(self.done(self.plain(variant.ty)).map(|def| &def.shape), Some(Shape::Enum(_)))
        };
        if union.variants.iter().filter(is_enum).count() > 1 {
            self.warn(
                Code::AmbiguousUnion,
                at,
                "several enums among the variants: each takes any string, so the first one does",
            );
        }
        let objects: Vec<(TypeId, BTreeMap<String, bool>)> = union
            .variants
            .iter()
            .filter_map(|variant| self.object(variant.ty).map(|object| (variant.ty, keys(object))))
            .collect();
        for (index, (ty, known)) in objects.iter().enumerate() {
            for (other, other_known) in &objects[index + 1..] {
                if !tells_apart(known, other_known) && !tells_apart(other_known, known) {
                    let names = [*ty, *other].map(|ty| {
                        self.done(ty).map(|def| def.origin.to_string()).unwrap_or_default()
                    });
                    self.report(
                        Severity::Warning,
                        Code::AmbiguousUnion,
                        at,
                        format!("a value may fit both `{}` and `{}`; the one with more known keys is taken", names[0], names[1]),
                        Some("name the field that decides under `selectors` in sdk.yaml, or add a discriminator".to_owned()),
                    );
                }
            }
        }
    }

    /// Takes in the variants of unions among the variants, where these are of several kinds: what
    /// a value is shows at once then, rather than union by union.
    fn flatten(&self, union: &mut Union) {
        for _ in 0..DEPTH {
            let mut flat: Vec<Variant> = Vec::new();
            for variant in &union.variants {
                let inner = match self.done(self.plain(variant.ty)).map(|def| &def.shape) {
                    Some(Shape::Union(inner)) if self.is_mixed(inner) => inner.variants.clone(),
                    _ => vec![variant.clone()],
                };
                for variant in inner {
                    if !flat.iter().any(|other| self.same_type(other.ty, variant.ty)) {
                        flat.push(variant);
                    }
                }
            }
            if flat == union.variants {
                return;
            }
            union.variants = flat;
        }
    }

    /// Whether a union has variants other than objects.
    fn is_mixed(&self, union: &Union) -> bool {
        let nested =
            |ty| matches!(self.done(self.plain(ty)).map(|def| &def.shape), Some(Shape::Union(_)));
        let other = |variant: &Variant| self.object(variant.ty).is_none() && !nested(variant.ty);
        union.dispatch == Dispatch::Kind && union.variants.iter().any(other)
    }

    /// What `property` tells about values of type `ty`.
    fn tag(&self, ty: TypeId, property: &str, depth: usize) -> Option<Tag> {
        if depth == 0 {
            return None;
        }
        let def = self.done(self.plain(ty))?;
        match &def.shape {
            Shape::Object(object) => {
                let field = object.fields.iter().find(|field| field.wire == property)?;
                self.field_tag(field)
            }
            Shape::Union(union) => {
                let mut all = Vec::new();
                for variant in &union.variants {
                    match self.tag(variant.ty, property, depth - 1)? {
                        Tag::Values { values, .. } => all.extend(values),
                        Tag::Open => return None,
                    }
                }
                Some(Tag::Values { values: all, defaulted: false })
            }
            _ => None,
        }
    }

    fn field_tag(&self, field: &Field) -> Option<Tag> {
        let shape = &self.done(self.plain(field.ty))?.shape;
        let values = match shape {
            Shape::Literal(literal) => vec![literal.value.clone()],
            Shape::Enum(values) => match &values.values {
                EnumValues::Strings(values) => values.iter().cloned().map(Json::String).collect(),
                EnumValues::Integers(_) => return None,
            },
            Shape::Scalar(Scalar::String(StringFormat::Plain)) if field.required => {
                return Some(Tag::Open);
            }
            _ => return None,
        };
        match (field.required, &field.docs.default) {
            (true, _) => Some(Tag::Values { values, defaulted: false }),
            (false, Some(default)) if values == [default.clone()] => {
                Some(Tag::Values { values, defaulted: true })
            }
            (false, _) => None,
        }
    }

    /// The property names of an object, or of a union's first variant.
    fn properties(&self, ty: TypeId, depth: usize) -> Vec<String> {
        match self.done(self.plain(ty)).map(|def| &def.shape) {
            Some(Shape::Object(object)) => {
                object.fields.iter().map(|field| field.wire.clone()).collect()
            }
            Some(Shape::Union(union)) if depth > 0 => union
                .variants
                .first()
                .map(|variant| self.properties(variant.ty, depth - 1))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// A variant that stands for kinds not known yet keeps what it does not know.
    fn keep_unknown_keys(&mut self, ty: TypeId) {
        let any = self.any();
        let ty = self.plain(ty);
        if let Some(TypeDef { shape: Shape::Object(object), .. }) = &mut self.types[ty.index()]
            && object.additional == Additional::Ignored
        {
            object.additional = Additional::Kept(any);
        }
    }

    fn object(&self, ty: TypeId) -> Option<&Object> {
        match &self.done(self.plain(ty))?.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The type under aliases.
    fn plain(&self, ty: TypeId) -> TypeId {
        let mut at = ty;
        for _ in 0..DEPTH * DEPTH {
            match self.done(at).map(|def| &def.shape) {
                Some(Shape::Alias(inner)) => at = *inner,
                _ => return at,
            }
        }
        at
    }

    fn same_type(&self, a: TypeId, b: TypeId) -> bool {
        self.plain(a) == self.plain(b)
    }

    fn done(&self, ty: TypeId) -> Option<&TypeDef> {
        match &self.types[ty.index()] {
            Some(def) => Some(def),
            None => None,
        }
    }
}

/// The keys of an object, and whether each is required.
fn keys(object: &Object) -> BTreeMap<String, bool> {
    object.fields.iter().map(|field| (field.wire.clone(), field.required)).collect()
}

/// Whether every `a` has a key that no `b` knows.
fn tells_apart(a: &BTreeMap<String, bool>, b: &BTreeMap<String, bool>) -> bool {
    a.iter().any(|(key, required)| *required && !b.contains_key(key))
}
