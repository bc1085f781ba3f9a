//! Where each call goes, with the document's servers and with one of the caller's own.

use servers_of_operations::Probe;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn targets(probe: &Probe) -> Result<[String; 5]> {
    let files = probe.files();
    Ok([
        files.list().build()?.uri().to_string(),
        files.put().build()?.uri().to_string(),
        files.beside().build()?.uri().to_string(),
        files.same().build()?.uri().to_string(),
        files.odd().build()?.uri().to_string(),
    ])
}

#[test]
fn as_the_document_says() -> Result {
    assert_eq!(targets(&Probe::builder().build()?)?, [
        "https://files.probe.example/files",
        "https://eu.probe.example/up/files",
        "https://api.probe.example/v2/beside",
        "https://api.probe.example/v1/same",
        "https://api.probe.example/v1/odd",
    ]);
    Ok(())
}

#[test]
fn a_server_that_is_named_takes_all_calls() -> Result {
    assert_eq!(targets(&Probe::builder().server("http://localhost:8080/x").build()?)?, [
        "http://localhost:8080/x/files",
        "http://localhost:8080/x/files",
        "http://localhost:8080/v2/beside",
        "http://localhost:8080/x/same",
        "http://localhost:8080/x/odd",
    ]);
    Ok(())
}
