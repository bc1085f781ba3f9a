//! The code of the guide: a few lines for each part, in the body of a hidden function.
//!
//! Its only words from the document are names that the plan made. Which parts there are is decided
//! in `guide`.

use super::{Guide, Reached, texts};
use crate::plan::docs::cell_code;
use crate::plan::names::RustIdent;
use crate::plan::usage::path;
use crate::plan::{ArgumentType, ExamplePlan, SchemePlan};

impl Guide<'_> {
    pub(super) fn first_call(&mut self, example: &ExamplePlan) {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let call = self.call(example);
        let mut imports = vec![client.ident.as_str()];
        let union = example.union.as_ref().filter(|_| !example.paged);
        imports.extend(union.map(|union| union.ident.as_str()));
        imports.sort_unstable();
        let mut body = vec![match imports.as_slice() {
            [only] => format!("use {lib}::{only};"),
            _ => format!("use {lib}::{{{}}};", imports.join(", ")),
        }];
        body.push(String::new());
        body.push(format!("let {} = {}::from_env()?;", client.variable.source(), client.ident));
        if example.paged {
            body.extend(items(&call));
        } else if let Some(union) = union {
            body.push(format!("match {call}.await? {{"));
            body.extend(union.variants.iter().map(|(variant, _)| {
                format!("    {}::{variant}(value) => println!(\"{{value:?}}\"),", union.ident)
            }));
            body.push(
                "    other => println!(\"not known to this version: {other:?}\"),".to_owned(),
            );
            body.push("}".to_owned());
        } else {
            body.push(format!("println!(\"{{:?}}\", {call}.await?);"));
        }
        let signature = self.signature(example, false);
        self.code(&["reqwest", &example.feature], &signature, &body);
        self.lines.remove(0);
        self.lines.push(String::new());
    }

    pub(super) fn credentials(&mut self, scheme: &SchemePlan) {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let Some(provider) = &scheme.provider else { return };
        let variable = client.variable.source();
        let builder = format!("let {variable} = {lib}::{}::builder()", client.ident);
        let body = [
            "use std::time::Duration;".to_owned(),
            format!("use {lib}::runtime::{{CredentialError, Token}};"),
            String::new(),
            "async fn token() -> Result<Token, CredentialError> {".to_owned(),
            "    let file = std::fs::read_to_string(\"/run/secrets/token\");".to_owned(),
            "    let token = file.map_err(CredentialError::from_source)?;".to_owned(),
            "    Ok(Token::new(token.trim()).expires_in(Duration::from_secs(600)))".to_owned(),
            "}".to_owned(),
            format!("{builder}.{}(token).build()?;", provider.source()),
        ];
        self.code(&[], "fn example()", &body);
        let flow = client.schemes.iter().find_map(|scheme| scheme.client_credentials.as_ref());
        if let Some(flow) = flow {
            self.text(texts::CLIENT_CREDENTIALS);
            let method = flow.ident.source();
            let body = [
                builder,
                format!("    .{method}(\"the client's ID\", \"its secret\", &[/* scopes */])"),
                "    .build()?;".to_owned(),
            ];
            self.code(&["oauth2"], "fn example()", &body);
        }
    }

    pub(super) fn errors(&mut self, example: &ExamplePlan) {
        let body = [
            format!("if let Err(error) = {}.await {{", self.call(example)),
            "    if let Some(body) = error.documented() {".to_owned(),
            "        println!(\"as documented: {body:?}\");".to_owned(),
            "    }".to_owned(),
            "    eprintln!(\"{error}: status {:?}, {} attempts\", error.status(), error.attempts());".to_owned(),
            "}".to_owned(),
        ];
        let signature = self.signature(example, true);
        self.code(&[&example.feature], &signature, &body);
    }

    pub(super) fn retries(&mut self, example: &ExamplePlan) {
        let body = [
            "use std::time::Duration;".to_owned(),
            String::new(),
            format!("let call = {};", self.call(example)),
            "call.retries(5).timeout(Duration::from_secs(20)).await?;".to_owned(),
        ];
        let signature = self.signature(example, true);
        if example.paged {
            return;
        }
        self.code(&[&example.feature], &signature, &body);
    }

    pub(super) fn rate_limits(&mut self) {
        let known = self.plan.client.rate_limits.iter().map(|limit| {
            let place = match limit.url.as_str() {
                "" => "any other".to_owned(),
                url => cell_code(url),
            };
            format!("| {place} | {} in {} s |", limit.requests, limit.seconds)
        });
        let rows = ["", "| server | requests |", "|---|---|"].map(str::to_owned);
        self.lines.extend(rows.into_iter().chain(known));
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let (variable, ident) = (client.variable.source(), &client.ident);
        let body = [format!("let {variable} = {lib}::{ident}::builder().limit_rate().build()?;")];
        self.code(&[], "fn example()", &body);
    }

    pub(super) fn pages(&mut self, example: &ExamplePlan) {
        let body = items(&self.call(example));
        let signature = self.signature(example, true);
        self.code(&[&example.feature], &signature, &body);
    }

    /// What is read or sent in pieces, as far as the document has it.
    pub(super) fn download(&mut self, (call, feature, operation): &Reached<'_>) {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let signature =
            format!("async fn example({}: {lib}::{})", client.variable.source(), client.ident);
        let body = [
            format!("let mut chunks = {call}.{}().download().await?;", operation.method.source()),
            "while let Some(chunk) = chunks.next().await {".to_owned(),
            "    println!(\"{} bytes\", chunk?.len());".to_owned(),
            "}".to_owned(),
        ];
        self.code(&[feature], &signature, &body);
    }

    pub(super) fn updates(&mut self, update: &RustIdent, state: &RustIdent) {
        let lib = &self.plan.package.lib;
        let signature = format!("fn example(old: &{lib}::{state}, new: &{lib}::{state})");
        let body = [
            format!("let body = {lib}::{update}::diff(old, new);"),
            "println!(\"{body:?}\");".to_owned(),
        ];
        self.code(&["all"], &signature, &body);
    }

    pub(super) fn webhooks(&mut self) {
        let lib = &self.plan.package.lib;
        let of_runtime = |name: &str| format!("{lib}::runtime::{name}");
        let signature = format!(
            "fn example(headers: {}, body: {})",
            of_runtime("HeaderMap"),
            of_runtime("Bytes")
        );
        let body = [
            format!("let verifier = {lib}::webhooks::verifier(\"the secret\");"),
            "match verifier.verify(&headers, &body) {".to_owned(),
            "    Ok(event) => println!(\"{event:?}\"),".to_owned(),
            "    Err(error) => eprintln!(\"not to be trusted: {error}\"),".to_owned(),
            "}".to_owned(),
        ];
        self.code(&["webhooks"], &signature, &body);
    }

    pub(super) fn blocking(&mut self, example: &ExamplePlan) {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let variable = client.variable.source();
        let call = self.call(example);
        let mut body =
            vec![format!("let {variable} = {lib}::blocking::{}::from_env()?;", client.ident)];
        if example.paged {
            body.push(format!("for item in {call}.items() {{"));
            body.push("    println!(\"{:?}\", item?);".to_owned());
            body.push("}".to_owned());
        } else {
            body.push(format!("println!(\"{{:?}}\", {call}.send()?);"));
        }
        let signature = self.signature(example, false).replacen("async fn", "fn", 1);
        self.code(&["blocking", &example.feature], &signature, &body);
    }

    pub(super) fn testing(&mut self, example: &ExamplePlan) {
        if example.paged {
            return;
        }
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let body = [
            format!("use {lib}::runtime::test_util::{{Answer, FakeServer}};"),
            String::new(),
            "let server = FakeServer::new().answer(Answer::status(503)).answer(Answer::status(404));".to_owned(),
            format!(
                "let {} = {lib}::{}::builder().transport(server.clone()).build()?;",
                client.variable.source(),
                client.ident
            ),
            format!("let answer = {}.await;", self.call(example)),
            "assert!(answer.is_err());".to_owned(),
            "assert_eq!(server.requests().len(), 2, \"tried again\");".to_owned(),
        ];
        let signature = self.signature(example, false);
        self.code(&["test-util", &example.feature], &signature, &body);
    }

    /// `async fn example(client, …)` for the arguments of a call.
    fn signature(&self, example: &ExamplePlan, with_client: bool) -> String {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let own =
            with_client.then(|| format!("{}: {lib}::{}", client.variable.source(), client.ident));
        let typed = example.arguments.iter().filter_map(|(name, ty)| match ty {
            ArgumentType::Value(ty) => Some(format!("{}: {}", name.source(), path(lib, ty))),
            _ => None,
        });
        let parameters: Vec<String> = own.into_iter().chain(typed).collect();
        format!("async fn example({})", parameters.join(", "))
    }

    /// The call without sending it.
    fn call(&self, example: &ExamplePlan) -> String {
        let groups: String =
            example.path.iter().map(|part| format!(".{}()", part.source())).collect();
        let lib = &self.plan.package.lib;
        let arguments: Vec<String> = example
            .arguments
            .iter()
            .map(|(name, ty)| match (&example.body, ty) {
                (Some(body), _) if body.argument == *name => {
                    format!("&{lib}::{}::new().{}(\"{name}\")", body.ident, body.setter.source())
                }
                (_, ArgumentType::Str) => format!("\"{name}\""),
                _ => name.source(),
            })
            .collect();
        let variable = self.plan.client.variable.source();
        format!("{variable}{groups}.{}({})", example.method.source(), arguments.join(", "))
    }
}

/// A loop over the items of a call.
fn items(call: &str) -> Vec<String> {
    vec![
        format!("let mut items = {call}.items();"),
        "while let Some(item) = items.next().await {".to_owned(),
        "    println!(\"{:?}\", item?);".to_owned(),
        "}".to_owned(),
    ]
}
