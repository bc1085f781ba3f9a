//! A compact text of a [`Document`]: one line per operation, one per schema, in document order.
//!
//! For people who look at what was read, and for snapshots. It shows which keywords a schema has and
//! what shapes it; it does not print documentation, examples and extensions themselves.

use std::fmt::{self, Write};

use openapiv3::{Operation, Parameter, PathItem, ReferenceOr};

use super::{Bound, Document, RawSchema, SchemaId, SchemaTable};

impl Document {
    /// The document as compact text, for inspection and snapshots.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = write_document(&mut text, self);
        text
    }
}

fn write_document(out: &mut String, document: &Document) -> fmt::Result {
    for (path, item) in &document.skeleton.paths.paths {
        write_path_item(out, "", path, item)?;
    }
    for (name, item) in &document.webhooks {
        write_path_item(out, "webhook ", name, item)?;
    }
    for (_, schema) in document.schemas.iter() {
        write_schema(out, &document.schemas, schema)?;
    }
    Ok(())
}

fn write_path_item(
    out: &mut String,
    prefix: &str,
    name: &str,
    item: &ReferenceOr<PathItem>,
) -> fmt::Result {
    match item {
        ReferenceOr::Reference { reference } => writeln!(out, "{prefix}{name} → {reference}"),
        ReferenceOr::Item(item) => {
            for (method, operation) in item.iter() {
                write!(out, "{prefix}{} {name}", method.to_uppercase())?;
                write_operation(out, &item.parameters, operation)?;
            }
            Ok(())
        }
    }
}

fn write_operation(
    out: &mut String,
    shared: &[ReferenceOr<Parameter>],
    operation: &Operation,
) -> fmt::Result {
    if let Some(id) = &operation.operation_id {
        write!(out, "  {id}")?;
    }
    let parameters = shared.iter().chain(&operation.parameters);
    write_list(out, "params", parameters.map(parameter))?;
    match &operation.request_body {
        None => {}
        Some(ReferenceOr::Reference { reference }) => write!(out, "  body({reference})")?,
        Some(ReferenceOr::Item(body)) => {
            let mark = if body.required { "!" } else { "" };
            let types: Vec<&str> = body.content.keys().map(String::as_str).collect();
            write!(out, "  body{mark}({})", types.join(" "))?;
        }
    }
    let responses = &operation.responses;
    let codes = responses.responses.iter().map(|(code, response)| (code.to_string(), response));
    let default = responses.default.iter().map(|response| ("default".to_owned(), response));
    let shown = codes.chain(default).map(|(code, response)| match response {
        ReferenceOr::Reference { reference } => format!("{code}→{reference}"),
        ReferenceOr::Item(response) => {
            let types: Vec<&str> = response.content.keys().map(String::as_str).collect();
            if types.is_empty() { code } else { format!("{code}:{}", types.join("|")) }
        }
    });
    write_list(out, "responses", shown)?;
    if operation.deprecated {
        out.push_str("  deprecated");
    }
    writeln!(out)
}

/// `query limit`, with `!` when required.
fn parameter(parameter: &ReferenceOr<Parameter>) -> String {
    match parameter {
        ReferenceOr::Reference { reference } => format!("→{reference}"),
        ReferenceOr::Item(item) => {
            let place = match item {
                Parameter::Query { .. } => "query",
                Parameter::Header { .. } => "header",
                Parameter::Path { .. } => "path",
                Parameter::Cookie { .. } => "cookie",
            };
            let data = item.parameter_data_ref();
            format!("{place} {}{}", data.name, if data.required { "!" } else { "" })
        }
    }
}

