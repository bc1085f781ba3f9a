//! The request for each way to write a parameter.

use parameters_content::{Deep, Filter, Probe};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn probe() -> Result<Probe> {
    Ok(Probe::builder().server("https://probe.example").build()?)
}

#[test]
fn json_in_each_place() -> Result {
    let probe = probe()?;
    let filter = Filter::new("é/");
    let call = probe.probes().json(&filter).x_filter(&filter).crumb(&[1, 2]).q(&filter).plain("a b");
    let request = call.build()?;
    assert_eq!(request.uri().path(), "/json/%7B%22key%22%3A%22%C3%A9%2F%22%7D");
    assert_eq!(request.headers()["x-filter"], r#"{"key":"\u00e9/"}"#);
    assert_eq!(request.headers()["cookie"], "crumb=%5B1%2C2%5D");
    assert_eq!(request.uri().query(), Some("q=%7B%22key%22%3A%22%C3%A9%2F%22%7D&plain=a%20b"));
    Ok(())
}

#[test]
fn reserved_and_nested() -> Result {
    let probe = probe()?;
    let query = |call: parameters_content::api::probes::Nested<'_>| -> Result<Option<String>> {
        Ok(call.build()?.uri().query().map(str::to_owned))
    };
    let call = || probe.probes().nested();
    let url = "https://a.example/x?y=(1,2)&z#";
    assert_eq!(query(call().url(url))?.as_deref(), Some("url=https://a.example/x?y=(1,2)%26z%23"));
    let filters = [Filter::new("a"), Filter::new("b").size(2)];
    let text = "filters=%7B%22key%22%3A%22a%22%7D&filters=%7B%22key%22%3A%22b%22%2C%22size%22%3A2%7D";
    assert_eq!(query(call().filters(&filters))?.as_deref(), Some(text));
    let deep = Deep::new().any(filters.to_vec()).names(["x", "y"].map(str::to_owned).to_vec());
    let text = "deep%5Bany%5D%5B0%5D%5Bkey%5D=a&deep%5Bany%5D%5B1%5D%5Bkey%5D=b&\
                deep%5Bany%5D%5B1%5D%5Bsize%5D=2&deep%5Bnames%5D=x&deep%5Bnames%5D=y";
    assert_eq!(query(call().deep(&deep))?.as_deref(), Some(text));
    let request = call().session("a%2Fb/c").build()?;
    assert_eq!(request.headers()["cookie"], "session=a%2Fb/c");
    assert!(call().session("a;b").build().is_err());
    Ok(())
}

#[test]
fn the_whole_query() -> Result {
    let probe = probe()?;
    let request = probe.probes().whole(&Filter::new("a b").size(1)).build()?;
    assert_eq!(request.uri().query(), Some("key=a%20b&size=1"));
    let request = probe.probes().whole_json().any(&Filter::new("a")).build()?;
    assert_eq!(request.uri().query(), Some("%7B%22key%22%3A%22a%22%7D"));
    Ok(())
}
