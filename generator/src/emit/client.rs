//! `client.rs`: the client, its servers and its credentials.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{blank, emit_docs, emit_inner_docs, own_docs, spread};
use super::gate::emit_feature;
use crate::plan::{
    ClientCredentialsPlan, ClientPlan, CratePlan, RustIdent, SchemeKind, SchemePlan, ServerPlan,
};

/// `client.rs`
pub(super) fn emit_client(plan: &CratePlan) -> TokenStream {
    let client = &plan.client;
    let docs = emit_inner_docs(&[
        "The client: servers, credentials, and the way to the operations.".to_owned(),
    ]);
    let uses = quote!(
        use crate::runtime;
    );
    let parts = spread(
        [
            uses,
            emit_api(plan),
            emit_struct(plan, Side::Async),
            emit_impl(plan, Side::Async),
            emit_credentials(client),
        ]
        .into_iter()
        .chain(emit_servers(client)),
    );
    quote!(#docs #parts)
}

/// The facts that all calls share.
fn emit_api(plan: &CratePlan) -> TokenStream {
    let user_agent = format!("{}/{}", plan.package.name, plan.package.version);
    let server = plan.client.default_server.as_deref().unwrap_or_default();
    let headers = plan.client.headers.iter().map(|(name, value)| quote!((#name, #value)));
    let schemes = plan.client.schemes.iter().map(|scheme| {
        let (name, kind) = (&scheme.wire, emit_scheme(&scheme.kind));
        quote!((#name, #kind))
    });
    let rate_limits = plan.client.rate_limits.iter().map(|limit| {
        let url = &limit.url;
        let requests = Literal::u32_unsuffixed(limit.requests);
        let seconds = Literal::u64_unsuffixed(limit.seconds);
        let new = quote!(runtime::RateLimit::new);
        quote!((#url, #new(#requests, std::time::Duration::from_secs(#seconds))))
    });
    let docs = own_docs(&["What all calls share."]);
    quote! {
        #docs
        pub(crate) static API: runtime::Api = runtime::Api {
            user_agent: #user_agent,
            server: #server,
            headers: &[#(#headers),*],
            schemes: &[#(#schemes),*],
            rate_limits: &[#(#rate_limits),*],
        };
    }
}

fn emit_scheme(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Bearer => quote!(runtime::Scheme::Bearer),
        SchemeKind::Basic => quote!(runtime::Scheme::Basic),
        SchemeKind::Http(word) => quote!(runtime::Scheme::Http(#word)),
        SchemeKind::Header(name) => quote!(runtime::Scheme::Header(#name)),
        SchemeKind::Query(name) => quote!(runtime::Scheme::Query(#name)),
        SchemeKind::Cookie(name) => quote!(runtime::Scheme::Cookie(#name)),
    }
}

fn emit_struct(plan: &CratePlan, side: Side) -> TokenStream {
    let ident = &plan.client.ident;
    let (sent, mode) = match side {
        Side::Async => ("by awaiting them", None),
        Side::Blocking => ("by their method `send`", Some(quote!(, runtime::Blocking))),
    };
    let docs = own_docs(&[
        &format!("A client of {}. Clones are cheap and share everything.", plan.package.api.0),
        "",
        &format!("Calls are made through the groups below and sent {sent}."),
    ]);
    let builder_docs = own_docs(&[&format!("Settings of a [`{ident}`] to be.")]);
    let blank = blank();
    let client = side.mode();
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #ident { client: runtime::Client #client }
        #blank
        #builder_docs
        pub type Builder = runtime::Builder<#ident #mode>;
        #blank
        impl From<runtime::Client #client> for #ident {
            fn from(client: runtime::Client #client) -> Self {
                Self { client }
            }
        }
    }
}

/// One of the two clients.
#[derive(Clone, Copy)]
enum Side {
    Async,
    Blocking,
}

impl Side {
    /// What follows the name of a type that has a mode.
    fn mode(self) -> Option<TokenStream> {
        match self {
            Self::Async => None,
            Self::Blocking => Some(quote!(<runtime::Blocking>)),
        }
    }

    /// What `new` and `from_env` need to have a transport; none where there always is one.
    fn condition(self) -> Option<TokenStream> {
        match self {
            Self::Async => Some(quote!(#[cfg(feature = "reqwest")])),
            Self::Blocking => None,
        }
    }
}

/// `blocking.rs`: the client whose calls block.
pub(super) fn emit_blocking(plan: &CratePlan) -> TokenStream {
    let docs = emit_inner_docs(&[
        "The client whose calls return when the answer is there: no async runtime is needed.".to_owned(),
        String::new(),
        "Groups, calls and their options are the same; a call is sent by its method `send`, and pages and".to_owned(),
        "items are iterators.".to_owned(),
    ]);
    let server = plan.client.server_env.as_ref().filter(|_| !plan.client.servers.is_empty());
    let server = server.map(|_| {
        quote!(
            use crate::client::Server;
        )
    });
    let uses = quote! {
        use crate::client::API;
        #server
        use crate::runtime;
    };
    let parts = spread([uses, emit_struct(plan, Side::Blocking), emit_impl(plan, Side::Blocking)]);
    quote!(#docs #parts)
}

fn emit_impl(plan: &CratePlan, side: Side) -> TokenStream {
    let client = &plan.client;
    let ident = &client.ident;
    let builder_docs =
        own_docs(&["Settings to start from: the default server and no credentials."]);
    let builder = quote! {
        #builder_docs
        #[must_use]
        pub fn builder() -> Builder {
            Builder::new(&API)
        }
    };
    let mode = match side {
        Side::Async => None,
        Side::Blocking => Some(quote!(, runtime::Blocking)),
    };
    let resources = client.resources.iter().map(|(method, index)| {
        let resource = &plan.resources[*index];
        let (module, ident) = (&resource.module, &resource.ident);
        let docs = own_docs(&[&format!("Operations on {}.", resource.title)]);
        let gate = emit_feature(&resource.feature);
        quote! {
            #docs
            #gate
            #[must_use]
            pub fn #method(&self) -> crate::api::#module::#ident<'_ #mode> {
                crate::api::#module::#ident::new(&self.client)
            }
        }
    });
    let body = spread(
        [emit_new(client, side), emit_from_env(client, side), builder, emit_client_accessor(side)]
            .into_iter()
            .chain(resources),
    );
    quote!(impl #ident { #body })
}

/// The parts below the groups, for what no group offers.
fn emit_client_accessor(side: Side) -> TokenStream {
    let docs = own_docs(&["What calls are made with, for a [`Call`](runtime::Call) of your own."]);
    let request_docs = own_docs(&[
        "A request of a path that no operation describes; see [`Untyped`](runtime::Untyped).",
    ]);
    let mode = side.mode();
    let untyped = match side {
        Side::Async => quote!(runtime::Untyped<'_>),
        Side::Blocking => quote!(runtime::Untyped<'_, runtime::Blocking>),
    };
    let client = quote! {
        #docs
        #[must_use]
        pub fn client(&self) -> &runtime::Client #mode {
            &self.client
        }
    };
    let request = quote! {
        #request_docs
        pub fn request(&self, method: runtime::Method, path: &str) -> #untyped {
            self.client.request(method, path)
        }
    };
    spread([client, request])
}

/// `new`: the usual credential, everything else as it comes.
fn emit_new(client: &ClientPlan, side: Side) -> TokenStream {
    let (argument, step) = match &client.token {
        Some((index, _)) => {
            let method = &client.schemes[*index].ident;
            (quote!(#method: impl Into<runtime::Secret>), quote!(.#method(#method)))
        }
        None => (TokenStream::new(), TokenStream::new()),
    };
    let what = if client.default_server.is_some() {
        "A client of the default server."
    } else {
        "A client; it fails unless the builder names a server."
    };
    let docs =
        own_docs(&[what, "", "# Errors", "", "When the credential cannot be sent in a header."]);
    let condition = side.condition();
    quote! {
        #docs
        #condition
        pub fn new(#argument) -> Result<Self, runtime::Error> {
            Self::builder()#step.build()
        }
    }
}

/// `from_env`: credential and server from environment variables.
fn emit_from_env(client: &ClientPlan, side: Side) -> TokenStream {
    let mut docs = vec!["A client with settings from the environment:".to_owned(), String::new()];
    let credential = client.token.as_ref().map(|(index, variable)| {
        docs.push(format!("- `{variable}`: the credential;"));
        let method = &client.schemes[*index].ident;
        quote!(.#method(runtime::env::required(#variable)?))
    });
    let server = client.server_env.as_ref().map(|variable| {
        let named: Vec<String> = client
            .servers
            .iter()
            .filter(|server| server.variables.is_empty())
            .map(|server| format!("`{}`", server.name))
            .collect();
        let or = if named.is_empty() { String::new() } else { format!("{} or ", named.join(", ")) };
        let fallback =
            client.default_server.as_ref().map_or("", |_| "; if it is not set, the default one");
        docs.push(format!("- `{variable}`: {or}the URL of a server{fallback}."));
        let convert = if client.servers.is_empty() {
            quote!(server)
        } else {
            quote!(Server::from(server.as_str()))
        };
        quote! {
            let builder = match runtime::env::optional(#variable)? {
                Some(server) => builder.server(#convert),
                None => builder,
            };
        }
    });
    docs.extend(
        ["", "# Errors", "", "When a variable is missing, or its value cannot be used."]
            .map(str::to_owned),
    );
    let lines: Vec<&str> = docs.iter().map(String::as_str).collect();
    let docs = own_docs(&lines);
    let condition = side.condition();
    quote! {
        #docs
        #condition
        pub fn from_env() -> Result<Self, runtime::Error> {
            let builder = Self::builder()#credential;
            #server
            builder.build()
        }
    }
}

fn emit_credentials(client: &ClientPlan) -> TokenStream {
    if client.schemes.is_empty() {
        return TokenStream::new();
    }
    let methods = client.schemes.iter().flat_map(|scheme| {
        let provider = scheme.provider.as_ref().map(|ident| emit_provider(scheme, ident));
        let flow = scheme.client_credentials.as_ref();
        let flow = flow.map(|flow| emit_client_credentials(scheme, flow));
        [Some(emit_credential(scheme)), provider, flow].into_iter().flatten()
    });
    let methods = spread(methods);
    quote!(impl<C, M> runtime::Builder<C, M> { #methods })
}

fn emit_credential(scheme: &SchemePlan) -> TokenStream {
    let (docs, ident, wire) = (emit_docs(&scheme.docs), &scheme.ident, &scheme.wire);
    match scheme.kind {
        SchemeKind::Basic => quote! {
            #docs
            #[must_use]
            pub fn #ident(self, user: &str, password: impl Into<runtime::Secret>) -> Self {
                self.basic(#wire, user, password)
            }
        },
        SchemeKind::Bearer
        | SchemeKind::Http(_)
        | SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_) => quote! {
            #docs
            #[must_use]
            pub fn #ident(self, secret: impl Into<runtime::Secret>) -> Self {
                self.credential(#wire, secret)
            }
        },
    }
}

/// The method for who gives a token when a call is sent.
fn emit_provider(scheme: &SchemePlan, ident: &RustIdent) -> TokenStream {
    let wire = &scheme.wire;
    let docs = own_docs(&[&format!(
        "As [`{0}`](Self::{0}), given by `provider` when a call is sent.",
        scheme.ident.as_str()
    )]);
    quote! {
        #docs
        #[must_use]
        pub fn #ident(self, provider: impl runtime::CredentialProvider) -> Self {
            self.credential_provider(#wire, provider)
        }
    }
}

/// The method for a client that obtains tokens with its own ID and secret.
fn emit_client_credentials(scheme: &SchemePlan, flow: &ClientCredentialsPlan) -> TokenStream {
    let (docs, ident, url, wire) =
        (emit_docs(&flow.docs), &flow.ident, &flow.token_url, &scheme.wire);
    let in_body = flow.in_body.then(|| quote!(.in_body()));
    quote! {
        #docs
        #[cfg(feature = "oauth2")]
        #[must_use]
        pub fn #ident(
            self,
            id: impl Into<String>,
            secret: impl Into<runtime::Secret>,
            scopes: &[&str],
        ) -> Self {
            let client = runtime::ClientCredentials::new(#url, id, secret) #in_body;
            self.credential_provider(#wire, client.scopes(scopes.iter().copied()))
        }
    }
}

/// The named servers, and what turns them into URLs.
fn emit_servers(client: &ClientPlan) -> Vec<TokenStream> {
    if client.servers.is_empty() {
        return Vec::new();
    }
    let variants = client.servers.iter().map(|server| {
        let (docs, ident) = (emit_docs(&server.docs), &server.ident);
        let fields = server.variables.iter().map(|variable| {
            let (docs, field) = (emit_docs(&variable.docs), &variable.ident);
            quote!(#docs #field: String)
        });
        let fields = (!server.variables.is_empty()).then(|| quote!({ #(#fields),* }));
        quote!(#docs #ident #fields,)
    });
    let docs = own_docs(&["Where the API is served."]);
    let custom_docs = own_docs(&["Any other place, by its URL."]);
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server { #(#variants)* #custom_docs Custom(String) }
    };
    let arms = client.servers.iter().map(emit_server_arm);
    let url = quote! {
        impl From<Server> for runtime::ServerUrl {
            fn from(server: Server) -> Self {
                match server {
                    #(#arms)*
                    Server::Custom(url) => url.into(),
                }
            }
        }
    };
    let names: Vec<TokenStream> = client
        .servers
        .iter()
        .filter(|server| server.variables.is_empty())
        .map(|server| {
            let (name, ident) = (&server.name, &server.ident);
            quote!(#name => Self::#ident,)
        })
        .collect();
    // A match with one arm would be no match.
    let body = if names.is_empty() {
        quote!(Self::Custom(text.to_owned()))
    } else {
        quote!(match text { #(#names)* url => Self::Custom(url.to_owned()) })
    };
    let from_docs = own_docs(&["The server of this name, else the one at this URL."]);
    let from = quote! {
        #from_docs
        impl From<&str> for Server {
            fn from(text: &str) -> Self { #body }
        }
    };
    vec![definition, url, from]
}

fn emit_server_arm(server: &ServerPlan) -> TokenStream {
    let (ident, url) = (&server.ident, &server.url);
    if server.variables.is_empty() {
        return quote!(Server::#ident => #url.into(),);
    }
    let fields: Vec<&RustIdent> = server.variables.iter().map(|variable| &variable.ident).collect();
    let steps = server.variables.iter().map(|variable| {
        let (field, place) = (&variable.ident, format!("{{{}}}", variable.wire));
        quote!(.replace(#place, &#field))
    });
    quote!(Server::#ident { #(#fields),* } => #url #(#steps)* .into(),)
}
