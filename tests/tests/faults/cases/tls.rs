//! Servers that are not who they should be, or that speak TLS badly. Nothing is sent to them.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use polar_sdk::runtime::{Elapsed, ErrorKind};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;

use super::super::bodies::{customer, json_answer};
use super::super::case::{Case, Expected};
use super::super::server::Step;

const SHORT: Duration = Duration::from_millis(300);

pub(crate) fn cases() -> Vec<Case> {
    let good = || served(&AUTHORITY, &|_| {});
    let value = || Expected::Value(customer());
    vec![
        // The certificates are right otherwise, which only a success can show.
        trusting("a server that is who it should be", good(), value()).requests(1),
        trusting("a server by its address", good(), value())
            .secure("127.0.0.1", Some(good()))
            .requests(1),
        trusting(
            "an expired certificate",
            served(&AUTHORITY, &|params| params.not_after = date_time_ymd(2020, 1, 1)),
            refused(),
        ),
        trusting(
            "a certificate that is not yet valid",
            served(&AUTHORITY, &|params| params.not_before = date_time_ymd(2100, 1, 1)),
            refused(),
        ),
        trusting(
            "a certificate of another host",
            {
                served(&AUTHORITY, &|params| {
                    *params = CertificateParams::new(["api.polar.sh".to_owned()]).unwrap();
                })
            },
            refused(),
        ),
        trusting(
            "a certificate of no host",
            served(&AUTHORITY, &|params| params.subject_alt_names.clear()),
            refused(),
        ),
        trusting(
            "a certificate for clients only",
            {
                served(&AUTHORITY, &|params| {
                    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
                })
            },
            refused(),
        ),
        trusting("an unknown authority", served(&Authority::new(), &|_| {}), refused()),
        trusting("a certificate signed by itself", own_signature(), refused()),
        trusting(
            "a server that wants to know the client",
            wants_client(),
            Expected::Fault(ErrorKind::Transport),
        )
        .requests(0),
        // As the client is by default, with the authorities of the system.
        secure("an authority that the system does not know", Some(good()), refused()),
        secure("a certificate signed by itself, by default", Some(own_signature()), refused()),
        secure("no TLS", None, refused()).script(vec![Step::Write(answered())]),
        trusting("no certificate but a reset", good(), refused()).script(vec![Step::Reset]),
        secure("a handshake that does not begin", None, timed_out())
            .script(vec![Step::Hold])
            .set(|settings| settings.connect = SHORT)
            .within(SHORT),
        secure("a handshake that stops", None, timed_out())
            // The head of a record of 16 KiB that does not come.
            .script(vec![Step::Write(vec![22, 3, 3, 0x40, 0]), Step::Hold])
            .set(|settings| settings.connect = SHORT)
            .within(SHORT),
        // RFC 8446, section 6.1: without its closing alert, the end may be anybody's.
        trusting("an end that nobody signed", good(), Expected::Answer(ErrorKind::Transport, 200))
            .script(vec![
                Step::Read,
                Step::Write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{".to_vec()),
            ])
            .requests(1),
        Case::answer("TLS where none is expected", answered(), {
            Expected::Fault(ErrorKind::Transport)
        })
        .mistaken(good())
        .requests(0),
    ]
}

/// A client that trusts the authority of these tests.
fn trusting(name: &str, tls: Arc<ServerConfig>, expected: Expected) -> Case {
    secure(name, Some(tls), expected)
        .set(|settings| settings.authority = Some(AUTHORITY.pem.clone()))
}

/// A client as it is by default. The server reads no request unless the case says so.
fn secure(name: &str, tls: Option<Arc<ServerConfig>>, expected: Expected) -> Case {
    Case::answer(name, answered(), expected).secure("localhost", tls).requests(0)
}

fn answered() -> Vec<u8> {
    json_answer(200, customer())
}

fn refused() -> Expected {
    Expected::Fault(ErrorKind::Connect)
}

/// The handshake is a part of connecting.
fn timed_out() -> Expected {
    Expected::Fault(ErrorKind::Timeout(Elapsed::Connect))
}

/// The authority that clients trust.
static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::new);

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }
}

/// A server of the loopback with a certificate of this authority, changed so.
fn served(authority: &Authority, change: &dyn Fn(&mut CertificateParams)) -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let mut params = loopback();
    change(&mut params);
    let certificate = params.signed_by(&key, &authority.issuer).unwrap();
    config(certificate.der().clone(), key)
}

fn own_signature() -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let certificate = loopback().self_signed(&key).unwrap();
    config(certificate.der().clone(), key)
}

fn loopback() -> CertificateParams {
    CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap()
}

fn config(certificate: CertificateDer<'static>, key: KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    Arc::new(config)
}

/// A server that asks for a certificate of the client.
fn wants_client() -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let certificate = loopback().signed_by(&key, &AUTHORITY.issuer).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    let authority = rustls::pki_types::pem::PemObject::from_pem_slice(AUTHORITY.pem.as_bytes());
    roots.add(authority.unwrap()).unwrap();
    let provider = Arc::new(default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}
