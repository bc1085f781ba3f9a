//! One operation: arguments, setters, what it gives, what it documents as errors.

use super::docs::{code_text, markdown, one_line, plan_docs, prefixed};
use super::item::is_copy;
use super::names::{RustIdent, Scope, is_trait_method, type_name, value_name};
use super::paging::plan_paging;
use super::types::Types;
use super::{
    AnswersPlan, ArgumentType, ArmPlan, BodyKind, BodyPlan, Docs, Lints, OperationPlan, OutputPlan,
    OutputType, ParameterPlan, PlacePlan, Reader, RustType, StatusPlan,
};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Body, Content, ContentKind, Location, Operation, Parameter, Response, StatusSpec, Style,
    TypeId,
};

/// Methods that every call has.
const CALL_METHODS: [&str; 11] = [
    "build",
    "clone",
    "extra_query",
    "header",
    "into_future",
    "items",
    "max_response_bytes",
    "pages",
    "timeout",
    "with_response",
    "send",
];

/// Plans `operation` as `method`; its items get names from the file's scope.
pub(super) fn plan_operation(
    types: &Types<'_>,
    operation: &Operation,
    method: RustIdent,
    items: &mut Scope,
) -> OperationPlan {
    let camel = type_name(method.as_str());
    let call = items.take(&[camel.clone(), format!("{camel}Call")]);
    let mut argument_names = Scope::with(&["self"]);
    let mut setter_names = Scope::with(&CALL_METHODS);
    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    for parameter in &operation.parameters {
        if parameter.required {
            arguments.push(plan_parameter(types, parameter, &mut argument_names));
        } else {
            setters.push(plan_parameter(types, parameter, &mut setter_names));
        }
    }
    let body = operation.body.as_ref().map(|body| {
        let scope = if body.required { &mut argument_names } else { &mut setter_names };
        plan_body(types, body, scope)
    });
    let output = plan_output(types, operation, &call, items);
    let error = plan_error(types, operation, &call, items);
    let given = arguments.len() + body.iter().filter(|body| body.required).count();
    let shadows = |setter: &ParameterPlan| is_trait_method(setter.ident.as_str());
    let mut plan = OperationPlan {
        lints: Lints {
            // Clippy counts `self` too and allows seven.
            many_arguments: given > 6,
            trait_names: is_trait_method(method.as_str()) || setters.iter().any(shadows),
        },
        id: operation
            .id
            .clone()
            .unwrap_or_else(|| format!("{} {}", operation.method.name(), operation.path)),
        http_method: operation.method,
        path: operation.path.clone(),
        docs: Docs::default(),
        security: operation
            .security
            .iter()
            .map(|all| all.iter().map(|one| one.scheme.clone()).collect())
            .collect(),
        accept: accept(&operation.responses),
        paging: plan_paging(types, operation),
        method,
        call,
        arguments,
        setters,
        body,
        output,
        error,
    };
    plan.docs = operation_docs(operation, &plan);
    plan
}

/// Reports the parameters whose value the document has as JSON and the call does not send as such.
pub(super) fn check_parameters(api: &Api, diagnostics: &mut Diagnostics) {
    for operation in &api.operations {
        let json = operation.parameters.iter().filter(|parameter| {
            parameter.style == Style::Json && parameter.location != Location::Query
        });
        for parameter in json {
            let message = format!(
                "`{}` is documented as JSON; outside of a query it is sent in the usual style",
                parameter.name
            );
            let at = At::Pointer(operation.origin.clone());
            diagnostics.push(Diagnostic::warning(Code::UnsupportedMediaType, at, message));
        }
    }
}

fn plan_parameter(types: &Types<'_>, parameter: &Parameter, scope: &mut Scope) -> ParameterPlan {
    let name = value_name(&parameter.name);
    let style = parameter.style;
    ParameterPlan {
        ident: scope.take(&[name.clone(), format!("{name}_param")]),
        wire: parameter.name.clone(),
        place: match parameter.location {
            Location::Path => PlacePlan::Path(style),
            Location::Query => PlacePlan::Query(style),
            Location::Header => PlacePlan::Header(style),
            Location::Cookie => PlacePlan::Cookie(style),
        },
        ty: argument_type(types, types.of(parameter.ty).0),
        docs: plan_docs(&parameter.docs, &[]),
    }
}

fn plan_body(types: &Types<'_>, body: &Body, scope: &mut Scope) -> BodyPlan {
    let (kind, ty) = match &body.content.kind {
        ContentKind::Json(ty) => (BodyKind::Json, argument_type(types, types.value(*ty))),
        ContentKind::Form(ty) => (BodyKind::Form, argument_type(types, types.value(*ty))),
        ContentKind::Text => (BodyKind::Text, ArgumentType::Str),
        ContentKind::Bytes => (BodyKind::Bytes, ArgumentType::Bytes),
    };
    BodyPlan {
        ident: scope.take(&["body".to_owned(), "request_body".to_owned()]),
        required: body.required,
        media_type: body.content.media_type.clone(),
        kind,
        ty,
        docs: plan_docs(&body.docs, &[]),
    }
}

