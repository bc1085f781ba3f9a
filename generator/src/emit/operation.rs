//! Operations: a method that makes the call, the call's setters, a table row for the runtime, and
//! the enum of documented errors.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_docs, emit_parts, own_docs, spread};
use super::headers::emit_headers;
use super::ident::own;
use super::item::uneven_lint;
use super::ty::{emit_argument_type, emit_output_type, emit_type};
use crate::plan::{
    AnswersPlan, ArgumentType, ArmPlan, BodyKind, BodyPlan, Encoding, Lints, Method, OperationPlan,
    OutputPlan, PagingPlan, PagingStylePlan, ParameterPlan, PathPlan, PlacePlan, Reader,
    StatusPlan, StreamPlan, StreamReader, StreamedPlan, Style,
};

/// The method of the group.
pub(super) fn emit_operation_method(plan: &OperationPlan) -> TokenStream {
    let docs = emit_parts(&plan.docs, &[&plan.usage, &plan.sections]);
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
        OutputPlan::One { .. } | OutputPlan::Stream(_) => TokenStream::new(),
    };
    let title = format!("What `{}` documents as errors.", plan.method);
    let error = plan.error.as_ref().map(|error| emit_answers(&title, error)).unwrap_or_default();
    let paging = plan.paging.as_ref().map(|paging| emit_paging(plan, paging)).unwrap_or_default();
    let streamed = plan.streamed.as_ref().map(|streamed| emit_streamed(plan, streamed));
    let streamed = streamed.unwrap_or_default();
    let headers = plan.headers.as_ref().map(|headers| emit_headers(&plan.method, headers));
    let headers = headers.unwrap_or_default();
    spread([structure, setters, emit_row(plan), paging, streamed, output, headers, error])
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
        PlacePlan::Path(Style::Json) => quote!(.path_json(#wire, #value)),
        PlacePlan::Path(style) => match path_style(style) {
            None => quote!(.path(#wire, #value)),
            Some(style) => quote!(.path_as(runtime::PathStyle::#style, #wire, #value)),
        },
        PlacePlan::Query(Style::Json) => quote!(.query_json(#wire, #value)),
        PlacePlan::Query(style) => match query_style(style) {
            None => quote!(.query(#wire, #value)),
            Some(style) => quote!(.query_as(runtime::Style::#style, #wire, #value)),
        },
        PlacePlan::Reserved(style) => {
            let style = query_style(style).unwrap_or_else(|| own("Form"));
            quote!(.query_reserved(runtime::Style::#style, #wire, #value))
        }
        PlacePlan::QueryString(Style::Form { .. }) => quote!(.query(#wire, #value)),
        PlacePlan::QueryString(_) => quote!(.query_string(#value)),
        PlacePlan::Header(Style::Json) => quote!(.header_json(#wire, #value)),
        PlacePlan::Header(Style::Simple { explode: true }) => {
            quote!(.header_param_exploded(#wire, #value))
        }
        PlacePlan::Header(_) => quote!(.header_param(#wire, #value)),
        PlacePlan::Cookie(Style::Json) => quote!(.cookie_json(#wire, #value)),
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
        | ArgumentType::Upload
        | ArgumentType::Form => quote!(#name),
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
        | Style::Cookie
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
        Style::Cookie => "Cookie",
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
    let encodings = emit_encodings(&body.encodings);
    match body.kind {
        BodyKind::Json if media_type == "application/json" || media_type == "*/*" => {
            quote!(.json(#value))
        }
        BodyKind::Json => quote!(.json_as(#media_type, #value)),
        BodyKind::Form if body.encodings.is_empty() => quote!(.form(#value)),
        BodyKind::Form => quote!(.form_as(#value, #encodings)),
        BodyKind::Parts if body.encodings.is_empty() => quote!(.multipart(#value)),
        BodyKind::Parts => quote!(.multipart_as(#value, #encodings)),
        BodyKind::Fields => quote!(.multipart_fields(#value, #encodings)),
        BodyKind::Upload => quote!(.upload(#media_type, #name)),
    }
}

/// The members of a form that are not written in the usual way.
fn emit_encodings(encodings: &[(String, Encoding)]) -> TokenStream {
    let rows = encodings.iter().map(|(name, encoding)| match encoding {
        Encoding::Style(style) => {
            let style = query_style(*style).unwrap_or_else(|| own("Form"));
            quote!((#name, runtime::Encoding::Style(runtime::Style::#style)))
        }
        Encoding::MediaType(media_type) => quote!((#name, runtime::Encoding::Type(#media_type))),
    });
    quote!(&[#(#rows),*])
}

/// The table row: route, security, and which status is read as what.
fn emit_row(plan: &OperationPlan) -> TokenStream {
    let (call, id, path, accept) = (&plan.call, &plan.id, &plan.path, &plan.accept);
    let method = emit_method(&plan.http_method);
    let server = plan.server.as_ref().map(|server| quote!(at #server));
    let security = plan.security.iter().map(|all| quote!([#(#all),*]));
    let output = match &plan.output {
        OutputPlan::One { ty, reader } => {
            let (ty, reader) = (emit_output_type(ty), own(reader_word(*reader)));
            quote!(#ty { 200..=299 => #reader })
        }
        OutputPlan::Stream(stream) => {
            let (item, reader) = emit_stream(stream);
            quote!(#item { 200..=299 => #reader })
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
            #call: #method #path #id #server security [#(#security),*] accept #accept;
            #output;
            #error;
        }
    }
}

/// A word where the method is one that Rust reads as such, else a text.
fn emit_method(method: &Method) -> TokenStream {
    let word = match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
        Method::Other(token) => return quote!(#token),
    };
    let word = own(word);
    quote!(#word)
}

/// The type of a stream's items, and the words for how they are read.
fn emit_stream(stream: &StreamPlan) -> (TokenStream, TokenStream) {
    let end = stream.end.as_ref().map(|end| quote!(until #end));
    let reader = match stream.reader {
        StreamReader::TextEvents => quote!(events text #end),
        StreamReader::JsonEvents => quote!(events json #end),
        StreamReader::WholeEvents => quote!(events envelope #end),
        StreamReader::Lines => quote!(lines json),
    };
    (emit_type(&stream.item), reader)
}

fn emit_streamed(plan: &OperationPlan, streamed: &StreamedPlan) -> TokenStream {
    let (call, accept) = (&plan.call, &streamed.accept);
    let (item, reader) = emit_stream(&streamed.stream);
    let flag = streamed.flag.as_ref().map(|flag| quote!(, flag #flag));
    quote!(streamed! { #call: #item => #reader, accept #accept #flag; })
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
    let style = match &paging.style {
        PagingStylePlan::Page(parameter, 1) => quote!(page #parameter),
        PagingStylePlan::Page(parameter, first) => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(page #parameter from #first)
        }
        PagingStylePlan::Offset(parameter) => quote!(offset #parameter),
        PagingStylePlan::Cursor(parameter, from) => {
            let from = emit_path(from);
            quote!(cursor #parameter from #from)
        }
        PagingStylePlan::LastItem(parameter, from) => {
            let from = emit_path(from);
            quote!(cursor #parameter from item #from)
        }
        PagingStylePlan::Link(from) => {
            let from = emit_path(from);
            quote!(link from #from)
        }
        PagingStylePlan::LinkHeader => quote!(link header),
    };
    let (call, items, item) = (&plan.call, emit_path(&paging.items), emit_type(&paging.item));
    let clause = |word: &'static str, path: &Option<PathPlan>| {
        let (word, path) = (own(word), emit_path(path.as_ref()?));
        Some(quote!(, #word #path))
    };
    let last = clause("last", &paging.last);
    let total = clause("total", &paging.total);
    let more = clause("more", &paging.more);
    quote!(paged! { #call: #style, items #items: #item #last #total #more; })
}

/// `[paging?.next]`
fn emit_path(path: &PathPlan) -> TokenStream {
    let end = path.len().saturating_sub(1);
    let steps = path.iter().enumerate().map(|(index, step)| {
        let field = &step.field;
        match (index < end, step.optional) {
            (false, _) => quote!(#field),
            (true, false) => quote!(#field.),
            (true, true) => quote!(#field?.),
        }
    });
    quote!([#(#steps)*])
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
