//! One operation: arguments, setters, what it gives, what it documents as errors.

use super::docs::{code_text, markdown, one_line, plan_docs, prefixed};
use super::headers::plan_headers;
use super::item::is_copy;
use super::names::{RustIdent, Scope, is_trait_method, parameter_name, type_name};
use super::paging::plan_paging;
use super::pins;
use super::types::Types;
use super::{
    AnswersPlan, ArgumentType, ArmPlan, BodyKind, BodyPlan, Docs, Lints, OperationPlan, OutputPlan,
    OutputType, ParameterPlan, PlacePlan, Reader, RustType, StatusPlan, StreamPlan, StreamReader,
    StreamedPlan,
};
use crate::model::{
    Body, Content, ContentKind, Location, Operation, Parameter, Response, Scalar, Server, Shape,
    StatusSpec, Stream, StreamKind, Style, TypeId,
};

/// Methods that every call has.
const CALL_METHODS: [&str; 21] = [
    "attempt_timeout",
    "build",
    "clone",
    "decode",
    "download",
    "events",
    "extra_query",
    "header",
    "idempotent",
    "into_future",
    "items",
    "lines",
    "max_header_bytes",
    "max_response_bytes",
    "pages",
    "raw",
    "read_timeout",
    "retries",
    "send",
    "timeout",
    "with_response",
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
            arguments.push(plan_parameter(types, operation, parameter, &mut argument_names));
        } else {
            setters.push(plan_parameter(types, operation, parameter, &mut setter_names));
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
        http_method: operation.method.clone(),
        server: operation.server.as_ref().map(Server::default_url),
        path: operation.path.clone(),
        docs: Docs::default(),
        usage: Vec::new(),
        sections: Vec::new(),
        security: operation
            .security
            .iter()
            .map(|all| all.iter().map(|one| one.scheme.clone()).collect())
            .collect(),
        accept: accept(&operation.responses),
        paging: plan_paging(types, operation),
        streamed: plan_streamed(types, operation),
        headers: plan_headers(types, operation, &call, items),
        method,
        call,
        arguments,
        setters,
        body,
        output,
        error,
    };
    plan.docs = operation_docs(operation);
    plan.sections = sections(&plan);
    plan
}

fn plan_parameter(
    types: &Types<'_>,
    operation: &Operation,
    parameter: &Parameter,
    scope: &mut Scope,
) -> ParameterPlan {
    let name = pins::parameter(types.config, operation, &parameter.name)
        .unwrap_or_else(|| parameter_name(&parameter.name));
    let style = parameter.style;
    ParameterPlan {
        ident: scope.take(&[name.clone(), format!("{name}_param")]),
        wire: parameter.name.clone(),
        place: match parameter.location {
            Location::Path => PlacePlan::Path(style),
            Location::Query if parameter.reserved && style != Style::Json => {
                PlacePlan::Reserved(style)
            }
            Location::Query => PlacePlan::Query(style),
            Location::QueryString => PlacePlan::QueryString(style),
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
        ContentKind::Form(form) => (BodyKind::Form, argument_type(types, types.value(form.ty))),
        ContentKind::Multipart(Some(form)) => {
            let kind = if is_form(types, form.ty) { BodyKind::Parts } else { BodyKind::Fields };
            (kind, argument_type(types, types.value(form.ty)))
        }
        ContentKind::Multipart(None) => (BodyKind::Parts, ArgumentType::Form),
        ContentKind::Text | ContentKind::Bytes => (BodyKind::Upload, ArgumentType::Upload),
    };
    let encodings = match &body.content.kind {
        ContentKind::Form(form) | ContentKind::Multipart(Some(form)) => form.encodings.clone(),
        _ => Vec::new(),
    };
    BodyPlan {
        ident: scope.take(&["body".to_owned(), "request_body".to_owned()]),
        required: body.required,
        media_type: sent_type(&body.content.media_type),
        kind,
        ty,
        encodings,
        docs: plan_docs(&body.docs, &[]),
    }
}

/// What a body says it is. A range, such as `image/*`, is no content type: the caller knows which
/// it is, and can say so in a header.
fn sent_type(media_type: &str) -> String {
    match media_type.split_once('/') {
        None if media_type == "json" => "application/json".to_owned(),
        None => "application/octet-stream".to_owned(),
        Some(("text", subtype)) if subtype.contains('*') => "text/plain".to_owned(),
        Some((_, subtype)) if subtype.contains('*') => "application/octet-stream".to_owned(),
        _ => media_type.to_owned(),
    }
}

/// Whether a type is sent as the parts of a form and never as JSON.
fn is_form(types: &Types<'_>, ty: TypeId) -> bool {
    matches!(&types.api.get(types.plain(ty)).shape, Shape::Object(object) if object.is_form)
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
    if let Some(stream) = only_stream(&successes) {
        return OutputPlan::Stream(plan_stream(types, stream));
    }
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

/// The stream that is all that success gives.
fn only_stream<'r>(successes: &[&'r Response]) -> Option<&'r Stream> {
    let whole = successes.iter().any(|response| response.content.is_some());
    if whole { None } else { successes.iter().find_map(|response| response.stream.as_ref()) }
}

