//! Finding a text in a fixed list.

use crate::runtime::json::texts::{Texts, places};

/// Finds every text of a list and none that differs from all in one byte.
fn check<const PLACES: usize>(list: Vec<String>) {
    let list: Vec<&'static str> = list.into_iter().map(|text| &*text.leak()).collect();
    let texts = Texts::<PLACES>::new(list.clone().leak());
    for (index, text) in list.iter().enumerate() {
        assert_eq!(texts.find(text), Some(index), "{text:?} of {}", list.len());
        let end = text.len().saturating_sub(1);
        for other in [format!("{text}~"), format!("~{text}"), format!("{}~", &text[..end])] {
            assert_eq!(texts.find(&other), None, "{other:?} of {}", list.len());
        }
    }
    assert_eq!(texts.find("~"), None);
}

/// Texts of zero to three bytes, of up to eight, and longer ones with the same beginning and end.
fn list(length: usize) -> Vec<String> {
    let text = |index: usize| match index % 4 {
        0 => format!("{index:x}"),
        1 => format!("k{index:05}"),
        2 => format!("same{index}same"),
        _ => format!("a_name_of_some_length_{index}"),
    };
    let mut list: Vec<_> = (0..length).map(text).collect();
    if let Some(last) = list.last_mut() {
        last.clear();
    }
    list
}

#[test]
fn lists_of_all_sizes() {
    check::<{ places(0) }>(list(0));
    check::<{ places(1) }>(list(1));
    check::<{ places(8) }>(list(8));
    check::<{ places(9) }>(list(9));
    check::<{ places(300) }>(list(300));
    check::<{ places(5_000) }>(list(5_000));
}

#[test]
fn half_of_the_places_stay_free() {
    assert_eq!([0, 1, 8].map(places), [0, 0, 0]);
    assert_eq!([9, 16, 17, 300].map(places), [32, 32, 64, 1024]);
    assert_eq!(places(usize::from(u16::MAX)), 0);
}

#[test]
#[should_panic(expected = "the table belongs to the list")]
fn a_table_of_another_size_is_refused() {
    let _ = Texts::<32>::new(&["a"]);
}
