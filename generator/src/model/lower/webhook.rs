//! Webhooks: what the API sends, as far as its body is JSON.

use openapiv3::ReferenceOr;

use super::Lowering;
use super::dispatch::Pending;
use crate::diagnostic::{At, Code, Diagnostic, Input};
use crate::model::{
    ContentKind, Direction, Dispatch, Docs, NameHint, Shape, TypeDef, TypeId, Union, Variant,
    Webhook,
};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The webhooks, by name.
    pub(super) fn lower_webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut webhooks = Vec::new();
        for (name, item) in super::sorted(document.webhooks.iter().map(|(k, v)| (k.clone(), v))) {
            let at = Pointer::from_text("/webhooks").child(&name);
            let operation = match item {
                ReferenceOr::Item(item) => item.post.as_ref(),
                ReferenceOr::Reference { .. } => None,
            };
            let Some(operation) = operation else {
                self.warn(
                    Code::UnsupportedWebhook,
                    &at,
                    "only webhooks that are posted are supported",
                );
                continue;
            };
            let at = at.child("post");
            let body = operation.request_body.as_ref().and_then(|body| self.lower_body(&at, body));
            match body.map(|body| body.content.kind) {
                Some(ContentKind::Json(body)) => webhooks.push(Webhook {
                    name,
                    docs: Docs {
                        summary: operation.summary.clone(),
                        description: operation.description.clone(),
                        deprecated: operation.deprecated,
                        ..Docs::default()
                    },
                    body,
                    origin: at,
                }),
                _ => self.warn(
                    Code::UnsupportedWebhook,
                    &at,
                    "a webhook without a JSON body is left out",
                ),
            }
        }
        self.lower_declared_webhooks(&mut webhooks);
        webhooks
    }

    /// The webhooks that the settings add to those of the document.
    fn lower_declared_webhooks(&mut self, webhooks: &mut Vec<Webhook>) {
        let (document, config) = (self.document, self.config);
        let declared = config.webhooks.iter().flat_map(|settings| &settings.events);
        for (name, reference) in declared {
            let mut wrong = |message: String| {
                let at = At::Pointer(Pointer::from_text("/webhooks/events").child(name));
                let finding = Diagnostic::error(Code::InvalidConfig, at, message);
                self.diagnostics.push(finding.about(Input::Config));
            };
            let schema = Pointer::from_reference(reference)
                .and_then(|origin| Some((document.schemas.at(&origin)?, origin)));
            let Some((schema, origin)) = schema else {
                wrong(format!("`{reference}` is no schema of the document"));
                continue;
            };
            if webhooks.iter().any(|webhook| webhook.name == *name) {
                wrong(format!("the document has a webhook `{name}` already"));
                continue;
            }
            let body = self.lower_schema(schema);
            let docs = Docs::default();
            webhooks.push(Webhook { name: name.clone(), docs, body, origin });
        }
        webhooks.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// The union of all webhooks' bodies: what a receiver gets before it knows which one it is.
    pub(super) fn lower_webhook_event(&mut self, webhooks: &[Webhook]) -> Option<TypeId> {
        if webhooks.is_empty() {
            return None;
        }
        let mut variants: Vec<Variant> = Vec::new();
        for webhook in webhooks {
            if !variants.iter().any(|variant| variant.ty == webhook.body) {
                variants.push(Variant { ty: webhook.body, tags: Vec::new() });
            }
        }
        let origin = Pointer::from_text("/webhooks");
        let id = TypeId::new(self.types.len());
        self.types.push(Some(TypeDef {
            origin: origin.clone(),
            hint: NameHint::Component("WebhookEvent".to_owned()),
            docs: Docs {
                description: Some("What a webhook delivers.".to_owned()),
                ..Docs::default()
            },
            used: Direction::default(),
            shape: Shape::Union(Union { variants, dispatch: Dispatch::Kind }),
        }));
        self.unions.push(Pending {
            ty: id,
            at: origin,
            discriminator: None,
            own: None,
            members: Vec::new(),
        });
        Some(id)
    }
}
