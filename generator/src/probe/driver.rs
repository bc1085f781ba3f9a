//! The test that calls every operation of a crate with given values and notes what is sent.
//!
//! `PROBE_IN` is a JSON object: for each operation (`GET /pets/{id}`) an object of values, by place and
//! name (`path:id`, `query:limit`, `header:…`, `cookie:…`) and as `body`. `PROBE_OUT` becomes a list with
//! an entry per operation: what was sent, or why the values were refused.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::plan::{
    ArgumentType, CratePlan, ItemKind, OperationPlan, ParameterPlan, PlacePlan, ResourcePlan,
    RustIdent, RustType, SchemeKind, StructPlan, type_path,
};

/// The source of the test.
pub(super) fn driver(plan: &CratePlan) -> String {
    let items = plan.modules.iter().flat_map(|module| &module.items);
    let forms = items.filter_map(|item| match &item.kind {
        ItemKind::Struct(plan) if plan.is_form => Some((&item.ident, plan)),
        _ => None,
    });
    let mut driver = Driver { plan, forms: forms.collect(), calls: Vec::new() };
    for (method, index) in &plan.client.resources {
        driver.walk(&format!("client.{}()", method.source()), &plan.resources[*index]);
    }
    let lib = plan.package.lib.source();
    let credentials: String =
        plan.client.schemes.iter().map(|scheme| credential(&scheme.ident, &scheme.kind)).collect();
    let mut source = SUPPORT
        .replace("SDK", &lib)
        .replace("CLIENT", &plan.client.ident.source())
        .replace(".CREDENTIALS", &credentials);
    source
        .push_str("\n#[test]\nfn every_operation() {\n    let mut driver = Driver::from_env();\n");
    for (index, (id, _)) in driver.calls.iter().enumerate() {
        let _ = writeln!(source, "    driver.call({id:?}, call_{index});");
    }
    source.push_str("    driver.finish();\n}\n");
    for (index, (_, body)) in driver.calls.iter().enumerate() {
        let client = plan.client.ident.source();
        let _ = write!(
            source,
            "\nfn call_{index}(client: &{lib}::{client}, of: &Given) -> Result<(), String> {{\n{body}}}\n"
        );
    }
    source
}

fn credential(ident: &RustIdent, kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Basic => format!(".{}(\"user\", \"secret\")", ident.source()),
        _ => format!(".{}(\"secret\")", ident.source()),
    }
}

struct Driver<'a> {
    plan: &'a CratePlan,
    /// The types that are sent as parts, files among them: they have no JSON.
    forms: HashMap<&'a RustIdent, &'a StructPlan>,
    /// Method and path, and the statements of the call.
    calls: Vec<(String, String)>,
}

impl Driver<'_> {
    fn walk(&mut self, from: &str, resource: &ResourcePlan) {
        for operation in &resource.operations {
            let id = format!("{} {}", operation.http_method.name(), operation.path);
            let body = self.call(from, operation);
            self.calls.push((id, body));
        }
        for (method, child) in &resource.children {
            self.walk(&format!("{from}.{}()", method.source()), child);
        }
    }

    fn call(&self, from: &str, operation: &OperationPlan) -> String {
        let mut text = String::new();
        let mut arguments = Vec::new();
        for parameter in &operation.arguments {
            arguments.push(self.given(&mut text, arguments.len(), &key(parameter), &parameter.ty));
        }
        for body in operation.body.iter().filter(|body| body.required) {
            arguments.push(self.given(&mut text, arguments.len(), "body", &body.ty));
        }
        let method = operation.method.source();
        let _ = writeln!(text, "    let mut call = {from}.{method}({});", arguments.join(", "));
        let body = operation.body.iter().filter(|body| !body.required);
        let setters = operation.setters.iter().map(|one| (&one.ident, key(one), &one.ty));
        for (ident, key, ty) in
            setters.chain(body.map(|body| (&body.ident, "body".to_owned(), &body.ty)))
        {
            let mut inner = String::new();
            let argument = self.given(&mut inner, 0, &key, ty);
            let _ = write!(
                text,
                "    if of.has({key:?}) {{\n{inner}    call = call.{}({argument});\n    }}\n",
                ident.source()
            );
        }
        text.push_str("    of.send(&mut call, |call| call.clone());\n    Ok(())\n");
        text
    }

    /// Adds the statements that make a value, and returns how it is passed.
    fn given(&self, text: &mut String, index: usize, key: &str, ty: &ArgumentType) -> String {
        let lib = &self.plan.package.lib;
        let name = format!("v{index}");
        let (made, passed) = match ty {
            ArgumentType::Reference(RustType::Item(ident)) if self.forms.contains_key(ident) => {
                (self.form(ident, key), format!("&{name}"))
            }
            ArgumentType::Value(ty) | ArgumentType::Into(ty) => {
                (format!("of.value::<{}>({key:?})?", type_path(lib, ty)), name.clone())
            }
            ArgumentType::Str => (format!("of.value::<String>({key:?})?"), format!("&{name}")),
            ArgumentType::Slice(ty) => {
                (format!("of.value::<Vec<{}>>({key:?})?", type_path(lib, ty)), format!("&{name}"))
            }
            ArgumentType::Reference(ty) => {
                (format!("of.value::<{}>({key:?})?", type_path(lib, ty)), format!("&{name}"))
            }
            ArgumentType::Upload => (format!("of.bytes({key:?})?"), name.clone()),
            ArgumentType::Form => {
                (format!("{}::runtime::Form::new()", lib.source()), format!("&{name}"))
            }
        };
        let _ = writeln!(text, "    let {name} = {made};");
        passed
    }

    /// A body of parts: what its type requires, and nothing else.
    fn form(&self, ident: &RustIdent, key: &str) -> String {
        let lib = &self.plan.package.lib;
        let Some(plan) = self.forms.get(ident) else { return String::new() };
        let required = plan.setters.iter().flat_map(|setters| &setters.required);
        let arguments =
            required.filter_map(|index| plan.fields.get(*index)).map(|field| match &field.ty {
                RustType::Part => "of.file()".to_owned(),
                RustType::Vec(inner) if **inner == RustType::Part => "vec![of.file()]".to_owned(),
                ty => format!("of.member::<{}>({key:?}, {:?})?", type_path(lib, ty), field.wire),
            });
        let arguments: Vec<String> = arguments.collect();
        format!("{}::{}::new({})", lib.source(), ident.source(), arguments.join(", "))
    }
}

fn key(parameter: &ParameterPlan) -> String {
    let place = match parameter.place {
        PlacePlan::Path(_) => "path",
        PlacePlan::Query(_) | PlacePlan::Reserved(_) => "query",
        PlacePlan::QueryString(_) => "querystring",
        PlacePlan::Header(_) => "header",
        PlacePlan::Cookie(_) => "cookie",
    };
    format!("{place}:{}", parameter.wire)
}

/// What each of the calls uses.
const SUPPORT: &str = include_str!("support.rs.txt");
