//! Turns a call into the request that is sent.
//!
//! The URL is put together here, as text, and compared with what the parser made of it: if they
//! differ, nothing is sent.

use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use ::http::{HeaderMap, HeaderValue, Method, Request, Uri};

use super::call::{Ask, Parts};
use super::route::Route;
use super::template::{self, PathFault};
use crate::runtime::http::answer::error::{Error, ErrorKind, Refusal};
use crate::runtime::http::auth::security::{self, Credential, Place};
use crate::runtime::http::transport::body::Body;

/// The request for one attempt.
pub(crate) fn request(ask: &Ask<'_>) -> Result<Request<Body>, Error> {
    let Ask { shared, route, parts } = ask;
    if let Some((refusal, detail)) = &parts.refused {
        return Err(refused(route, *refusal, detail.clone()));
    }
    let credentials = match &parts.target {
        // What nothing describes gets the credential that the client has.
        Some(_) => shared.credentials.iter().take(1).collect(),
        None => security::choose(route, shared.api.schemes, &shared.credentials, &parts.headers)
            .map_err(|detail| refused(route, Refusal::Credential, detail))?,
    };
    let method = Method::from_bytes(route.method.as_bytes())
        .map_err(|_| refused(route, Refusal::Url, "its method is not valid".to_owned()))?;

    let mut request = Request::new(Body::default());
    *request.method_mut() = method;
    *request.uri_mut() = uri(&shared.server.base, route, parts, &credentials)?;
    *request.headers_mut() = headers(&shared.headers, route, parts, &credentials)?;
    if let Some((_, upload)) = &parts.body {
        *request.body_mut() = upload.body().ok_or_else(|| {
            refused(route, Refusal::Body, "its body comes from a stream that was sent".to_owned())
        })?;
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

fn uri(
    base: &str,
    route: &'static Route,
    parts: &Parts,
    credentials: &[&Credential],
) -> Result<Uri, Error> {
    let path = match &parts.target {
        Some(target) => target.clone(),
        None => path(route, parts)?,
    };
    let mut url = format!("{base}{path}");
    let own = parts.query.iter().map(|(_, pairs)| pairs.as_str());
    let secret = credentials.iter().filter_map(|credential| match &credential.place {
        Place::Query(pair) => Some(pair.expose()),
        Place::Header(..) | Place::Cookie(_) => None,
    });
    for (index, pairs) in own.chain(secret).filter(|pairs| !pairs.is_empty()).enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(pairs);
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
    credentials: &[&Credential],
) -> Result<HeaderMap, Error> {
    let unsendable = |_| refused(route, Refusal::Header, "a header cannot be sent".to_owned());
    let mut headers = shared.clone();
    if !route.accept.is_empty() {
        headers.insert(ACCEPT, HeaderValue::from_str(route.accept).map_err(unsendable)?);
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

fn refused(route: &'static Route, refusal: Refusal, detail: String) -> Error {
    Error::new(ErrorKind::Refused(refusal), Some(route), format!("not sent: {detail}"))
}
