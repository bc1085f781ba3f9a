//! The operations of the surface.

use std::collections::BTreeMap;

use super::{Builder, digest, said};
use crate::model::{self, Location};
use crate::plan::{
    AnswersPlan, ArmPlan, BodyKind, BodyPlan, OperationPlan, OutputPlan, PagingPlan,
    PagingStylePlan, ParameterPlan, PlacePlan, Reader, StatusPlan, StepPlan, StreamPlan,
    StreamReader,
};
use crate::surface::{Answers, Arm, Body, Headers, Operation, Paging, Parameter, Said, Stream, Ty};

impl Builder<'_> {
    /// An operation of `group`.
    pub(super) fn operation(
        &self,
        group: &str,
        plan: &OperationPlan,
        model: &model::Operation,
    ) -> Operation {
        let parameter = |plan: &ParameterPlan, required: bool| {
            let (ty, taken) = Ty::argument(&plan.ty);
            let style = format!("{:?}", style(plan.place));
            let parameter = Parameter {
                name: plan.ident.to_string(),
                ty,
                taken,
                style,
                required,
                said: self.said_of(plan, model),
            };
            (key(plan), parameter)
        };
        let arguments = plan.arguments.iter().map(|it| parameter(it, true));
        let setters = plan.setters.iter().map(|it| parameter(it, false));
        let names = plan.arguments.iter().map(|argument| argument.ident.to_string());
        let text = said(&model.docs)
            .into_iter()
            .chain(names)
            .chain(model.parameters.iter().flat_map(|it| said(&it.docs)))
            .chain(model.body.iter().flat_map(|it| said(&it.docs)))
            .chain(model.responses.iter().flat_map(|it| said(&it.docs)));
        let security = model
            .security
            .iter()
            .map(|all| all.iter().map(|one| (one.scheme.clone(), sorted(&one.scopes))).collect());
        Operation {
            id: plan.id.clone(),
            at: model.origin.to_string(),
            group: group.to_owned(),
            method: plan.method.to_string(),
            call: plan.call.to_string(),
            server: plan.server.clone(),
            parameters: arguments.chain(setters).collect(),
            arguments: plan.arguments.iter().map(key).collect(),
            body: plan.body.as_ref().map(body),
            accept: plan.accept.split(", ").map(str::to_owned).collect(),
            security: security.collect(),
            output: output(&plan.output),
            errors: plan.error.as_ref().map(answers),
            paging: plan.paging.as_ref().map(paging),
            streamed: plan.streamed.as_ref().map(|streamed| Stream {
                item: Ty::new(&streamed.stream.item),
                reader: reader_of(&streamed.stream),
                asked: format!(
                    "accept {}{}",
                    streamed.accept,
                    streamed.flag.as_ref().map(|flag| format!(" flag {flag}")).unwrap_or_default()
                ),
            }),
            headers: plan.headers.as_ref().map(|headers| Headers {
                name: headers.ident.to_string(),
                headers: headers
                    .headers
                    .iter()
                    .map(|it| (it.wire.clone(), (it.ident.to_string(), Ty::new(&it.ty))))
                    .collect(),
            }),
            deprecated: plan.docs.deprecated,
            text: digest(text),
        }
    }

    fn said_of(&self, plan: &ParameterPlan, model: &model::Operation) -> Said {
        let location = location(plan.place);
        let found =
            model.parameters.iter().find(|it| it.name == plan.wire && it.location == location);
        let Some(parameter) = found else { return Said::default() };
        Said {
            default: parameter.docs.default.as_ref().map(ToString::to_string),
            format: parameter.docs.format.clone(),
            limits: self.limits(parameter.ty, &parameter.docs),
            deprecated: parameter.docs.deprecated,
        }
    }
}

fn sorted(scopes: &[String]) -> Vec<String> {
    let mut scopes = scopes.to_vec();
    scopes.sort();
    scopes
}

