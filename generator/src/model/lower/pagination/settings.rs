//! A way to page as the settings write it.

use super::Declared;
use crate::config::{Paging, PagingCursor, PagingLink};
use crate::model::PagingStyle;
use crate::pointer::Pointer;

/// Where the settings have the way called `name`.
pub(super) fn pointer(name: &str) -> Pointer {
    Pointer::from_text("/pagination").child(name)
}

/// What `way` says, or why it says nothing.
pub(super) fn read(way: &Paging) -> Result<Declared, String> {
    let page = way.page.as_ref().map(|parameter| {
        let (parameter, first) = (parameter.clone(), way.first.unwrap_or(1));
        Ok(PagingStyle::Page { parameter, first })
    });
    let offset = way.offset.clone().map(|parameter| Ok(PagingStyle::Offset { parameter }));
    let cursor = way.cursor.as_ref().map(cursor);
    let link = way.link.as_ref().map(|link| {
        Ok(match link {
            PagingLink::Header(_) => PagingStyle::LinkHeader,
            PagingLink::From(link) => PagingStyle::Link { from: split(&link.from) },
        })
    });
    let mut styles = [page, offset, cursor, link].into_iter().flatten();
    let (Some(style), None) = (styles.next(), styles.next()) else {
        return Err("exactly one of `page`, `offset`, `cursor` and `link` is needed".to_owned());
    };
    let style = style?;
    if !matches!(style, PagingStyle::Page { .. }) {
        let stray = [("first", way.first.is_some()), ("last", way.last.is_some())];
        if let Some((key, _)) = stray.iter().find(|(_, set)| *set) {
            return Err(format!("`{key}` can stand beside `page` alone"));
        }
    }
    Ok(Declared {
        style,
        items: way.items.as_deref().map(split).unwrap_or_default(),
        last: way.last.as_deref().map(split),
        total: way.total.as_deref().map(split),
        more: way.more.as_deref().map(split),
    })
}

fn cursor(cursor: &PagingCursor) -> Result<PagingStyle, String> {
    let parameter = cursor.parameter.clone();
    match (&cursor.from, &cursor.last_item) {
        (Some(from), None) => Ok(PagingStyle::Cursor { parameter, from: split(from) }),
        (None, Some(from)) => Ok(PagingStyle::LastItem { parameter, from: split(from) }),
        _ => Err("exactly one of `from` and `last_item` is needed in `cursor`".to_owned()),
    }
}

fn split(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}