/// How an argument of type `ty` is best taken.
fn argument_type(types: &Types<'_>, ty: RustType) -> ArgumentType {
    match types.unaliased(&ty) {
        RustType::String => ArgumentType::Str,
        RustType::Vec(item) => ArgumentType::Slice(*item),
        RustType::OneOrMany(_) => ArgumentType::Into(ty),
        plain if is_copy(&plain) => ArgumentType::Value(ty),
        _ => ArgumentType::Reference(ty),
    }
}

/// What success gives. With nothing documented but `default`, that is it.
fn plan_output(
    types: &Types<'_>,
    operation: &Operation,
    call: &RustIdent,
    items: &mut Scope,
) -> OutputPlan {
    let successes = successes(operation);
    let read: Vec<(Option<OutputType>, Reader)> =
        successes.iter().map(|response| plan_content(types, response.content.as_ref())).collect();
    let unit = || OutputType::Type(RustType::Unit);
    match read.as_slice() {
        [] => OutputPlan::One { ty: unit(), reader: Reader::Empty },
        [(ty, reader), rest @ ..] if rest.iter().all(|other| other == &(ty.clone(), *reader)) => {
            OutputPlan::One { ty: ty.clone().unwrap_or_else(unit), reader: *reader }
        }
        _ => {
            let ident = items.take(&[format!("{call}Output"), format!("{call}Outcome")]);
            OutputPlan::Several(AnswersPlan { ident, arms: arms(types, &successes), uneven: false })
        }
    }
}

/// The type of the JSON that every success has; none when they differ, or have no JSON.
pub(super) fn success_type(types: &Types<'_>, operation: &Operation) -> Option<TypeId> {
    let mut all = successes(operation).into_iter().map(|response| match &response.content {
        Some(Content { kind: ContentKind::Json(ty), .. }) => Some(*ty),
        _ => None,
    });
    let first = all.next()??;
    let same = |ty: Option<TypeId>| ty.is_some_and(|ty| types.value(ty) == types.value(first));
    all.all(same).then_some(first)
}

/// The documented successes.
fn successes(operation: &Operation) -> Vec<&Response> {
    let responses = || operation.responses.iter();
    let successes: Vec<&Response> =
        responses().filter(|response| response.status.is_success()).collect();
    if successes.is_empty() {
        return responses().filter(|response| response.status == StatusSpec::Default).collect();
    }
    successes
}

fn plan_error(
    types: &Types<'_>,
    operation: &Operation,
    call: &RustIdent,
    items: &mut Scope,
) -> Option<AnswersPlan> {
    let no_success = !operation.responses.iter().any(|response| response.status.is_success());
    let failures: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| {
            let as_success = no_success && response.status == StatusSpec::Default;
            !response.status.is_success() && !as_success
        })
        .collect();
    if failures.is_empty() {
        return None;
    }
    let ident = items.take(&[format!("{call}Error"), format!("{call}ErrorKind")]);
    Some(AnswersPlan { ident, arms: arms(types, &failures), uneven: false })
}

fn arms(types: &Types<'_>, responses: &[&Response]) -> Vec<ArmPlan> {
    let mut variants = Scope::default();
    responses
        .iter()
        .map(|response| {
            let (ty, reader) = plan_content(types, response.content.as_ref());
            let status = match response.status {
                StatusSpec::Code(code) => StatusPlan::Code(code),
                StatusSpec::Range(digit) => {
                    StatusPlan::Range(u16::from(digit) * 100, u16::from(digit) * 100 + 99)
                }
                StatusSpec::Default => StatusPlan::Other,
            };
            let docs = plan_docs(&response.docs, &[]);
            ArmPlan {
                status,
                ident: variants.take(&[status_name(response.status)]),
                ty,
                reader,
                docs: prefixed(&response.status.to_string(), docs),
            }
        })
        .collect()
}

fn plan_content(types: &Types<'_>, content: Option<&Content>) -> (Option<OutputType>, Reader) {
    match content.map(|content| &content.kind) {
        None => (None, Reader::Empty),
        Some(ContentKind::Json(ty) | ContentKind::Form(ty)) => {
            (Some(OutputType::Type(types.value(*ty))), Reader::Json)
        }
        Some(ContentKind::Text) => (Some(OutputType::Type(RustType::String)), Reader::Text),
        Some(ContentKind::Bytes) => (Some(OutputType::Bytes), Reader::Bytes),
    }
}

/// Every documented media type, those of successes first.
fn accept(responses: &[Response]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for success in [true, false] {
        for response in responses.iter().filter(|response| response.status.is_success() == success)
        {
            let used = response.content.as_ref().map(|content| content.media_type.as_str());
            for media_type in
                used.into_iter().chain(response.media_types.iter().map(String::as_str))
            {
                if !all.contains(&media_type)
                    && media_type.is_ascii()
                    && !media_type.contains(char::is_control)
                {
                    all.push(media_type);
                }
            }
        }
    }
    if all.is_empty() { "*/*".to_owned() } else { all.join(", ") }
}

