//! Which operations and webhooks of a document are wanted.
//!
//! Decides what a selection is and how its parts combine. Where it is applied, and what else leaves
//! with the operations that are not chosen, is in `document/select.rs`.

mod glob;
mod selector;

pub use glob::{name_fits, path_fits};
pub(crate) use selector::METHODS;
pub use selector::{Candidate, OperationSelector};

use crate::config::Config;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::pointer::Pointer;

/// What a command line selects, as it was typed: `condition=value`, with commas between conditions,
/// or `webhook=NAME`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// If there are any, only what one of them fits is wanted.
    pub only: Vec<String>,
    /// What one of them fits is not wanted.
    pub without: Vec<String>,
}

impl Arguments {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.only.is_empty() && self.without.is_empty()
    }
}

/// Reads one selector of a command line, to tell early what is wrong with it.
///
/// # Errors
/// With a sentence that says what cannot be read.
pub fn check_argument(text: &str) -> Result<(), String> {
    match text.strip_prefix(WEBHOOK) {
        Some(_) => Ok(()),
        None => OperationSelector::parse(text).map(drop),
    }
}

/// A command line has no lines.
const START: At = At::Position { line: 1, column: 1 };

/// The condition on webhooks of a command line.
const WEBHOOK: &str = "webhook=";

/// Which operations and webhooks are wanted: those that each layer lets pass.
#[derive(Debug, Default)]
pub struct Choice {
    layers: Vec<Layer>,
    /// What settings use by its place: kept, whatever is selected.
    pub kept: Vec<Pointer>,
}

/// One source of selectors.
#[derive(Debug)]
struct Layer {
    operations: Rules<OperationSelector>,
    webhooks: Rules<String>,
}

/// What is let in (all, if nothing is listed) and what is kept out.
#[derive(Debug)]
struct Rules<S> {
    include: Vec<Rule<S>>,
    exclude: Vec<Rule<S>>,
}

#[derive(Debug)]
struct Rule<S> {
    selector: S,
    place: Place,
    used: bool,
}

/// Where a selector is written.
#[derive(Debug)]
enum Place {
    Settings(Pointer),
    /// On the command line, with its option.
    Argument(String),
}

impl Choice {
    /// The choice that settings and command line make together.
    pub fn new(config: &Config, arguments: &Arguments, diagnostics: &mut Diagnostics) -> Self {
        let settings = |section: &str, key: &str| Pointer::root().child(section).child(key);
        let operations = &config.operations;
        let webhooks = config.webhooks.as_ref();
        let names = |names: Option<&Vec<String>>| names.cloned().unwrap_or_default();
        let mut layers = vec![Layer {
            operations: Rules {
                include: rules(operations.include.clone(), settings("operations", "include")),
                exclude: rules(operations.exclude.clone(), settings("operations", "exclude")),
            },
            webhooks: Rules {
                include: rules(
                    names(webhooks.map(|it| &it.include)),
                    settings("webhooks", "include"),
                ),
                exclude: rules(
                    names(webhooks.map(|it| &it.exclude)),
                    settings("webhooks", "exclude"),
                ),
            },
        }];
        if !arguments.is_empty() {
            let mut layer = Layer { operations: Rules::default(), webhooks: Rules::default() };
            for (key, texts) in [("only", &arguments.only), ("without", &arguments.without)] {
                layer.read(key, texts, diagnostics);
            }
            layers.push(layer);
        }
        Self { layers, kept: config.uses() }
    }