fn write_schema(out: &mut String, table: &SchemaTable, schema: &RawSchema) -> fmt::Result {
    write!(out, "{}", schema.pointer)?;
    if let Some(boolean) = schema.boolean {
        write!(out, "  {boolean}")?;
    }
    if let Some(reference) = &schema.reference {
        write!(out, "  $ref({reference})")?;
    }
    let types: Vec<&str> = schema.types.iter().map(super::JsonType::name).collect();
    if !types.is_empty() {
        write!(out, "  {}", types.join("|"))?;
    }
    write_some(out, "format", schema.format.as_ref())?;
    write_some(out, "const", schema.constant.as_ref())?;
    if let Some(values) = &schema.enumeration {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        write!(out, "  enum({})", values.join(" "))?;
    }
    let required = |name: &String| if schema.required.contains(name) { "!" } else { "" };
    let names = schema.properties.iter().map(|(name, _)| format!("{name}{}", required(name)));
    write_list(out, "properties", names)?;
    let declared = |name: &&String| schema.properties.iter().any(|(own, _)| own == *name);
    write_list(out, "required", schema.required.iter().filter(|name| !declared(name)))?;
    write_subschema(out, table, "additionalProperties", schema.additional_properties)?;
    let patterns = schema.pattern_properties.iter().map(|(pattern, _)| pattern);
    write_list(out, "patternProperties", patterns)?;
    write_subschema(out, table, "propertyNames", schema.property_names)?;
    write_subschema(out, table, "items", schema.items)?;
    write_subschema(out, table, "not", schema.not)?;
    let lists = [
        ("prefixItems", &schema.prefix_items),
        ("allOf", &schema.all_of),
        ("anyOf", &schema.any_of),
        ("oneOf", &schema.one_of),
    ];
    for (name, list) in lists {
        if !list.is_empty() {
            write!(out, "  {name}({})", list.len())?;
        }
    }
    if let Some(discriminator) = &schema.discriminator {
        write!(out, "  discriminator({}", discriminator.property)?;
        for (tag, target) in &discriminator.mapping {
            write!(out, " {tag}→{target}")?;
        }
        out.push(')');
    }
    write_constraints(out, schema)?;
    write_some(out, "contentMediaType", schema.content.0.as_ref())?;
    write_some(out, "contentEncoding", schema.content.1.as_ref())?;
    write_some(out, "default", schema.default.as_ref())?;
    write_some(out, "title", schema.title.as_ref())?;
    let flags = [
        ("description", schema.description.is_some()),
        ("examples", !schema.examples.is_empty()),
        ("deprecated", schema.deprecated),
        ("readOnly", schema.read_only),
        ("writeOnly", schema.write_only),
    ];
    for (name, _) in flags.iter().filter(|(_, set)| *set) {
        write!(out, "  {name}")?;
    }
    for (name, _) in &schema.extensions {
        write!(out, "  {name}")?;
    }
    writeln!(out)
}

fn write_constraints(out: &mut String, schema: &RawSchema) -> fmt::Result {
    let constraints = &schema.constraints;
    let bound = |bound: &Bound, sign: &str| {
        let equal = if bound.exclusive { "" } else { "=" };
        format!("{sign}{equal}{}", bound.value)
    };
    let minimum = constraints.minimum.as_ref().map(|minimum| bound(minimum, ">"));
    let maximum = constraints.maximum.as_ref().map(|maximum| bound(maximum, "<"));
    for text in minimum.iter().chain(&maximum) {
        write!(out, "  {text}")?;
    }
    write_some(out, "multipleOf", constraints.multiple_of.as_ref())?;
    let counts = [
        ("length", constraints.length),
        ("items", constraints.items),
        ("properties", constraints.properties),
    ];
    for (name, (least, most)) in counts {
        let show = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        if least.is_some() || most.is_some() {
            write!(out, "  {name}({}..{})", show(least), show(most))?;
        }
    }
    write_some(out, "pattern", constraints.pattern.as_ref())?;
    if constraints.unique_items {
        out.push_str("  uniqueItems");
    }
    Ok(())
}

fn write_some(out: &mut String, name: &str, value: Option<&impl fmt::Display>) -> fmt::Result {
    value.map_or(Ok(()), |value| write!(out, "  {name}({value})"))
}

/// A subschema that is a boolean shows its value; others have a line of their own.
fn write_subschema(
    out: &mut String,
    table: &SchemaTable,
    name: &str,
    id: Option<SchemaId>,
) -> fmt::Result {
    match id.map(|id| table.get(id).boolean) {
        None => Ok(()),
        Some(None) => write!(out, "  {name}"),
        Some(Some(boolean)) => write!(out, "  {name}({boolean})"),
    }
}

fn write_list(
    out: &mut String,
    name: &str,
    items: impl Iterator<Item = impl fmt::Display>,
) -> fmt::Result {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    if items.is_empty() {
        return Ok(());
    }
    write!(out, "  {name}({})", items.join(" "))
}
