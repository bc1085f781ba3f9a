//! Operations: a method that makes the call, the call's setters, a table row for the runtime, and
//! the enum of documented errors.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_docs, own_docs, spread};
use super::ident::own;
use super::item::uneven_lint;
use super::ty::{emit_argument_type, emit_output_type, emit_type};
use crate::plan::{
    AnswersPlan, ArgumentType, ArmPlan, BodyKind, BodyPlan, Lints, OperationPlan, OutputPlan,
    PagingPlan, ParameterPlan, PlacePlan, Reader, StatusPlan, Style,
};

/// The method of the group.
pub(super) fn emit_operation_method(plan: &OperationPlan) -> TokenStream {
    let docs = emit_docs(&plan.docs);
    let (method, call) = (&plan.method, &plan.call);
    let body = plan.body.as_ref().filter(|body| body.required);
    let arguments = plan.arguments.iter().map(|argument| {
        let (name, ty) = (&argument.ident, emit_argument_type(&argument.ty));
        quote!(#name: #ty)
    });
    let body_argument = body.map(|body| {
        let (name, ty) = (&body.ident, emit_argument_type(&body.ty));
        quote!(#name: #ty)
    });
    let arguments = arguments.chain(body_argument);
    let steps = plan.arguments.iter().map(emit_parameter_step).chain(body.map(emit_body_step));
    let lints = emit_lints(plan.lints);
    quote! {
        #docs
        #lints
        pub fn #method(&self, #(#arguments),*) -> #call<'a, M> {
            #call { call: runtime::Call::new(self.client, #call::ROUTE) #(#steps)* }
        }
    }
}

/// Exceptions for names and numbers that are the document's.
fn emit_lints(lints: Lints) -> TokenStream {
    let reason = "as the API's document has it";
    let many = lints
        .many_arguments
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = #reason)]));
    let names = lints
        .trait_names
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = #reason)]));
    quote!(#many #names)
}

/// The call's struct and what belongs to it.
pub(super) fn emit_operation(plan: &OperationPlan) -> TokenStream {
    let call = &plan.call;
    let link = format!("The call of `{}`; awaiting it sends it.", plan.method);
    let docs = own_docs(&[&link]);
    let must_use = "a call is sent when it is awaited";
    let structure = quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = #must_use]
        pub struct #call<'a, M = runtime::Async> { call: runtime::Call<'a, M> }
    };
    let optional_body = plan.body.as_ref().filter(|body| !body.required);
    let setters = plan.setters.iter().map(emit_setter).chain(optional_body.map(emit_body_setter));
    let setters = spread(setters);
    let lints = emit_lints(Lints { many_arguments: false, ..plan.lints });
    let setters = if !setters.is_empty() {
        quote!(#lints impl<M> #call<'_, M> { #setters })
    } else {
        Default::default()
    };
    let output = match &plan.output {
        OutputPlan::Several(answers) => {
            emit_answers(&format!("What `{}` gives.", plan.method), answers)
        }
        OutputPlan::One { .. } => TokenStream::new(),
    };
    let title = format!("What `{}` documents as errors.", plan.method);
    let error = plan.error.as_ref().map(|error| emit_answers(&title, error)).unwrap_or_default();
    let paging = plan.paging.as_ref().map(|paging| emit_paging(plan, paging)).unwrap_or_default();
    spread([structure, setters, emit_row(plan), paging, output, error])
}

fn emit_setter(parameter: &ParameterPlan) -> TokenStream {
    let docs = emit_docs(&parameter.docs);
    let (name, ty, step) =
        (&parameter.ident, emit_argument_type(&parameter.ty), emit_parameter_step(parameter));
    let docs = if parameter.docs.lines.is_empty() {
        own_docs(&[&format!("Sets `{}`.", parameter.ident)])
    } else {
        docs
    };
    quote! {
        #docs
        pub fn #name(self, #name: #ty) -> Self {
            Self { call: self.call #step }
        }
    }
}

fn emit_body_setter(body: &BodyPlan) -> TokenStream {
    let docs = if body.docs.lines.is_empty() {
        own_docs(&["Sets the body."])
    } else {
        emit_docs(&body.docs)
    };
    let (name, ty, step) = (&body.ident, emit_argument_type(&body.ty), emit_body_step(body));
    quote! {
        #docs
        pub fn #name(self, #name: #ty) -> Self {
            Self { call: self.call #step }
        }
    }
}

/// `.query("name", name)` and its like.
fn emit_parameter_step(parameter: &ParameterPlan) -> TokenStream {
    let (wire, value) = (&parameter.wire, emit_reference(&parameter.ident, &parameter.ty));
    match parameter.place {
        PlacePlan::Path(style) => match path_style(style) {
            None => quote!(.path(#wire, #value)),
            Some(style) => quote!(.path_as(runtime::PathStyle::#style, #wire, #value)),
        },
        PlacePlan::Query(Style::Json) => quote!(.query_json(#wire, #value)),
        PlacePlan::Query(style) => match query_style(style) {
            None => quote!(.query(#wire, #value)),
            Some(style) => quote!(.query_as(runtime::Style::#style, #wire, #value)),
        },
        PlacePlan::Header(Style::Simple { explode: true }) => {
            quote!(.header_param_exploded(#wire, #value))
        }
        PlacePlan::Header(_) => quote!(.header_param(#wire, #value)),
        PlacePlan::Cookie(style) => match query_style(style) {
            None => quote!(.cookie_param(#wire, #value)),
            Some(style) => quote!(.cookie_param_as(runtime::Style::#style, #wire, #value)),
        },
    }
}

/// The argument as a reference.
fn emit_reference(name: &crate::plan::RustIdent, ty: &ArgumentType) -> TokenStream {
    match ty {
        ArgumentType::Value(_) => quote!(&#name),
        ArgumentType::Into(_) => quote!(&#name.into()),
        ArgumentType::Str
        | ArgumentType::Slice(_)
        | ArgumentType::Reference(_)
        | ArgumentType::Bytes => quote!(#name),
    }
}

/// `None` for the usual style of a path.
fn path_style(style: Style) -> Option<proc_macro2::Ident> {
    let name = match style {
        Style::Simple { explode: true } => "SimpleExploded",
        Style::Label { explode: false } => "Label",
        Style::Label { explode: true } => "LabelExploded",
        Style::Matrix { explode: false } => "Matrix",
        Style::Matrix { explode: true } => "MatrixExploded",
        Style::Simple { explode: false }
        | Style::Form { .. }
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Json => return None,
    };
    Some(own(name))
}

/// `None` for the usual style of a query.
fn query_style(style: Style) -> Option<proc_macro2::Ident> {
    let name = match style {
        Style::Form { explode: false } => "FormJoined",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Form { explode: true }
        | Style::Simple { .. }
        | Style::Label { .. }
        | Style::Matrix { .. }
        | Style::Json => return None,
    };
    Some(own(name))
}

fn emit_body_step(body: &BodyPlan) -> TokenStream {
    let (name, media_type) = (&body.ident, &body.media_type);
    let value = emit_reference(name, &body.ty);
    match body.kind {
        BodyKind::Json if media_type == "application/json" || media_type == "*/*" => {
            quote!(.json(#value))
        }
        BodyKind::Json => quote!(.json_as(#media_type, #value)),
        BodyKind::Form => quote!(.form(#value)),
        BodyKind::Text => quote!(.text(#media_type, #name.to_owned())),
        BodyKind::Bytes => quote!(.bytes(#media_type, #name.into())),
    }
}

/// The table row: route, security, and which status is read as what.
fn emit_row(plan: &OperationPlan) -> TokenStream {
    let (call, id, path, accept) = (&plan.call, &plan.id, &plan.path, &plan.accept);
    let method = own(plan.http_method.name());
    let security = plan.security.iter().map(|all| quote!([#(#all),*]));
    let output = match &plan.output {
        OutputPlan::One { ty, reader } => {
            let (ty, reader) = (emit_output_type(ty), own(reader_word(*reader)));
            quote!(#ty { 200..=299 => #reader })
        }
        OutputPlan::Several(AnswersPlan { ident, arms, .. }) => {
            let rows = arms.iter().map(arm_row);
            quote!(#ident { #(#rows),* })
        }
    };
    let error = match &plan.error {
        Some(error) => {
            let (ident, rows) = (&error.ident, error.arms.iter().map(arm_row));
            quote!(#ident { #(#rows),* })
        }
        None => quote!(runtime::NoErrors {}),
    };
    quote! {
        operation! {
            #call: #method #path #id security [#(#security),*] accept #accept;
            #output;
            #error;
        }
    }
}

fn arm_row(arm: &ArmPlan) -> TokenStream {
    let (pattern, name, reader) =
        (status_pattern(arm.status), &arm.ident, own(reader_word(arm.reader)));
    quote!(#pattern => #name #reader)
}

fn status_pattern(status: StatusPlan) -> TokenStream {
    let number = proc_macro2::Literal::u16_unsuffixed;
    match status {
        StatusPlan::Code(code) => {
            let code = number(code);
            quote!(#code)
        }
        StatusPlan::Range(from, to) => {
            let (from, to) = (number(from), number(to));
            quote!(#from..=#to)
        }
        StatusPlan::Other => quote!(_),
    }
}

fn reader_word(reader: Reader) -> &'static str {
    match reader {
        Reader::Json => "json",
        Reader::Text => "text",
        Reader::Bytes => "bytes",
        Reader::Empty => "empty",
    }
}

fn emit_paging(plan: &OperationPlan, paging: &PagingPlan) -> TokenStream {
    let (call, page, items, item) =
        (&plan.call, &paging.page, &paging.items, emit_type(&paging.item));
    let last = &paging.last;
    let total = paging.total.as_ref().map(|total| quote!(, total #(#total).*));
    quote!(paged! { #call: page #page, items #items: #item, last #(#last).* #total; })
}

fn emit_answers(title: &str, answers: &AnswersPlan) -> TokenStream {
    let AnswersPlan { ident, arms, uneven } = answers;
    let uneven = uneven.then(uneven_lint);
    let docs = own_docs(&[title]);
    let variants = arms.iter().map(|arm| {
        let (docs, name) = (emit_docs(&arm.docs), &arm.ident);
        let payload = arm.ty.as_ref().map(|ty| {
            let ty = emit_output_type(ty);
            quote!((#ty))
        });
        quote!(#docs #name #payload,)
    });
    quote! {
        #docs
        #uneven
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }
    }
}