/// Place and name on the wire.
fn key(plan: &ParameterPlan) -> String {
    let place = match location(plan.place) {
        Location::Path => "path",
        Location::Query => "query",
        Location::QueryString => "querystring",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{place} {}", plan.wire)
}

fn location(place: PlacePlan) -> Location {
    match place {
        PlacePlan::Path(_) => Location::Path,
        PlacePlan::Query(_) | PlacePlan::Reserved(_) => Location::Query,
        PlacePlan::QueryString(_) => Location::QueryString,
        PlacePlan::Header(_) => Location::Header,
        PlacePlan::Cookie(_) => Location::Cookie,
    }
}

/// How it is written; whether reserved characters are left alone is part of it.
fn style(place: PlacePlan) -> (model::Style, bool) {
    match place {
        PlacePlan::Path(style)
        | PlacePlan::Query(style)
        | PlacePlan::QueryString(style)
        | PlacePlan::Header(style)
        | PlacePlan::Cookie(style) => (style, false),
        PlacePlan::Reserved(style) => (style, true),
    }
}

fn body(plan: &BodyPlan) -> Body {
    let (ty, taken) = Ty::argument(&plan.ty);
    let kind = match plan.kind {
        BodyKind::Json => "json",
        BodyKind::Form => "form",
        BodyKind::Parts => "parts",
        BodyKind::Fields => "fields",
        BodyKind::Upload => "upload",
    };
    let encodings: BTreeMap<&String, String> =
        plan.encodings.iter().map(|(name, how)| (name, format!("{how:?}"))).collect();
    let encodings = encodings.iter().map(|(name, how)| format!("; {name}: {how}"));
    Body {
        name: plan.ident.to_string(),
        ty,
        taken,
        media_type: plan.media_type.clone(),
        written: std::iter::once(kind.to_owned()).chain(encodings).collect(),
        required: plan.required,
    }
}

fn output(plan: &OutputPlan) -> Answers {
    let one = |ty: Ty, reader: String| {
        let arm = Arm { name: String::new(), ty: Some(ty), reader };
        Answers { name: None, arms: BTreeMap::from([("2XX".to_owned(), arm)]) }
    };
    match plan {
        OutputPlan::One { ty, reader } => one(Ty::output(ty), reader_word(*reader).to_owned()),
        OutputPlan::Stream(stream) => one(Ty::new(&stream.item), reader_of(stream)),
        OutputPlan::Several(plan) => answers(plan),
    }
}

fn answers(plan: &AnswersPlan) -> Answers {
    let arm = |arm: &ArmPlan| {
        let status = match arm.status {
            StatusPlan::Code(code) => code.to_string(),
            StatusPlan::Range(from, _) => format!("{}XX", from / 100),
            StatusPlan::Other => "default".to_owned(),
        };
        let ty = arm.ty.as_ref().map(Ty::output);
        let reader = reader_word(arm.reader).to_owned();
        (status, Arm { name: arm.ident.to_string(), ty, reader })
    };
    Answers { name: Some(plan.ident.to_string()), arms: plan.arms.iter().map(arm).collect() }
}

fn reader_word(reader: Reader) -> &'static str {
    match reader {
        Reader::Json => "json",
        Reader::Text => "text",
        Reader::Bytes => "bytes",
        Reader::Empty => "empty",
    }
}

fn reader_of(stream: &StreamPlan) -> String {
    let word = match stream.reader {
        StreamReader::TextEvents => "events of text",
        StreamReader::JsonEvents => "events of json",
        StreamReader::WholeEvents => "events as a whole",
        StreamReader::Lines => "lines",
    };
    stream.end.as_ref().map_or_else(|| word.to_owned(), |end| format!("{word} until {end:?}"))
}

fn paging(plan: &PagingPlan) -> Paging {
    let (style, how) = match &plan.style {
        PagingStylePlan::Page(parameter, first) => ("page", format!("{parameter} from {first}")),
        PagingStylePlan::Offset(parameter) => ("offset", parameter.clone()),
        PagingStylePlan::Cursor(parameter, from) => {
            ("cursor", format!("{parameter} {}", path(from)))
        }
        PagingStylePlan::LastItem(parameter, from) => {
            ("cursor", format!("{parameter} of item {}", path(from)))
        }
        PagingStylePlan::Link(from) => ("link", path(from)),
        PagingStylePlan::LinkHeader => ("link-header", String::new()),
    };
    let clause = |word: &str, steps: &Option<Vec<StepPlan>>| {
        steps.as_ref().map(|steps| format!(" {word} {}", path(steps))).unwrap_or_default()
    };
    let items = path(&plan.items);
    let (last, total, more) =
        (clause("last", &plan.last), clause("total", &plan.total), clause("more", &plan.more));
    Paging {
        style: style.to_owned(),
        item: Ty::new(&plan.item),
        rule: format!("{how} items {items}{last}{total}{more}"),
    }
}

/// The fields' names; whether one may be missing is the field's own matter.
fn path(steps: &[StepPlan]) -> String {
    let names: Vec<String> = steps.iter().map(|step| step.field.to_string()).collect();
    if names.is_empty() { ".".to_owned() } else { names.join(".") }
}
