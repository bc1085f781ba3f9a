//! Types that themselves bear the names which generic parameters usually have.

use super::round_trip;
use crate::runtime::json::Value;

macro_rules! own_names {
    ($($type:ident)*) => {
        mod strings {
            $(
                #[derive(Clone, PartialEq)]
                pub(super) enum $type { One, Unknown(String) }
                string_enum! { $type { One "one" } }
            )*
        }

        mod integers {
            $(
                #[derive(Clone, PartialEq)]
                pub(super) enum $type { One, Unknown(i64) }
                integer_enum! { $type { One 1 } }
            )*
        }

        mod objects {
            $(
                #[derive(Clone, PartialEq)]
                pub(super) struct $type { pub(super) inner: Option<Box<$type>> }
                object! { $type { implied "type" = "one", optional inner "inner" } }
                setters! { $type { new(), optional inner: Box<$type> } }
            )*
        }

        mod untagged {
            $(
                #[derive(Clone, PartialEq)]
                pub(super) enum $type { One(Vec<$type>), Unknown(super::Value) }
                untagged! { $type { array One(Vec<$type>) } }
                from_variants! { $type { One(Vec<$type>) } }
            )*
        }

        mod tagged {
            $(
                #[derive(Clone, PartialEq)]
                pub(super) enum $type { One(super::objects::$type), Unknown(super::Value) }
                tagged! { $type by "type" { "one" => One(super::objects::$type) } }
            )*
        }

        mod selected {
            $(
                #[derive(Clone, PartialEq)]
                pub(super) enum $type { One(Vec<$type>), Unknown(super::Value) }
                selected! { $type { "one" => One(Vec<$type>) } }
            )*
        }

        #[test]
        fn own_names() {
            $(
                assert_eq!(strings::$type::KNOWN, [round_trip("\"one\"")]);
                assert_eq!(integers::$type::KNOWN, [round_trip("1")]);
                let inner = objects::$type::new();
                let object = objects::$type::new().inner(inner);
                let text = r#"{"type":"one","inner":{"type":"one"}}"#;
                assert_eq!(round_trip::<objects::$type>(text), object);
                let tagged = tagged::$type::One(object);
                assert_eq!(round_trip::<tagged::$type>(text), tagged);
                assert_eq!(tagged.tag(), Some("one"));
                let nested = untagged::$type::from(vec![untagged::$type::from(vec![])]);
                assert_eq!(round_trip::<untagged::$type>("[[]]"), nested);
                let alone = selected::$type::Unknown(Value::Bool(true));
                assert_eq!(round_trip::<selected::$type>("true"), alone);
                assert_ne!(selected::$type::One(vec![]), alone);
            )*
        }
    };
}

own_names! { Position D S A E T }
