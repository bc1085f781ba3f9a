//! Which operations and webhooks use which parts of a document.
//!
//! A document falls into units: each operation, the rest of each path item, each webhook, and each
//! component or other named member of the top level. References lead from unit to unit. That is
//! coarser than types, and knows nothing of them: a unit uses another if a reference in it leads
//! there, be it in an example. So what is not used is used by nobody, and what is used is at most used by a few
//! operations less than are named.
//!
//! It looks at the text's own tree, before anything is moved or left out, so that its pointers are
//! those of findings, and 2.0 is no special case.

mod operations;
mod references;

use std::collections::HashMap;

use crate::choice::METHODS;
use crate::json::Json;
use crate::pointer::Pointer;
use operations::ADDITIONAL;
pub(super) use operations::{cut_operations, operations};
use references::Gathered;
pub(super) use references::follow;

/// How many keys lead to the deepest unit: an operation under `additionalOperations`.
const DEEPEST: usize = 4;

/// Which operations and webhooks use which parts of a document.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    units: HashMap<Pointer, usize>,
    /// Unit → the units that it refers to.
    uses: Vec<Vec<usize>>,
    /// Unit → the units that refer to it.
    used_by: Vec<Vec<usize>>,
    /// The operations and webhooks, in the order of the document, whose methods have one of their own.
    pub(super) callers: Vec<Caller>,
    /// Unit of a call → its operation or webhook.
    caller_of: HashMap<usize, usize>,
}

/// An operation or a webhook.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) kind: CallerKind,
    /// Its own place, which an operation need not stand at if its path item is a reference.
    pub(super) pointer: Pointer,
    /// Whether it is wanted.
    pub(super) wanted: bool,
    /// What people call it.
    label: String,
    /// The unit of calling it, which needs its own unit and security schemes: who refers to a part of an
    /// operation does not call it.
    call: usize,
}

impl Caller {
    /// The place of its path item.
    pub(super) fn item(&self) -> Pointer {
        let text = self.pointer.as_str();
        let end = text.match_indices('/').nth(2).map_or(text.len(), |(at, _)| at);
        Pointer::from_text(&text[..end])
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CallerKind {
    Operation,
    Webhook,
}

/// Who is affected by what is found at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Affected {
    /// It belongs to no part of its own: everybody may be.
    All,
    /// These operations (`operationId`, or method and path) and webhooks.
    These(Vec<String>),
}

impl Usage {
    /// Looks through a document, whatever its version.
    #[must_use]
    pub(super) fn of(tree: &Json) -> Self {
        let mut usage = Self::default();
        let mut found = Gathered::default();
        for (key, value) in tree.as_object().unwrap_or_default() {
            let at = Pointer::root().child(key);
            match key.as_str() {
                "paths" => usage.paths(&at, value, tree, &mut found),
                "webhooks" => usage.webhooks(&at, value, &mut found),
                "components" => {
                    for (section, members) in value.as_object().unwrap_or_default() {
                        usage.members(&at.child(section), members, &mut found);
                    }
                }
                // Its objects have no names of their own.
                "info" => {}
                _ => usage.members(&at, value, &mut found),
            }
        }
        found.inheritance(&usage, tree);
        for (unit, used) in found.resolve(&usage, tree) {
            if unit != used {
                usage.uses[unit].push(used);
                usage.used_by[used].push(unit);
            }
        }
        usage
    }

    /// The operations and webhooks that use the unit in which `pointer` leads, unwanted ones apart.
    #[must_use]
    pub fn affected(&self, pointer: &Pointer) -> Affected {
        let Some(unit) = self.unit(pointer) else { return Affected::All };
        let mut callers: Vec<usize> = self
            .reach(vec![unit], &self.used_by)
            .into_iter()
            .enumerate()
            .filter(|(_, reached)| *reached)
            .filter_map(|(unit, _)| self.caller_of.get(&unit).copied())
            .filter(|caller| self.callers[*caller].wanted)
            .collect();
        callers.sort_unstable();
        Affected::These(callers.into_iter().map(|at| self.callers[at].label.clone()).collect())
    }

    /// The same as a function that remembers: many findings are about one unit.
    pub(crate) fn affected_cached(&self) -> impl FnMut(&Pointer) -> Affected {
        let mut known: HashMap<Option<usize>, Affected> = HashMap::new();
        move |pointer| {
            let affected = known.entry(self.unit(pointer));
            affected.or_insert_with(|| self.affected(pointer)).clone()
        }
    }

