//! By a field beside the union, which the settings name.

use super::super::Lowering;
use crate::diagnostic::{At, Code, Diagnostic, Input};
use crate::json::Json;
use crate::model::{Dispatch, Shape, TypeDef, Union};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The settings say which sibling value means which component.
    pub(super) fn decide_by_sibling(&mut self, union: &mut Union, at: &Pointer) {
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

    /// Complains about selectors that select nothing: a misspelt one would have no effect.
    pub(in crate::model::lower) fn check_selectors(&mut self) {
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
    pub(in crate::model::lower) fn complain(&mut self, at: Pointer, message: String) {
        let finding = Diagnostic::error(Code::InvalidConfig, At::Pointer(at), message);
        self.diagnostics.push(finding.about(Input::Config));
    }

    /// An error in the settings: they are about something that is not there.
    pub(in crate::model::lower) fn unused(&mut self, at: Pointer, message: String) {
        let finding = Diagnostic::error(Code::UnusedSetting, At::Pointer(at), message);
        self.diagnostics.push(finding.about(Input::Config));
    }
}
