//! Which operations and webhooks a type belongs to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, Surface, Ty};

/// Type → the operations (by id) and webhooks whose values it is part of.
#[derive(Debug, Default)]
pub(crate) struct Reach<'s> {
    of: BTreeMap<&'s str, BTreeSet<String>>,
}

impl<'s> Reach<'s> {
    /// Follows the types of `surface`.
    pub(crate) fn new(surface: &'s Surface) -> Self {
        let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, ty) in &surface.types {
            let mut names = BTreeSet::new();
            ty.kind.types(&mut |ty| ty.names(&mut |name| _ = names.insert(name)));
            names.retain(|name| surface.types.contains_key(*name));
            parts.insert(name, names);
        }
        let mut reach = Self::default();
        for operation in surface.operations.values() {
            reach.follow(&parts, operation.types(), &operation.id);
        }
        for (name, ty) in surface.webhooks.iter().flat_map(|it| &it.events) {
            reach.follow(&parts, vec![ty], &format!("webhook {name}"));
        }
        reach
    }

    /// The operations that `name` belongs to.
    pub(crate) fn operations(&self, name: &str) -> Vec<String> {
        self.of.get(name).into_iter().flatten().cloned().collect()
    }

    fn follow(
        &mut self,
        parts: &BTreeMap<&'s str, BTreeSet<&'s str>>,
        from: Vec<&'s Ty>,
        id: &str,
    ) {
        let (mut next, mut seen) = (Vec::new(), BTreeSet::new());
        from.into_iter().for_each(|ty| ty.names(&mut |name| next.push(name)));
        while let Some(name) = next.pop() {
            if let Some(inner) = parts.get(name)
                && seen.insert(name)
            {
                self.of.entry(name).or_default().insert(id.to_owned());
                next.extend(inner);
            }
        }
    }
}

impl super::Operation {
    /// The types of what is sent and received.
    pub(crate) fn types(&self) -> Vec<&Ty> {
        let answers = std::iter::once(&self.output).chain(&self.errors);
        let answers = answers.flat_map(|it| it.arms.values()).filter_map(|arm| arm.ty.as_ref());
        let headers = self.headers.iter().flat_map(|it| it.headers.values()).map(|(_, ty)| ty);
        self.parameters
            .values()
            .map(|parameter| &parameter.ty)
            .chain(self.body.iter().map(|body| &body.ty))
            .chain(answers)
            .chain(self.streamed.iter().map(|it| &it.item))
            .chain(headers)
            .collect()
    }
}

impl Kind {
    /// Calls `visit` with each type that it is made of.
    pub(crate) fn types<'k>(&'k self, visit: &mut impl FnMut(&'k Ty)) {
        match self {
            Self::Struct(it) => {
                it.fields.values().for_each(|field| visit(&field.ty));
                it.rest.iter().for_each(|(_, ty)| visit(ty));
            }
            Self::Enum(_) => {}
            Self::Union(it) => it.variants.values().for_each(|variant| visit(&variant.ty)),
            Self::Alias { ty } => visit(ty),
        }
    }
}