/// The stream that success gives beside something else.
fn plan_streamed(types: &Types<'_>, operation: &Operation) -> Option<StreamedPlan> {
    let successes = successes(operation);
    if only_stream(&successes).is_some() {
        return None;
    }
    let stream = successes.iter().find_map(|response| response.stream.as_ref())?;
    let body = operation.body.as_ref().and_then(|body| match body.content.kind {
        ContentKind::Json(ty) => Some(types.plain(ty)),
        _ => None,
    });
    let flag = body.is_some_and(|ty| match &types.api.get(ty).shape {
        Shape::Object(object) => object.fields.iter().any(|field| {
            let shape = &types.api.get(types.plain(field.ty)).shape;
            field.wire == "stream" && *shape == Shape::Scalar(Scalar::Boolean)
        }),
        _ => false,
    });
    Some(StreamedPlan {
        stream: plan_stream(types, stream),
        accept: stream.media_type.clone(),
        flag: flag.then(|| "stream".to_owned()),
    })
}

fn plan_stream(types: &Types<'_>, stream: &Stream) -> StreamPlan {
    let reader = match stream.kind {
        StreamKind::TextEvents => StreamReader::TextEvents,
        StreamKind::JsonEvents(_) => StreamReader::JsonEvents,
        StreamKind::WholeEvents(_) => StreamReader::WholeEvents,
        StreamKind::Lines(_) => StreamReader::Lines,
    };
    let item = stream.kind.item().map_or(RustType::String, |ty| types.value(ty));
    StreamPlan { item, reader, end: stream.end.clone() }
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
        Some(ContentKind::Json(ty)) => (Some(OutputType::Type(types.value(*ty))), Reader::Json),
        // An answer that is a form is handed over as the text that it is.
        Some(ContentKind::Text | ContentKind::Form(_)) => {
            (Some(OutputType::Type(RustType::String)), Reader::Text)
        }
        Some(ContentKind::Bytes | ContentKind::Multipart(_)) => {
            (Some(OutputType::Bytes), Reader::Bytes)
        }
    }
}

/// What the call can read, of successes first: asking for more would let the server choose what
/// nobody reads. A stream that is given on request is not asked for otherwise.
fn accept(responses: &[Response]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for success in [true, false] {
        for response in responses.iter().filter(|response| response.status.is_success() == success)
        {
            let used = response.content.as_ref().map(|content| content.media_type.as_str());
            let stream = response.stream.as_ref().map(|stream| stream.media_type.as_str());
            if let Some(media_type) = used.or(stream)
                && media_type.contains('/')
                && !all.contains(&media_type)
                && media_type.is_ascii()
                && !media_type.contains(char::is_control)
            {
                all.push(media_type);
            }
        }
    }
    if all.is_empty() { "*/*".to_owned() } else { all.join(", ") }
}

/// Summary, description, then the request.
fn operation_docs(operation: &Operation) -> Docs {
    let request = code_text(&format!("{} {}", operation.method.name(), operation.path));
    let mut facts = vec![format!("{request}{}", scopes(operation))];
    facts.extend(operation.server.as_ref().map(|server| match server.default_url() {
        path if path.starts_with('/') => {
            format!("Served below {} on the client's server.", code_text(&path))
        }
        url => format!("Sent to {} unless the client was given a server.", code_text(&url)),
    }));
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
        return planned;
    }
    plan_docs(&docs, &facts)
}

/// The sections with what a caller looks for: what the arguments are, and what may go wrong.
fn sections(plan: &OperationPlan) -> Vec<String> {
    let mut lines = Vec::new();
    let arguments = arguments(plan);
    if !arguments.is_empty() {
        lines.extend(["# Arguments".to_owned(), String::new()]);
        lines.extend(markdown(&arguments.join("\n")));
    }
    if let Some(error) = &plan.error {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.extend(["# Errors".to_owned(), String::new()]);
        lines.push(format!("[`{}`] holds the documented ones.", error.ident));
    }
    lines
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
            ArgumentType::Str | ArgumentType::Upload | ArgumentType::Form => None,
        }
    }
}

impl OperationPlan {
    /// The enums of answers that belong to the operation.
    pub(super) fn answers(&self) -> impl Iterator<Item = &AnswersPlan> {
        let output = match &self.output {
            OutputPlan::One { .. } | OutputPlan::Stream(_) => None,
            OutputPlan::Several(answers) => Some(answers),
        };
        output.into_iter().chain(&self.error)
    }

    /// The enums of answers, to be changed.
    pub(super) fn answers_mut(&mut self) -> impl Iterator<Item = &mut AnswersPlan> {
        let output = match &mut self.output {
            OutputPlan::One { .. } | OutputPlan::Stream(_) => None,
            OutputPlan::Several(answers) => Some(answers),
        };
        output.into_iter().chain(&mut self.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_setter_is_called_as_an_option_of_all_calls() {
        let sources = [
            include_str!("../../runtime/src/runtime/http/answer/operation.rs"),
            include_str!("../../runtime/src/runtime/http/page/paged.rs"),
        ];
        let lines = sources.iter().flat_map(|source| source.lines());
        let methods = lines.filter_map(|line| line.trim_start().strip_prefix("pub fn "));
        let names: Vec<&str> = methods.filter_map(|rest| rest.split(['(', '<']).next()).collect();
        assert!(names.len() > 10, "{names:?}");
        let free: Vec<&&str> = names.iter().filter(|name| !CALL_METHODS.contains(name)).collect();
        assert!(free.is_empty(), "{free:?}");
    }
}
