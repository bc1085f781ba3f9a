//! The keywords of schemas, each in one class, which says what becomes of it.
//!
//! JSON Schema 2020-12, its OpenAPI vocabulary (3.1 §4.8.24), and what 3.0 and older drafts spell
//! differently.

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// It shapes the type.
    Shape,
    /// It narrows values without shaping the type; shown in the documentation.
    Constraint,
    /// It is about the schema, not about values.
    Annotation,
    /// It is known and left out, for this reason.
    Ignored(&'static str),
    /// It could shape the type, and we have no form for it; what that means for the type.
    Unsupported(&'static str),
}

/// Writes the enum and its tables from one list.
macro_rules! keywords {
    ($( $variant:ident $name:literal $class:expr; )*) => {
        /// A keyword.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Keyword { $( $variant, )* }

        impl Keyword {
            /// The keyword of this name.
            pub(super) fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some(Keyword::$variant), )* _ => None }
            }

            /// What becomes of it.
            pub(super) fn class(self) -> Class {
                match self { $( Keyword::$variant => $class, )* }
            }
        }

        /// All names, to guess what a misspelt one means.
        pub(super) const NAMES: &[&str] = &[ $( $name, )* ];
    };
}

use Class::{Annotation, Constraint, Ignored, Shape, Unsupported};

keywords! {
    Ref "$ref" Shape;
    Type "type" Shape;
    Nullable "nullable" Shape;
    Format "format" Shape;
    Enum "enum" Shape;
    Const "const" Shape;
    Properties "properties" Shape;
    Required "required" Shape;
    AdditionalProperties "additionalProperties" Shape;
    PatternProperties "patternProperties" Shape;
    Items "items" Shape;
    PrefixItems "prefixItems" Shape;
    AdditionalItems "additionalItems" Shape;
    UnevaluatedProperties "unevaluatedProperties" Shape;
    UnevaluatedItems "unevaluatedItems" Shape;
    AllOf "allOf" Shape;
    AnyOf "anyOf" Shape;
    OneOf "oneOf" Shape;
    Not "not" Shape;
    Discriminator "discriminator" Shape;
    ContentMediaType "contentMediaType" Shape;
    ContentEncoding "contentEncoding" Shape;
    Defs "$defs" Shape;
    Definitions "definitions" Shape;
    Anchor "$anchor" Shape;

    Minimum "minimum" Constraint;
    Maximum "maximum" Constraint;
    ExclusiveMinimum "exclusiveMinimum" Constraint;
    ExclusiveMaximum "exclusiveMaximum" Constraint;
    MultipleOf "multipleOf" Constraint;
    MinLength "minLength" Constraint;
    MaxLength "maxLength" Constraint;
    Pattern "pattern" Constraint;
    MinItems "minItems" Constraint;
    MaxItems "maxItems" Constraint;
    UniqueItems "uniqueItems" Constraint;
    MinProperties "minProperties" Constraint;
    MaxProperties "maxProperties" Constraint;
    PropertyNames "propertyNames" Constraint;

    Title "title" Annotation;
    Description "description" Annotation;
    Default "default" Annotation;
    Example "example" Annotation;
    Examples "examples" Annotation;
    Deprecated "deprecated" Annotation;
    ReadOnly "readOnly" Annotation;
    WriteOnly "writeOnly" Annotation;

    Xml "xml" Ignored("bodies are JSON, forms or bytes");
    ExternalDocs "externalDocs" Ignored("the description documents the type");
    Schema "$schema" Ignored("the dialect is known from the document's version");
    Id "$id" Ignored("references by it were turned into pointers before");
    DynamicAnchor "$dynamicAnchor" Ignored("what refers to it was led to it before");
    RecursiveAnchor "$recursiveAnchor" Ignored("what refers to it was led to it before");
    Comment "$comment" Ignored("it is for the authors of the schema (Core §8.3)");
    Vocabulary "$vocabulary" Ignored("it has no effect outside meta-schemas (Core §8.1.2)");

    If "if" Unsupported("the condition is not applied");
    Then "then" Unsupported("the condition is not applied, and its properties are optional");
    Else "else" Unsupported("the condition is not applied, and its properties are optional");
    DependentSchemas "dependentSchemas" Unsupported("the condition is not applied, and its properties are optional");
    DependentRequired "dependentRequired" Unsupported("the members stay optional");
    Dependencies "dependencies" Unsupported("the dependencies are not applied");
    Contains "contains" Unsupported("items are read as if it were absent");
    MinContains "minContains" Unsupported("items are read as if it were absent");
    MaxContains "maxContains" Unsupported("items are read as if it were absent");
    ContentSchema "contentSchema" Unsupported("the content stays a string");
    DynamicRef "$dynamicRef" Unsupported("any value is allowed there");
    RecursiveRef "$recursiveRef" Unsupported("any value is allowed there");
}

impl Keyword {
    /// Whether its value is a schema we have no use for ourselves, but a reference might.
    pub(super) fn holds_schema(self) -> bool {
        matches!(
            self,
            Keyword::If
                | Keyword::Then
                | Keyword::Else
                | Keyword::Contains
                | Keyword::ContentSchema
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Keyword, NAMES};

    #[test]
    fn every_name_finds_a_keyword() {
        for name in NAMES {
            assert!(Keyword::from_name(name).is_some(), "{name}");
        }
        assert!(Keyword::from_name("maxLenght").is_none());
    }
}
