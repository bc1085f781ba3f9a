//! The text of a form whose members have encodings.

use bodies_encoding::{Form, FormDeep, Probe};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn each_member_as_its_encoding_says() -> Result {
    let probe = Probe::builder().build()?;
    let list = || ["a", "b"].map(str::to_owned).to_vec();
    let form = Form::new().joined(list()).piped(list()).apart(list()).deep(FormDeep::new().key("v"));
    let request = probe.probes().form(&form).build()?;
    let body = request.body().as_bytes().ok_or("no body")?;
    let text = "apart=a&apart=b&deep%5Bkey%5D=v&joined=a%2Cb&piped=a%7Cb";
    assert_eq!(std::str::from_utf8(body)?, text);
    Ok(())
}

#[test]
fn only_what_is_read_is_asked_for() -> Result {
    let probe = Probe::builder().build()?;
    let request = probe.probes().xml("<x/>").build()?;
    assert_eq!(request.headers()["content-type"], "application/xml");
    assert_eq!(request.headers()["accept"], "application/json");
    Ok(())
}