    /// Whether everything is wanted.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.layers.iter().all(|layer| layer.operations.is_empty() && layer.webhooks.is_empty())
    }

    /// Whether an operation is wanted. Selectors that fit it count as used.
    pub fn wants_operation(&mut self, candidate: &Candidate<'_>) -> bool {
        let wanted = self
            .layers
            .iter_mut()
            .map(|layer| layer.operations.let_pass(|selector| selector.fits(candidate)));
        // Every layer is asked, so that each selector that fits is known to be of use.
        wanted.fold(true, |all, one| all & one)
    }

    /// Whether a webhook is wanted. Patterns that fit its name count as used.
    pub fn wants_webhook(&mut self, name: &str) -> bool {
        let wanted = self
            .layers
            .iter_mut()
            .map(|layer| layer.webhooks.let_pass(|pattern| name_fits(pattern, name)));
        wanted.fold(true, |all, one| all & one)
    }

    /// Lets the selectors of the settings fit nothing: the document was selected from with them before.
    pub fn forgive_settings(&mut self) {
        for layer in &mut self.layers {
            layer.operations.forgive_settings();
            layer.webhooks.forgive_settings();
        }
    }

    /// Reports the selectors that fitted nothing.
    pub fn report_unused(&self, diagnostics: &mut Diagnostics) {
        for layer in &self.layers {
            layer.operations.report_unused("operation", diagnostics);
            layer.webhooks.report_unused("webhook", diagnostics);
        }
    }
}

impl Layer {
    fn read(&mut self, key: &str, texts: &[String], diagnostics: &mut Diagnostics) {
        for text in texts {
            let option = format!("--{key} {text}");
            if let Some(pattern) = text.strip_prefix(WEBHOOK) {
                let rule = Rule::new(pattern.to_owned(), Place::Argument(option));
                self.webhooks.list(key).push(rule);
                continue;
            }
            match OperationSelector::parse(text) {
                Ok(selector) => {
                    let rule = Rule::new(selector, Place::Argument(option));
                    self.operations.list(key).push(rule);
                }
                Err(why) => {
                    let message = format!("`{option}` cannot be read: {why}");
                    let finding = Diagnostic::error(Code::InvalidConfig, START, message);
                    diagnostics.push(finding.about(Input::Arguments));
                }
            }
        }
    }
}

impl<S> Default for Rules<S> {
    fn default() -> Self {
        Self { include: Vec::new(), exclude: Vec::new() }
    }
}

impl<S> Rules<S> {
    /// The list that an option of the command line adds to.
    fn list(&mut self, key: &str) -> &mut Vec<Rule<S>> {
        if key == "only" { &mut self.include } else { &mut self.exclude }
    }

    fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    fn let_pass(&mut self, fits: impl Fn(&S) -> bool) -> bool {
        let any = |rules: &mut Vec<Rule<S>>| {
            rules.iter_mut().fold(false, |any, rule| {
                let one = fits(&rule.selector);
                rule.used |= one;
                any | one
            })
        };
        let (included, excluded) = (any(&mut self.include), any(&mut self.exclude));
        (included || self.include.is_empty()) && !excluded
    }

    fn forgive_settings(&mut self) {
        for rule in self.include.iter_mut().chain(&mut self.exclude) {
            rule.used |= matches!(rule.place, Place::Settings(_));
        }
    }

    fn report_unused(&self, noun: &str, diagnostics: &mut Diagnostics) {
        for rule in self.include.iter().chain(&self.exclude).filter(|rule| !rule.used) {
            let finding = match &rule.place {
                Place::Settings(at) => {
                    let message = format!("no {noun} of the document fits this selector");
                    let at = At::Pointer(at.clone());
                    Diagnostic::error(Code::UnusedSelector, at, message).about(Input::Config)
                }
                Place::Argument(option) => {
                    let message = format!("no {noun} of the document fits `{option}`");
                    Diagnostic::error(Code::UnusedSelector, START, message).about(Input::Arguments)
                }
            };
            diagnostics.push(finding.with_help("correct the selector, or remove it"));
        }
    }
}

impl<S> Rule<S> {
    fn new(selector: S, place: Place) -> Self {
        Self { selector, place, used: false }
    }
}

fn rules<S>(selectors: Vec<S>, list: Pointer) -> Vec<Rule<S>> {
    let rule = |(index, selector)| Rule::new(selector, Place::Settings(list.index(index)));
    selectors.into_iter().enumerate().map(rule).collect()
}
