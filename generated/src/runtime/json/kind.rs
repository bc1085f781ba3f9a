//! Telling JSON values apart by their kind while they stream in.
//!
//! The one place that knows how a deserializer announces each kind, above all numbers: with
//! serde_json's feature `arbitrary_precision`, which any crate of a program can turn on for all of
//! it, a number that fits no machine type arrives as a map with one private key. What a kind means
//! is left to the implementors of [`ByKind`].

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::text::Text;

/// What to make of a value, kind by kind.
pub trait ByKind<'de>: Sized {
    /// What is made.
    type Value;

    /// Says what is expected, for error messages.
    ///
    /// # Errors
    /// Those of the formatter.
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The value is `null`.
    ///
    /// # Errors
    /// When the value does not fit.
    fn null<E: de::Error>(self) -> Result<Self::Value, E>;

    /// The value is `true` or `false`.
    ///
    /// # Errors
    /// When the value does not fit.
    fn boolean<E: de::Error>(self, value: bool) -> Result<Self::Value, E>;

    /// The value is a number.
    ///
    /// # Errors
    /// When the value does not fit.
    fn number<E: de::Error>(self, value: Number) -> Result<Self::Value, E>;

    /// The value is a string.
    ///
    /// # Errors
    /// When the value does not fit.
    fn text<E: de::Error>(self, value: Cow<'de, str>) -> Result<Self::Value, E>;

    /// The value is an array.
    ///
    /// # Errors
    /// When the value does not fit or cannot be read.
    fn array<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error>;

    /// The value is an object whose first key, if it has one, was read already.
    ///
    /// # Errors
    /// When the value does not fit or cannot be read.
    fn object<A: MapAccess<'de>>(
        self,
        first: Option<Cow<'de, str>>,
        entries: A,
    ) -> Result<Self::Value, A::Error>;
}

/// Reads one value and hands it to the method for its kind.
///
/// # Errors
/// When the value cannot be read, or the method refuses it.
pub fn by_kind<'de, K: ByKind<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
) -> Result<K::Value, D::Error> {
    deserializer.deserialize_any(KindVisitor(kinds))
}

/// The integer that a number with a fraction or an exponent is, such as `1.0` and `1e3`; `None` for
/// other numbers, and for those that a float may have rounded.
pub fn whole(number: &Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = number.as_f64().filter(|_| number.is_f64())?;
    (float.fract() == 0.0 && float.abs() < EXACT).then_some(float as i64)
}

/// The key under which serde_json hides a number's text; part of its protocol with itself.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Whether serde_json was built with `arbitrary_precision`. Only then is [`NUMBER_KEY`] a sign and
/// not an ordinary, if odd, key of an object.
static NUMBERS_KEEP_TEXT: LazyLock<bool> =
    LazyLock::new(|| match serde_json::from_str::<Number>(PRECISE) {
        Ok(number) => number.to_string() == PRECISE,
        Err(_) => false,
    });

/// An integer that no machine type can hold, so that only a text keeps it exactly.
const PRECISE: &str = "1000000000000000000000000000000000000000001";

struct KindVisitor<K>(K);

impl<'de, K: ByKind<'de>> Visitor<'de> for KindVisitor<K> {
    type Value = K::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.0.null()
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.0.null()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.boolean(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.0.number(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.0.number(value.into())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Self::Value, E> {
        match Number::from_i128(value) {
            Some(number) => self.0.number(number),
            None => Err(E::custom("an integer beyond 64 bits")),
        }
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Self::Value, E> {
        match Number::from_u128(value) {
            Some(number) => self.0.number(number),
            None => Err(E::custom("an integer beyond 64 bits")),
        }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        match Number::from_f64(value) {
            Some(number) => self.0.number(number),
            None => Err(E::custom("a number that JSON cannot write")),
        }
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        self.0.text(Cow::Owned(value.to_owned()))
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'de str) -> Result<Self::Value, E> {
        self.0.text(Cow::Borrowed(value))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Self::Value, E> {
        self.0.text(Cow::Owned(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.0.array(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        match entries.next_key()? {
            Some(Text(key)) if key == NUMBER_KEY && *NUMBERS_KEEP_TEXT => {
                let Text(digits) = entries.next_value()?;
                while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                self.0.number(digits.parse().map_err(de::Error::custom)?)
            }
            first => self.0.object(first.map(|Text(key)| key), entries),
        }
    }
}