/// Summary, description, then the facts that a caller looks for.
fn operation_docs(operation: &Operation, plan: &OperationPlan) -> Docs {
    let mut facts = vec![format!(
        "{}{}",
        code_text(&format!("{} {}", operation.method.name(), operation.path)),
        scopes(operation)
    )];
    let arguments = arguments(plan);
    if !arguments.is_empty() {
        facts.push("# Arguments".to_owned());
        facts.push(markdown(&arguments.join("\n")).join("\n"));
    }
    if let Some(error) = &plan.error {
        facts.push("# Errors".to_owned());
        facts.push(format!("[`{}`] holds the documented ones.", error.ident));
    }
    let mut docs = operation.docs.clone();
    if let Some(summary) = &operation.docs.summary {
        let summary = one_line(summary);
        let full = if summary.ends_with(['.', '!', '?']) || summary.is_empty() {
            summary
        } else {
            format!("{summary}.")
        };
        let body = docs.description.take().filter(|text| !same_sentence(text, &full));
        let mut planned = plan_docs(&crate::model::Docs { description: body, ..docs }, &facts);
        if !full.is_empty() {
            let gap = (!planned.lines.is_empty()).then(String::new);
            planned.lines.splice(0..0, std::iter::once(full).chain(gap));
        }
        return split_lines(planned);
    }
    split_lines(plan_docs(&docs, &facts))
}

/// What the document says of each argument, as list items.
fn arguments(plan: &OperationPlan) -> Vec<String> {
    let parameters = plan.arguments.iter().map(|argument| (&argument.ident, &argument.docs));
    let body = plan.body.iter().filter(|body| body.required).map(|body| (&body.ident, &body.docs));
    let mut items = Vec::new();
    for (ident, docs) in parameters.chain(body) {
        let words: Vec<&str> =
            docs.lines.iter().map(String::as_str).take_while(|line| !line.is_empty()).collect();
        let mut text = words.join(" ");
        if docs.deprecated {
            text.push_str(" Deprecated.");
        }
        if !text.is_empty() {
            items.push(format!("- `{ident}`: {}", text.trim_start()));
        }
    }
    items
}

fn split_lines(docs: Docs) -> Docs {
    let lines = docs.lines.iter().flat_map(|line| line.split('\n').map(str::to_owned)).collect();
    Docs { lines, ..docs }
}

fn same_sentence(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(a) == letters(b)
}

/// The scopes that would do, when every alternative asks for the same.
fn scopes(operation: &Operation) -> String {
    let mut lists = operation.security.iter().flatten().map(|needed| &needed.scopes);
    let Some(first) = lists.next().filter(|scopes| !scopes.is_empty()) else {
        return String::new();
    };
    if !lists.all(|scopes| scopes == first) {
        return String::new();
    }
    let list: Vec<String> = first.iter().map(|scope| code_text(scope)).collect();
    let word = if list.len() == 1 { "scope" } else { "any scope of" };
    format!(" · {word} {}", list.join(", "))
}

/// The variant for a status: its name in RFC 9110 §15 and the registry beside it.
fn status_name(status: StatusSpec) -> String {
    let name = match status {
        StatusSpec::Code(code) => match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritative",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "LengthRequired",
            412 => "PreconditionFailed",
            413 => "ContentTooLarge",
            414 => "UriTooLong",
            415 => "UnsupportedMediaType",
            416 => "RangeNotSatisfiable",
            418 => "ImATeapot",
            421 => "MisdirectedRequest",
            422 => "UnprocessableEntity",
            423 => "Locked",
            424 => "FailedDependency",
            425 => "TooEarly",
            426 => "UpgradeRequired",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            431 => "HeaderFieldsTooLarge",
            451 => "UnavailableForLegalReasons",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            507 => "InsufficientStorage",
            _ => return format!("Status{code}"),
        },
        StatusSpec::Range(1) => "Informational",
        StatusSpec::Range(2) => "Success",
        StatusSpec::Range(3) => "Redirection",
        StatusSpec::Range(4) => "ClientError",
        StatusSpec::Range(_) => "ServerError",
        StatusSpec::Default => "Other",
    };
    name.to_owned()
}

impl ArgumentType {
    /// The type that is named, if any.
    pub(super) fn inner(&self) -> Option<RustType> {
        match self {
            ArgumentType::Value(ty)
            | ArgumentType::Reference(ty)
            | ArgumentType::Into(ty)
            | ArgumentType::Slice(ty) => Some(ty.clone()),
            ArgumentType::Str | ArgumentType::Bytes => None,
        }
    }
}

impl OperationPlan {
    /// The enums of answers that belong to the operation.
    pub(super) fn answers(&self) -> impl Iterator<Item = &AnswersPlan> {
        let output = match &self.output {
            OutputPlan::One { .. } => None,
            OutputPlan::Several(answers) => Some(answers),
        };
        output.into_iter().chain(&self.error)
    }

    /// The enums of answers, to be changed.
    pub(super) fn answers_mut(&mut self) -> impl Iterator<Item = &mut AnswersPlan> {
        let output = match &mut self.output {
            OutputPlan::One { .. } => None,
            OutputPlan::Several(answers) => Some(answers),
        };
        output.into_iter().chain(&mut self.error)
    }
}