    /// Where one of those who use the unit in which `pointer` leads stands.
    #[cfg(test)]
    pub(super) fn one_affected(&self, pointer: &Pointer) -> Option<Pointer> {
        let reached = self.reach(vec![self.unit(pointer)?], &self.used_by);
        let mut callers = self.callers.iter().filter(|caller| reached[caller.call]);
        callers.next().map(|caller| caller.pointer.clone())
    }

    /// The unit in which `pointer` leads; none for what belongs to the document as a whole.
    #[must_use]
    pub fn unit(&self, pointer: &Pointer) -> Option<usize> {
        let text = pointer.as_str();
        let ends = text.match_indices('/').map(|(at, _)| at).skip(2);
        let ends: Vec<usize> = ends.chain([text.len()]).take(DEEPEST - 1).collect();
        // The smaller unit comes first: an operation before its path item.
        ends.into_iter()
            .rev()
            .find_map(|end| self.units.get(&Pointer::from_text(&text[..end])).copied())
    }

    /// For each unit, whether one of `roots` uses it, directly or not.
    pub(super) fn used(&self, roots: Vec<usize>) -> Vec<bool> {
        self.reach(roots, &self.uses)
    }

    /// Notes whether the operation or webhook at `pointer` is wanted.
    pub(super) fn want(&mut self, pointer: &Pointer, wanted: bool) {
        let unit = self.units.get(pointer);
        // A call is added right after what it calls.
        let caller = unit.and_then(|unit| self.caller_of.get(&(unit + 1)));
        if let Some(caller) = caller.and_then(|at| self.callers.get_mut(*at)) {
            caller.wanted = wanted;
        }
    }

    /// The units of what is wanted.
    pub(super) fn wanted(&self) -> impl Iterator<Item = usize> {
        self.callers.iter().filter(|caller| caller.wanted).map(|caller| caller.call)
    }

    fn reach(&self, mut pending: Vec<usize>, edges: &[Vec<usize>]) -> Vec<bool> {
        let mut reached = vec![false; self.uses.len()];
        while let Some(unit) = pending.pop() {
            if !std::mem::replace(&mut reached[unit], true) {
                pending.extend(edges[unit].iter().filter(|next| !reached[**next]));
            }
        }
        reached
    }

    fn add(&mut self, pointer: Option<Pointer>) -> usize {
        let unit = self.uses.len();
        self.units.extend(pointer.map(|pointer| (pointer, unit)));
        self.uses.push(Vec::new());
        self.used_by.push(Vec::new());
        unit
    }

    fn add_caller(&mut self, kind: CallerKind, pointer: Pointer, label: String) -> (usize, usize) {
        let unit = self.add(Some(pointer.clone()));
        let call = self.add(None);
        self.caller_of.insert(call, self.callers.len());
        self.callers.push(Caller { kind, pointer, label, wanted: true, call });
        (unit, call)
    }

    /// The operations of each path, and what they share.
    fn paths<'t>(
        &mut self,
        at: &Pointer,
        paths: &'t Json,
        tree: &'t Json,
        found: &mut Gathered<'t>,
    ) {
        for (path, item) in paths.as_object().unwrap_or_default() {
            let at = at.child(path);
            let shared = self.add(Some(at.clone()));
            let of_none = |key: &str| !METHODS.contains(&key) && key != ADDITIONAL;
            let members = item.as_object().unwrap_or_default().iter();
            for (key, value) in members.filter(|(key, _)| of_none(key)) {
                found.member(shared, key, value);
            }
            for operation in operations(item, tree) {
                let label = operation.label(path);
                let own = operation.at(&at);
                let (unit, call) = self.add_caller(CallerKind::Operation, own, label);
                found.edges.extend([(call, unit), (unit, shared)]);
                let value = operation.value;
                // The references of an operation elsewhere are those of what the item refers to.
                if !operation.elsewhere {
                    found.value(unit, value);
                }
                found.security(call, value.get("security").or_else(|| tree.get("security")));
            }
        }
    }

    fn webhooks<'t>(&mut self, at: &Pointer, webhooks: &'t Json, found: &mut Gathered<'t>) {
        for (name, item) in webhooks.as_object().unwrap_or_default() {
            let label = format!("webhook {name}");
            let (unit, call) = self.add_caller(CallerKind::Webhook, at.child(name), label);
            found.edges.push((call, unit));
            found.value(unit, item);
        }
    }

    /// Named members: components, definitions, and whatever else references may lead to.
    fn members<'t>(&mut self, at: &Pointer, members: &'t Json, found: &mut Gathered<'t>) {
        for (name, value) in members.as_object().unwrap_or_default() {
            if matches!(value, Json::Object(_)) {
                let unit = self.add(Some(at.child(name)));
                found.value(unit, value);
            }
        }
    }
}

#[cfg(test)]
mod tests;
