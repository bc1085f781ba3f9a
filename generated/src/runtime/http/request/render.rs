//! Turns a call into the request that is sent.
//!
//! The URL is put together here, as text, and compared with what the parser made of it: if they
//! differ, nothing is sent.

use std::borrow::Cow;
use std::sync::Arc;

use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use ::http::{HeaderMap, HeaderValue, Method, Request, Uri};

use super::call::{Ask, Parts};
use super::route::Route;
use super::template::{self, PathFault};
use crate::runtime::http::answer::error::{Error, ErrorKind, Refusal};
use crate::runtime::http::auth::security::{Credential, Place};
use crate::runtime::http::client::server::ServerUrl;
use crate::runtime::http::transport::body::Body;

/// Surfaces what a setter could not express.
pub(crate) fn accept(ask: &Ask<'_>) -> Result<(), Error> {
    match &ask.parts.refused {
        Some((refusal, detail)) => Err(refused(ask.route, *refusal, detail.clone())),
        None => Ok(()),
    }
}

/// What would keep the request from being made, whatever its credentials.
pub(crate) fn check(ask: &Ask<'_>) -> Result<(), Error> {
    target(ask)?;
    headers(&ask.shared.headers, ask.route, &ask.parts, &[])?;
    Ok(())
}

/// The address of the request, without what credentials add to it.
pub(crate) fn target(ask: &Ask<'_>) -> Result<Uri, Error> {
    uri(&base(ask)?, ask.route, &ask.parts, &[])
}

/// The request for one attempt, with these credentials.
pub(crate) fn request(
    ask: &Ask<'_>,
    credentials: &[Arc<Credential>],
) -> Result<Request<Body>, Error> {
    let Ask { shared, route, parts } = ask;
    let method = Method::from_bytes(route.method.as_bytes())
        .map_err(|_| refused(route, Refusal::Url, "its method is not valid".to_owned()))?;

    let mut request = Request::new(Body::default());
    // Says to transports and middleware which operation this is.
    request.extensions_mut().insert::<&'static Route>(route);
    *request.method_mut() = method;
    *request.uri_mut() = uri(&base(ask)?, route, parts, credentials)?;
    *request.headers_mut() = headers(&shared.headers, route, parts, credentials)?;
    if let Some((_, upload)) = &parts.body {
        *request.body_mut() = upload.body().ok_or_else(|| {
            refused(route, Refusal::Body, "its body comes from a stream that was sent".to_owned())
        })?;
        // That of bytes which are there is the transport's to state.
        if let Some(length) = upload.length().filter(|_| request.body().as_bytes().is_none()) {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
    }
    // Whoever set them: `http`, `hyper` and HPACK neither print nor index what is sensitive.
    let own = shared.api.schemes.iter().filter_map(|(_, scheme)| Credential::header(*scheme));
    for name in own.chain([AUTHORIZATION, COOKIE]) {
        if let Some(value) = request.headers_mut().get_mut(name) {
            value.set_sensitive(true);
        }
    }
    Ok(request)
}

/// The address of the server that this call goes to: the operation's own, unless whoever made the
/// client named one.
pub(crate) fn base<'a>(ask: &Ask<'a>) -> Result<Cow<'a, str>, Error> {
    let (shared, own) = (ask.shared, ask.route.server);
    if own.is_empty() || (shared.server_given && !own.starts_with('/')) {
        return Ok(Cow::Borrowed(&shared.server.base));
    }
    let whole = if own.starts_with('/') { shared.server.beside(own) } else { own.to_owned() };
    match ServerUrl::from(whole).check(shared.allow_http) {
        Ok(server) => Ok(Cow::Owned(server.base.into())),
        Err(fault) => {
            Err(refused(ask.route, Refusal::Url, format!("the address of its server: {fault}")))
        }
    }
}

fn uri(
    base: &str,
    route: &'static Route,
    parts: &Parts,
    credentials: &[Arc<Credential>],
) -> Result<Uri, Error> {
    let path = match parts.target.as_ref().or(parts.linked.as_ref()) {
        Some(target) => target.clone(),
        None => path(route, parts)?,
    };
    let mut url = format!("{base}{path}");
    let own = parts.query.iter().map(|(_, pairs)| pairs.as_str());
    let secret = credentials.iter().filter_map(|credential| match &credential.place {
        Place::Query(pair) => Some(pair.expose()),
        Place::Header(..) | Place::Cookie(_) => None,
    });
    // The path may have a query of its own, which the document fixes.
    let mut delimiter = if path.contains('?') { '&' } else { '?' };
    for pairs in own.chain(secret).filter(|pairs| !pairs.is_empty()) {
        url.push(delimiter);
        url.push_str(pairs);
        delimiter = '&';
    }
    match url.parse::<Uri>() {
        Ok(uri) if uri.to_string() == url => Ok(uri),
        _ => Err(refused(route, Refusal::Url, "its URL cannot be sent".to_owned())),
    }
}

fn path(route: &'static Route, parts: &Parts) -> Result<String, Error> {
    let path = template::fill(route.path, |name| {
        parts.path.iter().find(|(set, _)| set == name).map(|(_, text)| text.as_str())
    });
    path.map_err(|fault| {
        let detail = match fault {
            PathFault::Missing(name) => format!("path parameter `{name}` is not set"),
            PathFault::Segment => "a segment of its path would be `.` or `..`".to_owned(),
        };
        refused(route, Refusal::Path, detail)
    })
}

/// Later headers replace earlier ones: the client's, the operation's, the credential's, the
/// caller's.
fn headers(
    shared: &HeaderMap,
    route: &'static Route,
    parts: &Parts,
    credentials: &[Arc<Credential>],
) -> Result<HeaderMap, Error> {
    let unsendable = |_| refused(route, Refusal::Header, "a header cannot be sent".to_owned());
    let mut headers = shared.clone();
    let accept = parts.accept.unwrap_or(route.accept);
    if !accept.is_empty() {
        headers.insert(ACCEPT, HeaderValue::from_str(accept).map_err(unsendable)?);
    }
    if let Some((content_type, _)) = &parts.body {
        headers.insert(CONTENT_TYPE, content_type.clone());
    }
    let mut filled = Vec::new();
    let mut cookies: Vec<&str> = parts.cookies.iter().map(|(_, pairs)| pairs.as_str()).collect();
    cookies.retain(|pairs| !pairs.is_empty());
    for credential in credentials {
        match &credential.place {
            Place::Header(name, _) if filled.contains(&name) => {
                let detail = format!("two of its credentials fill the header `{name}`");
                return Err(refused(route, Refusal::Credential, detail));
            }
            Place::Header(name, value) => {
                filled.push(name);
                headers.insert(name, value.clone());
            }
            Place::Cookie(pair) => cookies.push(pair.expose()),
            Place::Query(_) => {}
        }
    }
    if !cookies.is_empty() {
        headers.insert(COOKIE, HeaderValue::try_from(cookies.join("; ")).map_err(unsendable)?);
    }
    for (name, value) in &parts.headers {
        headers.insert(name, value.clone());
    }
    Ok(headers)
}

pub(crate) fn refused(route: &'static Route, refusal: Refusal, detail: String) -> Error {
    Error::new(ErrorKind::Refused(refusal), Some(route), format!("not sent: {detail}"))
}
