//! Changes of operations, and of what surrounds them.

use fastrand::Rng;
use serde_json::{Value, json};

use super::{any, places};

pub(super) fn remove_operation(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = operation(document, rng)?;
    let (path, method) = at.rsplit_once('/')?;
    document.pointer_mut(path)?.as_object_mut()?.remove(method);
    Some(format!("there is no {at}"))
}

pub(super) fn rename_operation(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = operation(document, rng)?;
    let id = &mut document.pointer_mut(&at)?["operationId"];
    *id = format!("{}_renamed", id.as_str()?).into();
    Some(format!("{at} is called {id}"))
}

pub(super) fn regroup_operation(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = operation(document, rng)?;
    let id = &mut document.pointer_mut(&at)?["operationId"];
    let method = id.as_str()?.rsplit(':').next()?.to_owned();
    let group = any(&["customers", "customers:members", "accounts"], rng)?;
    let regrouped = format!("{group}:{method}");
    if *id == regrouped.as_str() {
        return None;
    }
    *id = regrouped.into();
    Some(format!("{at} is called {id}"))
}

pub(super) fn move_path(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let paths = document["paths"].as_object_mut()?;
    let names: Vec<String> = paths.keys().cloned().collect();
    let path = any(&names, rng)?;
    let item = paths.remove(&path)?;
    paths.insert(format!("/moved{path}"), item);
    Some(format!("{path} is moved"))
}

pub(super) fn deprecate_operation(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = operation(document, rng)?;
    document.pointer_mut(&at)?["deprecated"] = true.into();
    Some(format!("{at} is deprecated"))
}

pub(super) fn add_parameter(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = operation(document, rng)?;
    let place = any(&["query", "header", "cookie"], rng)?;
    let is_required = rng.u8(..3) == 0;
    let schema = any(
        &[json!({ "type": "string" }), json!({ "type": "array", "items": { "type": "integer" } })],
        rng,
    )?;
    let added =
        json!({ "name": "further", "in": place, "required": is_required, "schema": schema });
    let operation = document.pointer_mut(&at)?;
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(added.clone()),
        None => operation["parameters"] = json!([added]),
    }
    Some(format!("{at} takes {added}"))
}

pub(super) fn remove_parameter(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = parameter(document, rng)?;
    let (list, index) = at.rsplit_once('/')?;
    document.pointer_mut(list)?.as_array_mut()?.remove(index.parse().ok()?);
    Some(format!("there is no {at}"))
}

pub(super) fn rename_parameter(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = parameter(document, rng)?;
    let name = &mut document.pointer_mut(&at)?["name"];
    let old = name.as_str()?.to_owned();
    *name = if rng.bool() { old.to_uppercase() } else { format!("{old}_renamed") }.into();
    Some(format!("{at} is called {name}"))
}

pub(super) fn toggle_parameter(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = parameter(document, rng)?;
    let parameter = document.pointer_mut(&at)?;
    let is_required = parameter["required"] == true;
    parameter["required"] = (!is_required).into();
    Some(format!("{at} is {}", if is_required { "optional" } else { "required" }))
}

pub(super) fn change_parameter(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = parameter(document, rng)?;
    let schema = any(
        &[
            json!({ "type": "integer" }),
            json!({ "type": "string", "format": "uuid" }),
            json!({ "type": "array", "items": { "type": "string" } }),
            json!({ "type": "string", "enum": ["up", "down"] }),
            json!({ "type": "integer", "default": 3 }),
        ],
        rng,
    )?;
    document.pointer_mut(&at)?["schema"] = schema.clone();
    Some(format!("{at} is {schema}"))
}

pub(super) fn move_parameter(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = parameter(document, rng)?;
    let parameter = document.pointer_mut(&at)?;
    parameter["in"] = "header".into();
    parameter.as_object_mut()?.remove("style");
    Some(format!("{at} is a header"))
}

pub(super) fn remove_error(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = answer(document, rng, |status| status.starts_with('4'))?;
    let (responses, status) = at.rsplit_once('/')?;
    document.pointer_mut(responses)?.as_object_mut()?.remove(status);
    Some(format!("there is no {at}"))
}

