//! TLS below the blocking client: whom it trusts, and that a handshake is a part of connecting.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use polar_sdk::blocking::{Builder, Polar};
use polar_sdk::runtime::{Elapsed, ErrorKind};
use rcgen::{CertificateParams, KeyPair};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::server::{TOKEN, id, json, timed};

/// A server with a certificate that it signed itself, and that certificate.
fn server() -> (SocketAddr, Vec<u8>) {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let config = Arc::new(config);
    let address = accept(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        let mut request = [0; 4096];
        while std::io::Read::read(&mut stream, &mut request).is_ok_and(|read| read > 0) {
            stream.write_all(json(404, "{}").as_bytes()).unwrap();
        }
    });
    (address, certificate.der().to_vec())
}

/// Serves each connection on a thread of its own.
fn accept(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let serve = Arc::clone(&serve);
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    address
}

fn builder(address: SocketAddr) -> Builder {
    let server = format!("https://localhost:{}", address.port());
    Polar::builder().oat(TOKEN).retries(0).server(server.as_str())
}

#[test]
fn an_authority_of_one_s_own_is_trusted() {
    let (address, certificate) = server();
    let roots = RootCerts::new_with_certs(&[Certificate::from_der(&certificate).to_owned()]);
    let tls = TlsConfig::builder().root_certs(roots).build();
    let config = ureq::Agent::config_builder().proxy(None).tls_config(tls);
    let polar = builder(address).ureq_config(config).build().unwrap();
    for _ in 0..2 {
        let error = polar.customers().get(id()).send().unwrap_err();
        assert_eq!(error.status().unwrap(), 404);
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    let (address, _) = server();
    let error = builder(address).build().unwrap().customers().get(id()).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
}

#[test]
fn a_server_that_speaks_no_tls_gets_no_request() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&sent);
    let address = accept(move |mut stream| {
        stream.write_all(json(404, "{}").as_bytes()).unwrap();
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = std::io::Read::read(&mut stream, &mut buffer) {
            kept.lock().unwrap().extend_from_slice(&buffer[..read]);
        }
    });
    let error = builder(address).build().unwrap().customers().get(id()).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(!String::from_utf8_lossy(&sent.lock().unwrap()).contains(TOKEN));
}

#[test]
fn a_handshake_is_a_part_of_connecting() {
    let short = Duration::from_millis(300);
    let address = accept(move |stream| {
        thread::sleep(short * 20);
        drop(stream);
    });
    let polar = builder(address).connect_timeout(short).build().unwrap();
    let error = timed(short, || polar.customers().get(id()).send().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Connect), "{error:?}");
}
