//! What a client that is to speak https says where the crate has no TLS.

use super::api::API;
use crate::runtime::{Builder, Client, Error, ErrorKind, Mode};

const HAS_TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

fn client<M: Mode>(server: &str) -> Result<Client<M>, Error> {
    Builder::<Client<M>, M>::new(&API).server(server).build()
}

fn check<M: Mode>() {
    client::<M>("http://localhost").unwrap();
    match client::<M>("https://example.com") {
        Ok(_) if HAS_TLS => {}
        Ok(_) => panic!("there is nothing to speak https with"),
        Err(error) if HAS_TLS => panic!("{error}"),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().starts_with("https needs the feature `rustls`"), "{error}");
        }
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn awaited() {
    check::<crate::runtime::Async>();
}

#[cfg(feature = "blocking")]
#[test]
fn blocking() {
    check::<crate::runtime::Blocking>();
}
