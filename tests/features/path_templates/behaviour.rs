//! The path and query of each request.

use path_templates::Probe;
use path_templates::runtime::{Body, Error, Request};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn uri(request: std::result::Result<Request<Body>, Error>) -> Result<String> {
    let uri = request?.uri().to_string();
    Ok(uri.strip_prefix("https://probe.example").ok_or("another server")?.to_owned())
}

#[test]
fn names_within_a_segment() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    let files = probe.files();
    assert_eq!(uri(files.get_files_by_name_ext("a.b", "tar/gz").build())?, "/files/a.b.tar%2Fgz");
    assert_eq!(uri(files.item("4 2").build())?, "/items(4%202)");
    assert_eq!(uri(files.act("a", "b:c").build())?, "/a:b%3Ac");
    assert_eq!(uri(files.row("12", "x").build())?, "/rows/12/x");
    assert_eq!(uri(files.twice("1").build())?, "/twice/1/of/1/");
    Ok(())
}

#[test]
fn a_query_in_the_key() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    assert_eq!(uri(probe.jobs().run().build())?, "/jobs?action=run");
    assert_eq!(uri(probe.jobs().run().dry(true).build())?, "/jobs?action=run&dry=true");
    assert_eq!(uri(probe.jobs().stop(7).build())?, "/jobs?action=stop&job=7");
    assert_eq!(uri(probe.jobs().get_jobs().build())?, "/jobs");
    Ok(())
}

#[test]
fn what_is_no_path_as_it_stands() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    assert_eq!(uri(probe.odd().get_no_slash().build())?, "/no/slash");
    assert_eq!(uri(probe.odd().text().build())?, "/a%20b/%C3%BC");
    assert_eq!(uri(probe.same().get_same_by_b("x").build())?, "/same/x");
    Ok(())
}
