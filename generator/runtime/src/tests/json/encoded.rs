//! Bytes in base64.

use crate::runtime::json::sample::{Sample, check};
use crate::runtime::json::{Base64, from_slice};

#[test]
fn bytes_survive() {
    check::<Base64>(0..100).unwrap_or_else(|misread| panic!("{misread}"));
    assert_eq!(&*Base64::from(&b"hi"[..]), b"hi");
    assert_eq!(format!("{:?}", Base64::example()), "Base64(7 bytes)");
}

#[test]
fn any_base64_is_read_and_one_is_written() {
    for text in ["+/8=", "-_8=", "-_8", "+/\r\n8="] {
        let read = Base64::decode(text).unwrap();
        assert_eq!((read.0.as_slice(), read.encode().as_str()), (&[0xfb, 0xff][..], "+/8="));
    }
    let fault = from_slice::<Base64>(br#""c4nary?""#).unwrap_err();
    assert!(!fault.to_string().contains("c4nary"), "{fault}");
}
