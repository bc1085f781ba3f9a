//! Where a document may come from: which addresses are taken, where a redirect may lead, and what of an
//! address may be shown.
//!
//! Over https, anywhere; over plain http, only from this machine, since a document decides what code is
//! compiled. No address carries a credential: addresses end up in settings, logs and the document.

use crate::exit::{Exit, Failure};
use std::net::IpAddr;
use std::path::PathBuf;
use url::{Host, Url};

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// In the network, or on this machine by way of it.
    Url(Url),
    /// On the disk.
    File(PathBuf),
}

impl Address {
    /// Reads an address; what has no scheme is a path.
    ///
    /// # Errors
    /// With exit code 3 when it is not one that is taken. The message repeats no credential.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        if text.is_empty() {
            return Err(refused("the address is empty"));
        }
        let is_url =
            text.contains("://") || text.starts_with("http:") || text.starts_with("https:");
        if !is_url {
            return Ok(Self::File(PathBuf::from(text)));
        }
        let url =
            Url::parse(text).map_err(|error| refused(format!("the URL is no URL: {error}")))?;
        check(&url)?;
        Ok(Self::Url(url))
    }
}

/// Refuses a URL by which nothing is fetched.
///
/// # Errors
/// With exit code 3.
pub fn check(url: &Url) -> Result<(), Failure> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused(
            "the URL holds a user name or a password, and no credential is ever sent",
        )
        .help(
            "remove what stands before the `@`; a document that needs a login can be \
                   downloaded by other means and given as a file",
        ));
    }
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => Err(refused(format!(
            "{} is plain http, which anybody on the way can change",
            shown(url)
        ))
        .help("use https; plain http is for servers on this machine")),
        "file" => Err(refused("a file is given by its path, not by a `file:` URL")),
        other => Err(refused(format!("documents are fetched over https, not over `{other}`"))),
    }
}

/// Where an answer of `from` redirects to.
///
/// # Errors
/// With exit code 3 when the way leads where nothing is fetched from. A server elsewhere cannot make this
/// machine ask itself.
pub fn redirect(from: &Url, location: &str) -> Result<Url, Failure> {
    let why = |text: String| refused(format!("{} redirects {text}", shown(from)));
    let to = from.join(location).map_err(|error| why(format!("to what is no URL: {error}")))?;
    check(&to).map_err(|failure| Failure {
        message: format!("{} redirects elsewhere: {}", shown(from), failure.message),
        ..failure
    })?;
    if leads_here(&to) && !is_loopback(from) {
        return Err(why(format!("to this machine ({})", shown(&to))));
    }
    Ok(to)
}

/// Whether a URL is one of this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Whether a URL means this machine in any spelling, those included that [`is_loopback`] leaves out because
/// nobody has to be trusted to write them: the unspecified address, IPv4 within IPv6, and every name that
/// RFC 6761 section 6.3 gives to loopback. What other names resolve to is not asked.
fn leads_here(url: &Url) -> bool {
    let here = |address: IpAddr| address.is_loopback() || address.is_unspecified();
    match url.host() {
        Some(Host::Ipv4(address)) => here(address.into()),
        Some(Host::Ipv6(address)) => here(IpAddr::V6(address).to_canonical()),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// A URL as everybody may see it: queries carry keys and signatures.
#[must_use]
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // These fail for URLs that cannot have them.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    if url.query().is_some() {
        url.set_query(Some("..."));
    }
    url.to_string()
}

fn refused(message: impl Into<String>) -> Failure {
    Failure::new(Exit::Input, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str) -> String {
        Address::parse(text)
            .map(|it| format!("{it:?}"))
            .map_err(|it| it.message)
            .unwrap_or_else(|it| it)
    }

    #[test]
    fn only_safe_addresses_are_taken() {
        for text in [
            "https://a.example/b",
            "HTTPS://a.example",
            "http://127.0.0.1:1/b",
            "http://localhost/b",
            "http://[::1]/b",
        ] {
            assert!(matches!(Address::parse(text), Ok(Address::Url(_))), "{text}: {}", why(text));
        }
        for text in ["spec.yaml", "../a/b.json", "C:\\a.yaml"] {
            assert_eq!(Address::parse(text), Ok(Address::File(text.into())));
        }
        for (text, part) in [
            ("http://a.example/b", "plain http"),
            ("http://127.0.0.1.a.example/b", "plain http"),
            ("http://localhost.a.example/b", "plain http"),
            ("http://127.0.0.1@a.example/b", "no credential"),
            ("http://[::ffff:8.8.8.8]/b", "plain http"),
            ("http://134744072/b", "plain http"),
            ("http://0.0.0.0/b", "plain http"),
            ("http:a.example", "plain http"),
            ("ftp://a.example/b", "`ftp`"),
            ("file:///etc/passwd", "by its path"),
            ("https://", "no URL"),
            (" ", "empty"),
        ] {
            assert!(why(text).contains(part), "{text}: {}", why(text));
        }
    }

    #[test]
    fn no_credential_is_taken_or_repeated() {
        for text in
            ["https://me:hush@a.example/", "https://hush@a.example/", "http://:hush@127.0.0.1/"]
        {
            assert!(why(text).contains("no credential") && !why(text).contains("hush"), "{text}");
        }
        let url = Url::parse("https://me:hush@a.example/b?key=hush#hush").expect("a URL");
        assert_eq!(shown(&url), "https://a.example/b?...");
    }

    #[test]
    fn redirects_keep_the_rule() {
        let (far, near) = ("https://a.example/b/c", "http://127.0.0.1:1/");
        let lead = |from: &str, to: &str| {
            redirect(&Url::parse(from).expect("a URL"), to)
                .map(|url| url.to_string())
                .map_err(|it| it.message)
        };
        assert_eq!(lead(far, "../d").as_deref(), Ok("https://a.example/d"));
        assert_eq!(lead(far, "//b.example").as_deref(), Ok("https://b.example/"));
        assert_eq!(lead(near, "/d").as_deref(), Ok("http://127.0.0.1:1/d"));
        assert_eq!(lead(near, "https://b.example/").as_deref(), Ok("https://b.example/"));
        for (from, to, part) in [
            (far, "http://a.example/", "plain http"),
            (near, "http://a.example/", "plain http"),
            (far, "http://127.0.0.1/", "to this machine"),
            (far, "https://localhost/", "to this machine"),
            (far, "https://localhost./", "to this machine"),
            (far, "https://a.localhost/", "to this machine"),
            (far, "https://2130706433/", "to this machine"),
            (far, "https://0.0.0.0/", "to this machine"),
            (far, "https://[::]/", "to this machine"),
            (far, "https://[::ffff:127.0.0.1]/", "to this machine"),
            (far, "https://hush@b.example/", "no credential"),
            (far, "file:///etc/passwd", "by its path"),
        ] {
            let error = lead(from, to).expect_err(to);
            assert!(
                error.contains(part) && error.contains("redirects") && !error.contains("hush"),
                "{error}"
            );
        }
    }
}
