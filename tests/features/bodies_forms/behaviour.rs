//! The body of a form, byte for byte.

use bodies_forms::{Order, OrderAddress, OrderItemsItem, OrderNotesItem, Probe};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn members_that_are_no_scalars() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    let order = Order::new()
        .address(OrderAddress::new().street("a&b"))
        .items(vec![
            OrderItemsItem::new().price("1").counts(vec![1, 2]),
            OrderItemsItem::new().price("2"),
        ])
        .metadata([("k=".to_owned(), "v".to_owned())])
        .notes(vec![OrderNotesItem::new().text("x")])
        .sizes(vec![1, 2])
        .tags(vec!["a".to_owned(), "b".to_owned()]);
    let request = probe.orders().create(&order).build()?;
    let body = request.body().as_bytes().ok_or("a body")?;
    let pairs: Vec<&str> = std::str::from_utf8(body)?.split('&').collect();
    assert_eq!(
        pairs,
        [
            "address=%7B%22street%22%3A%22a%26b%22%7D",
            "items%5B0%5D%5Bcounts%5D%5B0%5D=1",
            "items%5B0%5D%5Bcounts%5D%5B1%5D=2",
            "items%5B0%5D%5Bprice%5D=1",
            "items%5B1%5D%5Bprice%5D=2",
            "metadata%5Bk%3D%5D=v",
            "notes=%7B%22text%22%3A%22x%22%7D",
            "sizes=1%7C2",
            "tags=a",
            "tags=b",
        ]
    );
    Ok(())
}
