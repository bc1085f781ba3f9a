// @generated from an OpenAPI document; change the document or its settings instead.
//! List customers.
//!
//! Run it with `cargo run --example customers_list`.

use polar_sdk::Polar;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let polar = Polar::from_env()?;
    let mut items = polar.customers().list().items();
    while let Some(item) = items.next().await {
        let item = item?;
        println!("{item:#?}");
    }
    Ok(())
}