pub(super) fn add_error(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = operation(document, rng)?;
    let status = any(&["400", "429", "4XX", "default", "503"], rng)?;
    let content = json!({ "application/json": { "schema": { "type": "object", "properties": { "text": { "type": "string" } } } } });
    let added = if rng.bool() {
        json!({ "description": "Further.", "content": content })
    } else {
        json!({ "description": "Further." })
    };
    document.pointer_mut(&at)?["responses"][status] = added;
    Some(format!("{at} has the error {status}"))
}

pub(super) fn change_answer(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = answer(document, rng, |_| true)?;
    let names: Vec<String> =
        document.pointer("/components/schemas")?.as_object()?.keys().cloned().collect();
    let name = any(&names, rng)?;
    let reference = format!("#/components/schemas/{name}");
    document.pointer_mut(&at)?["content"] =
        json!({ "application/json": { "schema": { "$ref": reference } } });
    Some(format!("{at} is {name}"))
}

pub(super) fn add_header(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = answer(document, rng, |_| true)?;
    document.pointer_mut(&at)?["headers"] =
        json!({ "X-Further": { "schema": { "type": "integer" } } });
    Some(format!("{at} has a header"))
}

pub(super) fn toggle_body(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let bodies =
        places(document, "/paths", |at, it| at.ends_with("/requestBody") && it.is_object());
    let at = any(&bodies, rng)?;
    if rng.bool() {
        let (operation, key) = at.rsplit_once('/')?;
        document.pointer_mut(operation)?.as_object_mut()?.remove(key);
        return Some(format!("there is no {at}"));
    }
    let body = document.pointer_mut(&at)?;
    let is_required = body["required"] == true;
    body["required"] = (!is_required).into();
    Some(format!("{at} is {}", if is_required { "optional" } else { "required" }))
}

pub(super) fn toggle_paging(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let paged = places(document, "/paths", |_, it| it.get("x-polar-pagination").is_some());
    let at = any(&paged, rng)?;
    document.pointer_mut(&at)?.as_object_mut()?.remove("x-polar-pagination");
    Some(format!("{at} is not paged"))
}

pub(super) fn change_servers(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let servers = document["servers"].as_array_mut()?;
    match rng.u8(..3) {
        0 => servers.reverse(),
        1 => servers.push(json!({ "url": "https://eu.polar.example", "description": "Europe" })),
        _ => servers.first_mut()?["url"] = "https://elsewhere.polar.example".into(),
    }
    Some(format!("the servers are {}", document["servers"]))
}

pub(super) fn change_security(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let schemes = document.pointer_mut("/components/securitySchemes")?.as_object_mut()?;
    match rng.u8(..3) {
        0 => {
            let key = json!({ "type": "apiKey", "in": "header", "name": "X-Key" });
            schemes.insert("further".to_owned(), key);
            let at = operation(document, rng)?;
            document.pointer_mut(&at)?["security"] = json!([{ "further": [] }]);
            Some(format!("{at} needs another key"))
        }
        1 => {
            schemes["pat"] = json!({ "type": "http", "scheme": "basic" });
            Some("the scheme `pat` is basic".to_owned())
        }
        _ => {
            let at = operation(document, rng)?;
            document.pointer_mut(&at)?["security"] = json!([]);
            Some(format!("{at} needs no key"))
        }
    }
}

pub(super) fn remove_webhook(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let webhooks = document["webhooks"].as_object_mut()?;
    let names: Vec<String> = webhooks.keys().cloned().collect();
    let name = any(&names, rng)?;
    webhooks.remove(&name);
    Some(format!("there is no webhook {name}"))
}

pub(super) fn change_title(document: &mut Value, _: &mut Rng) -> Option<String> {
    document["info"]["title"] = "Another title".into();
    Some("there is another title".to_owned())
}

fn operation(document: &Value, rng: &mut Rng) -> Option<String> {
    any(&places(document, "/paths", |_, it| it["operationId"].is_string()), rng)
}

fn parameter(document: &Value, rng: &mut Rng) -> Option<String> {
    any(&places(document, "/paths", |_, it| it["in"].is_string()), rng)
}

fn answer(document: &Value, rng: &mut Rng, fits: fn(&str) -> bool) -> Option<String> {
    let answers = places(document, "/paths", |at, it| {
        at.rsplit('/').nth(1) == Some("responses")
            && it.is_object()
            && fits(at.rsplit('/').next().unwrap_or_default())
    });
    any(&answers, rng)
}
