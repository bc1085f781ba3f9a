//! The plan as compact text, for `inspect plan`: what is called what, and where it stands.

use std::fmt::Write as _;

use super::{CratePlan, ItemKind, ResourcePlan};

impl CratePlan {
    /// The plan as text. A block starts at the left margin.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "crate {} {} ({})",
            self.package.name, self.package.version, self.client.ident
        );
        for (method, index) in &self.client.resources {
            describe_resource(&self.resources[*index], &format!("{method}()"), &mut out);
        }
        for module in &self.modules {
            for item in &module.items {
                let _ = writeln!(
                    out,
                    "\ntype {} types/{}.rs {}",
                    item.ident, module.ident, item.origin
                );
                describe_item(&item.kind, &mut out);
            }
        }
        out
    }
}

fn describe_resource(resource: &ResourcePlan, path: &str, out: &mut String) {
    for operation in &resource.operations {
        let _ = writeln!(
            out,
            "\noperation {path}.{} {} {} ({})",
            operation.method,
            operation.http_method.name(),
            operation.path,
            operation.id
        );
        for argument in &operation.arguments {
            let _ = writeln!(
                out,
                "  argument {} \"{}\" {:?} {:?}",
                argument.ident, argument.wire, argument.place, argument.ty
            );
        }
        for setter in &operation.setters {
            let _ = writeln!(
                out,
                "  setter {} \"{}\" {:?} {:?}",
                setter.ident, setter.wire, setter.place, setter.ty
            );
        }
        if let Some(body) = &operation.body {
            let _ = writeln!(out, "  body {:?} {:?}", body.kind, body.ty);
        }
        let _ = writeln!(out, "  output {:?}", operation.output);
        if let Some(error) = &operation.error {
            for arm in &error.arms {
                let _ = writeln!(
                    out,
                    "  error {}::{} {:?} {:?}",
                    error.ident, arm.ident, arm.status, arm.ty
                );
            }
        }
    }
    for (method, child) in &resource.children {
        describe_resource(child, &format!("{path}.{method}()"), out);
    }
}

fn describe_item(kind: &ItemKind, out: &mut String) {
    match kind {
        ItemKind::Struct(plan) => {
            for field in &plan.fields {
                let _ = writeln!(
                    out,
                    "  {} \"{}\" {:?} {:?}",
                    field.ident, field.wire, field.presence, field.ty
                );
            }
            for constant in &plan.literals {
                let optional = if constant.required { "" } else { "?" };
                let _ = writeln!(
                    out,
                    "  constant \"{}\"{optional} {:?}",
                    constant.wire, constant.value
                );
            }
            if let Some((name, ty)) = &plan.rest {
                let _ = writeln!(out, "  rest {name} {ty:?}");
            }
        }
        ItemKind::Enum(plan) => {
            for variant in &plan.variants {
                let _ = writeln!(out, "  {} {:?}", variant.ident, variant.value);
            }
        }
        ItemKind::Union(plan) => {
            let _ = writeln!(out, "  {:?}", plan.dispatch);
            for variant in &plan.variants {
                let _ = writeln!(out, "  {} {:?} {:?}", variant.ident, variant.ty, variant.tags);
            }
        }
        ItemKind::Alias(ty) => {
            let _ = writeln!(out, "  = {ty:?}");
        }
    }
}
