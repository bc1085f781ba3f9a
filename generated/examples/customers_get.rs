// @generated from an OpenAPI document; change the document or its settings instead.
//! Get a customer.
//!
//! Run it with `cargo run --example customers_get -- ID`.

use polar_sdk::{Customer, Polar};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().ok_or("usage: customers_get ID")?.parse()?;
    let polar = Polar::from_env()?;
    match polar.customers().get(id).await? {
        Customer::Individual(value) => println!("individual: {value:#?}"),
        Customer::Team(value) => println!("team: {value:#?}"),
        other => println!("of a kind that this version does not know: {:?}", other.tag()),
    }
    Ok(())
}
