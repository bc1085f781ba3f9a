//! Each goes where it belongs, and none takes the place of what every call has.

use std::time::Duration;

use parameters_same_name::Probe;

type Result = std::result::Result<(), Box<dyn std::error::Error>>;

#[test]
fn each_in_its_place() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    let call = probe.things().get("a", 7).id("h").id_param(true);
    let call = call.timeout_param(3).send_param(true).with_response_param("w");
    let request = call.timeout(Duration::from_secs(1)).build()?;
    assert_eq!(
        request.uri().to_string(),
        "https://probe.example/things/a?id=7&timeout=3&send=true&with_response=w"
    );
    assert_eq!(request.headers()["id"], "h");
    assert_eq!(request.headers()["cookie"], "id=true");
    Ok(())
}
