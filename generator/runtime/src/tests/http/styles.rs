//! The table of OpenAPI 3.1, section 4.8.12.4 ("Style Examples"), and what it leaves open.

use serde_json::{Value, json};

use super::api::{Get, Start};
use super::support::Recorder;
use crate::runtime::{Call, ErrorKind, PathStyle, Refusal, Request, Style};

fn string() -> Value {
    json!("blue")
}

fn array() -> Value {
    json!(["blue", "black", "brown"])
}

fn object() -> Value {
    json!({"R": 100, "G": 200, "B": 150})
}

fn built(
    set: impl FnOnce(Call<'_>) -> Call<'_>,
) -> Result<Request<crate::runtime::Body>, ErrorKind> {
    let shop = Recorder::default().shop();
    set(Call::new(&shop.client, Start::ROUTE)).build().map_err(|error| error.kind())
}

fn query(style: Style, value: Value) -> Result<String, ErrorKind> {
    let request = built(|call| call.query_as(style, "color", &value))?;
    Ok(request.uri().query().unwrap_or_default().to_owned())
}

fn path(style: PathStyle, value: Value) -> Result<String, ErrorKind> {
    let shop = Recorder::default().shop();
    let call = Call::new(&shop.client, Get::ROUTE).path_as(style, "id", &value);
    let request = call.build().map_err(|error| error.kind())?;
    Ok(request.uri().path().strip_prefix("/v1/items/").unwrap().to_owned())
}

fn header(explode: bool, value: Value) -> Result<String, ErrorKind> {
    let request = built(|call| match explode {
        true => call.header_param_exploded("color", &value),
        false => call.header_param("color", &value),
    })?;
    Ok(request.headers().get("color").map_or("(none)", |value| value.to_str().unwrap()).to_owned())
}

fn cookie(style: Style, value: Value) -> Result<String, ErrorKind> {
    let request = built(|call| call.cookie_param_as(style, "color", &value))?;
    Ok(request.headers().get("cookie").map_or("(none)", |value| value.to_str().unwrap()).to_owned())
}

fn ok(text: &str) -> Result<String, ErrorKind> {
    Ok(text.to_owned())
}

#[test]
fn query_styles() {
    for (style, empty, text, list, members) in [
        (
            Style::Form,
            ok("color="),
            ok("color=blue"),
            ok("color=blue&color=black&color=brown"),
            ok("R=100&G=200&B=150"),
        ),
        (
            Style::FormJoined,
            ok("color="),
            ok("color=blue"),
            ok("color=blue,black,brown"),
            ok("color=R,100,G,200,B,150"),
        ),
        (
            Style::SpaceDelimited,
            ok("color="),
            ok("color=blue"),
            ok("color=blue%20black%20brown"),
            ok("color=R%20100%20G%20200%20B%20150"),
        ),
        (
            Style::PipeDelimited,
            ok("color="),
            ok("color=blue"),
            ok("color=blue%7Cblack%7Cbrown"),
            ok("color=R%7C100%7CG%7C200%7CB%7C150"),
        ),
        (
            Style::DeepObject,
            ok("color="),
            ok("color=blue"),
            ok("color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown"),
            ok("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ),
    ] {
        assert_eq!(query(style, json!("")), empty, "{style:?}");
        assert_eq!(query(style, string()), text, "{style:?}");
        assert_eq!(query(style, array()), list, "{style:?}");
        assert_eq!(query(style, object()), members, "{style:?}");
        assert_eq!(query(style, Value::Null), ok(""), "{style:?}");
        assert_eq!(query(style, json!({})), ok(""), "{style:?}");
        assert_eq!(query(style, json!({"a": null})), ok(""), "{style:?}");
    }
}

#[test]
fn path_styles() {
    for (style, text, list, members) in [
        (PathStyle::Simple, "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (PathStyle::SimpleExploded, "blue", "blue,black,brown", "R=100,G=200,B=150"),
        (PathStyle::Label, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (PathStyle::LabelExploded, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (PathStyle::Matrix, ";id=blue", ";id=blue,black,brown", ";id=R,100,G,200,B,150"),
        (PathStyle::MatrixExploded, ";id=blue", ";id=blue;id=black;id=brown", ";R=100;G=200;B=150"),
    ] {
        assert_eq!(path(style, string()), ok(text), "{style:?}");
        assert_eq!(path(style, array()), ok(list), "{style:?}");
        assert_eq!(path(style, object()), ok(members), "{style:?}");
        for nothing in [Value::Null, json!(""), json!([]), json!({}), json!([null])] {
            let refused = Err(ErrorKind::Refused(Refusal::Path));
            assert_eq!(path(style, nothing), refused, "{style:?}");
        }
    }
    // A label's own dot must not complete a dot segment.
    assert_eq!(path(PathStyle::Label, json!(".")), Err(ErrorKind::Refused(Refusal::Path)));
    assert_eq!(path(PathStyle::Simple, json!([""])), Err(ErrorKind::Refused(Refusal::Path)));
    assert_eq!(path(PathStyle::Simple, json!(["a\n"])), Err(ErrorKind::Refused(Refusal::Path)));
    assert_eq!(path(PathStyle::Simple, json!({"\n": 1})), Err(ErrorKind::Refused(Refusal::Path)));
    assert_eq!(path(PathStyle::Simple, json!(["a,b", "c"])), ok("a%2Cb,c"));
    assert_eq!(path(PathStyle::Simple, json!(true)), ok("true"));
    assert_eq!(path(PathStyle::Simple, json!(-7)), ok("-7"));
}

#[test]
fn header_styles() {
    assert_eq!(header(false, string()), ok("blue"));
    assert_eq!(header(false, array()), ok("blue,black,brown"));
    assert_eq!(header(false, object()), ok("R,100,G,200,B,150"));
    assert_eq!(header(true, array()), ok("blue,black,brown"));
    assert_eq!(header(true, object()), ok("R=100,G=200,B=150"));
    assert_eq!(header(false, Value::Null), ok("(none)"));
    assert_eq!(header(false, json!("a b%c")), ok("a b%c"));
}

#[test]
fn cookie_styles() {
    assert_eq!(cookie(Style::Form, string()), ok("color=blue"));
    assert_eq!(cookie(Style::Form, array()), ok("color=blue; color=black; color=brown"));
    assert_eq!(cookie(Style::Form, object()), ok("R=100; G=200; B=150"));
    assert_eq!(cookie(Style::FormJoined, array()), ok("color=blue,black,brown"));
    assert_eq!(cookie(Style::Form, json!("a; b=\"c\"")), ok("color=a%3B%20b%3D%22c%22"));
    assert_eq!(cookie(Style::Form, Value::Null), ok("(none)"));
    assert_eq!(cookie(Style::PipeDelimited, string()), Err(ErrorKind::Refused(Refusal::Cookie)));
}

#[test]
fn a_cookie_as_it_is() {
    assert_eq!(cookie(Style::Cookie, json!("a%20b=c/e")), ok("color=a%20b=c/e"));
    assert_eq!(cookie(Style::Cookie, array()), ok("color=blue; color=black; color=brown"));
    for text in ["a;b", "a b", "a,b", "\"a\"", "é", "a\n"] {
        assert_eq!(cookie(Style::Cookie, json!(text)), Err(ErrorKind::Refused(Refusal::Cookie)));
    }
}

#[test]
fn reserved_characters_stand_on_request() {
    let reserved = |style, value: Value| {
        let request = built(|call| call.query_reserved(style, "q", &value));
        request.map(|request| request.uri().query().unwrap_or_default().to_owned())
    };
    assert_eq!(
        reserved(Style::Form, json!("a:b/c?d@e!f$g'(h)*i,j;k=l")),
        ok("q=a:b/c?d@e!f$g'(h)*i,j;k=l")
    );
    assert_eq!(reserved(Style::Form, json!("&+#[]% é")), ok("q=%26%2B%23%5B%5D%25%20%C3%A9"));
    assert_eq!(reserved(Style::FormJoined, json!(["a,b", "c/d"])), ok("q=a%2Cb,c/d"));
}

#[test]
fn what_is_nested_is_json() {
    let nested = || json!([{"a": 1}, [2], null]);
    assert_eq!(query(Style::Form, nested()), ok("color=%7B%22a%22%3A1%7D&color=%5B2%5D"));
    assert_eq!(path(PathStyle::Simple, nested()), ok("%7B%22a%22%3A1%7D,%5B2%5D"));
    assert_eq!(header(false, nested()), ok(r#"{"a":1},[2]"#));
}

#[test]
fn json_texts_in_every_place() {
    let value = json!({"k": "é😀"});
    let request = built(|call| {
        let call = call.header_json("color", &value).cookie_json("c", &[1, 2]);
        call.query_json("q", &value)
    });
    let request = request.unwrap();
    assert_eq!(request.headers()["color"], r#"{"k":"\u00e9\ud83d\ude00"}"#);
    assert_eq!(request.headers()["cookie"], "c=%5B1%2C2%5D");
    assert_eq!(request.uri().query(), Some("q=%7B%22k%22%3A%22%C3%A9%F0%9F%98%80%22%7D"));
    let request = built(|call| call.query_string(&json!({"a": 1}))).unwrap();
    assert_eq!(request.uri().query(), Some("%7B%22a%22%3A1%7D"));
}

#[test]
fn deep_objects() {
    assert_eq!(
        query(Style::DeepObject, json!({"k": ["a", "b"], "é&": "x=y z", "n": null, "t": true})),
        ok("color%5Bk%5D=a&color%5Bk%5D=b&color%5B%C3%A9%26%5D=x%3Dy%20z&color%5Bt%5D=true")
    );
    assert_eq!(
        query(Style::DeepObject, json!({"a": {"b": {"c": 1}}})),
        ok("color%5Ba%5D%5Bb%5D%5Bc%5D=1")
    );
    assert_eq!(query(Style::DeepObject, json!({"a]b[": 1})), ok("color%5Ba%5Db%5B%5D=1"));
    assert_eq!(
        query(Style::DeepObject, json!({"a": [{"b": 1}, [2]]})),
        ok("color%5Ba%5D%5B0%5D%5Bb%5D=1&color%5Ba%5D%5B1%5D%5B0%5D=2")
    );
}

#[test]
fn delimiters_within_values_are_told_apart_or_refused() {
    let refused = Err(ErrorKind::Refused(Refusal::Query));
    assert_eq!(query(Style::FormJoined, json!(["a,b", "c"])), ok("color=a%2Cb,c"));
    assert_eq!(query(Style::SpaceDelimited, json!(["a b", "c"])), refused);
    assert_eq!(query(Style::PipeDelimited, json!(["a|b", "c"])), refused);
    assert_eq!(query(Style::PipeDelimited, json!("a|b")), ok("color=a%7Cb"));
}

#[test]
fn scalars() {
    for (value, text) in [
        (json!(true), "true"),
        (json!(false), "false"),
        (json!(0), "0"),
        (json!(-1.5), "-1.5"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!("a b&c=d#e+f%g/h?i"), "a%20b%26c%3Dd%23e%2Bf%25g%2Fh%3Fi"),
        (json!("\r\n\0"), "%0D%0A%00"),
        (json!("é"), "%C3%A9"),
    ] {
        assert_eq!(query(Style::Form, value), ok(&format!("color={text}")));
    }
    let request = built(|call| call.query("a b&", &1)).unwrap();
    assert_eq!(request.uri().query(), Some("a%20b%26=1"));
}
