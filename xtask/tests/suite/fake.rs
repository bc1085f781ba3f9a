//! A generator that does what the lines of its "document" say, so that each test controls its output.

use std::collections::BTreeMap;
use xtask::pipeline::{
    Changes, Explained, Files, Finding, Findings, Generator, Inputs, Outline, Overlaid, Pipeline,
    Question, Run, Severity, Sliced, Stage, Text, Tool,
};

/// `file PATH LINE|LINE` makes a file, `warning` and `error` make findings, `panic` panics;
/// other lines change nothing, like a comment.
pub(crate) struct Fake {
    pub(crate) version: &'static str,
    pub(crate) model_version: u32,
    pub(crate) syn: &'static str,
    /// Appended to every file: the generator's own code.
    pub(crate) code: &'static str,
}

impl Default for Fake {
    fn default() -> Self {
        Self { version: "1.0.0", model_version: 1, syn: "3.0.9", code: "" }
    }
}

impl Pipeline for Fake {
    fn overlays(&self, config: &Text) -> Vec<String> {
        Generator.overlays(config)
    }

    fn overlaid(&self, inputs: &Inputs, color: bool) -> (Option<Overlaid>, Findings) {
        Generator.overlaid(inputs, color)
    }

    fn referred(
        &self,
        spec: &Text,
        _: &[Text],
        read: &dyn Fn(&str) -> Result<String, String>,
    ) -> Files {
        let named = spec.text.lines().filter_map(|line| line.strip_prefix("include "));
        named.map(|path| (path.to_owned(), read(path))).collect()
    }

    #[expect(clippy::panic, reason = "what a bug in the generator does is to be seen")]
    fn generate(&self, inputs: &Inputs, _: bool) -> Run {
        let mut run = Run::default();
        let mut files = BTreeMap::new();
        let settings = inputs
            .config
            .as_ref()
            .map(|config| config.text.replace("\r\n", "\n"))
            .unwrap_or_default();
        for (index, line) in inputs.spec.text.lines().enumerate() {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("file", rest) => {
                    let (path, text) = rest.split_once(' ').unwrap_or((rest, ""));
                    files.insert(
                        path.to_owned(),
                        format!("{}\n{settings}{}", text.replace('|', "\n"), self.code),
                    );
                }
                ("warning", message) => run.findings.add(Severity::Warning, index, message, inputs),
                ("error", message) => run.findings.add(Severity::Error, index, message, inputs),
                ("panic", message) => panic!("{message}"),
                _ => {}
            }
        }
        run.document = self.canonical(&inputs.spec.text).unwrap_or_default();
        run.files = (run.findings.count(Severity::Error) == 0).then_some(files);
        run
    }

    /// The lines that say something.
    fn canonical(&self, text: &str) -> Option<String> {
        let said = text.lines().filter(|line| !line.starts_with('#'));
        Some(said.map(|line| format!("{line}\n")).collect())
    }

    fn describe(&self, inputs: &Inputs, stage: Stage, color: bool) -> (Option<String>, Findings) {
        let run = self.generate(inputs, color);
        let text = format!("type {stage:?}\n  {}\ntype Other\n", inputs.spec.name);
        (run.files.map(|_| text), run.findings)
    }

    fn explain(
        &self,
        inputs: &Inputs,
        question: Question<'_>,
        color: bool,
    ) -> (Option<Explained>, Findings) {
        let run = self.generate(inputs, color);
        let text = match question {
            Question::Name("Thing") => "a thing\n".to_owned(),
            Question::Name(_) => String::new(),
            Question::Line { file, text, line } => {
                format!("{file}: {}\n", text.lines().nth(line - 1).unwrap_or_default())
            }
        };
        let near = vec!["Thing".to_owned()];
        let explained = Explained { data: text.clone().into(), text, near };
        (run.files.map(|_| explained), run.findings)
    }

    fn outline(&self, inputs: &Inputs) -> Option<Outline> {
        let text = |text: &str| text.to_owned();
        self.generate(inputs, false).files.map(|_| Outline {
            package: text("fake-sdk"),
            version: text("0.1.0"),
            client: text("Fake"),
            token: None,
            server_env: None,
            servers: Vec::new(),
            api: (text("Fake"), text("1")),
            groups: Vec::new(),
            operations: Vec::new(),
        })
    }

    fn source(&self, _: &Text, _: bool) -> Result<Option<String>, Findings> {
        Ok(None)
    }

    fn slice(&self, inputs: &Inputs, _: (&str, &str), _: bool) -> Sliced {
        Sliced { text: Some(inputs.spec.text.clone()), ..Sliced::default() }
    }

    fn changes(&self, _: &Text, _: &Text) -> Option<Changes> {
        None
    }

    fn tool(&self) -> Tool {
        let formatters = BTreeMap::from([("syn".to_owned(), self.syn.to_owned())]);
        Tool {
            name: "fake".to_owned(),
            version: self.version.to_owned(),
            model_version: self.model_version,
            formatters,
        }
    }

    fn codes(&self) -> Vec<(String, String)> {
        vec![("bad-thing".to_owned(), "It is bad.\n\nMend it.".to_owned())]
    }
}

trait Add {
    fn add(&mut self, severity: Severity, index: usize, message: &str, inputs: &Inputs);
}

impl Add for Findings {
    fn add(&mut self, severity: Severity, index: usize, message: &str, inputs: &Inputs) {
        self.text.push_str(&format!(
            "{severity:?}: {message}\n --> {}:{}:1\n",
            inputs.spec.shown,
            index + 1
        ));
        self.items.push(Finding {
            severity,
            code: "bad-thing".to_owned(),
            file: inputs.spec.shown.clone(),
            pointer: Some("/thing".to_owned()),
            position: Some((index + 1, 1)),
            message: message.to_owned(),
            help: None,
        });
    }
}
