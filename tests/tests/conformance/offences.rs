//! Requests that violate the document on purpose, each in one way. The judge must see every one.

use http::header::AUTHORIZATION;
use http::{Method, Uri};
use polar_sdk::{
    AddressInput, CountryAlpha2Input, CustomerCreate, CustomerSortProperty, CustomerUpdate,
    MemberCreateFromCustomer, MemberUpdate,
};
use serde_json::json;

use super::calls::{ORGANIZATION, id};
use super::judge::Judge;

pub(crate) async fn commit_all(judge: &Judge) {
    let api = judge.client();
    let (customers, members, some) = (api.customers(), api.customers().members(), id(ORGANIZATION));

    let _ = customers.list().page(0).await;
    reported(judge, "a number below its minimum");

    let _ = customers.list().page(0).header("Prefer", "code=422").await;
    reported(judge, "an offence under the very status that was asked for");

    let keys = [CustomerSortProperty::Name, CustomerSortProperty::from("age")];
    let _ = customers.list().sorting(&keys).await;
    reported(judge, "a query value that is not in its enum");

    let _ = customers.create(&CustomerCreate::Unknown(json!({"type": "team", "email": 3}))).await;
    reported(judge, "a member of the wrong type");

    let _ = customers.create(&CustomerCreate::Unknown(json!({"type": "individual"}))).await;
    reported(judge, "a required member that is missing");

    let address = AddressInput::new(CountryAlpha2Input::from("CU"));
    let _ = customers.update(some, &CustomerUpdate::new().billing_address(address)).await;
    reported(judge, "a country that only answers may hold");

    let _ = members.create(some, &MemberCreateFromCustomer::new("nobody")).await;
    reported(judge, "an email address that is none");

    let _ = members.update(some, some, &MemberUpdate::new().name("x".repeat(257))).await;
    reported(judge, "a text above its length");

    let _ = customers.get(some).header("Prefer", "code=418").await;
    reported(judge, "an answer that the document does not have");

    let _ = customers.get(some).header("Authorization", "Basic eDp5").await;
    reported(judge, "a credential of another kind");

    // The SDK has no call for these.
    let elsewhere = judge.tampering(|request| *request.uri_mut() = moved(request.uri()));
    let _ = elsewhere.client().customers().get(some).header("Prefer", "code=404").await;
    reported(judge, "a path that is not in the document");

    let put = judge.tampering(|request| *request.method_mut() = Method::PUT);
    let _ = put.client().customers().get(some).await;
    reported(judge, "a method that the path does not have");

    let anonymous = judge.tampering(|request| {
        request.headers_mut().remove(AUTHORIZATION);
    });
    let _ = anonymous.client().customers().get(some).await;
    reported(judge, "a credential that is missing");
}

/// The same address with another segment at its end.
fn moved(uri: &Uri) -> Uri {
    format!("{uri}/elsewhere").parse().unwrap()
}

fn reported(judge: &Judge, offence: &str) {
    let exchanges = judge.take();
    assert_eq!(exchanges.len(), 1, "{offence}: the requests sent are {exchanges:?}");
    assert!(!exchanges[0].conforms(), "the judge lets {offence} pass: {:?}", exchanges[0]);
}
