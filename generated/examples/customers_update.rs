// @generated from an OpenAPI document; change the document or its settings instead.
//! Update a customer.
//!
//! Run it with `cargo run --example customers_update -- ID NAME`.

use polar_sdk::{Customer, CustomerUpdate, Polar};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().ok_or("usage: customers_update ID NAME")?.parse()?;
    let name = arguments.next().ok_or("usage: customers_update ID NAME")?;
    let polar = Polar::from_env()?;
    match polar.customers().update(id, &CustomerUpdate::new().name(name)).await? {
        Customer::Individual(value) => println!("individual: {value:#?}"),
        Customer::Team(value) => println!("team: {value:#?}"),
        other => println!("of a kind that this version does not know: {:?}", other.tag()),
    }
    Ok(())
}
