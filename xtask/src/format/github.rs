//! The report as workflow commands of GitHub Actions: one annotation per finding and per file.
//!
//! Text from a document or a path is escaped as the runner unescapes it, so that none of it can start
//! a command of its own.

use super::Streams;
use crate::pipeline::{Finding, Severity, compared};
use crate::report::{Change, Report};

pub(super) fn render(report: &Report) -> Streams {
    let mut lines: Vec<String> = report.findings.items.iter().map(finding).collect();
    if let Some(it) = &report.comparison {
        lines.extend(it.changes.iter().map(compared));
        lines.push(command("notice", &[("title", "verdict")], &report.title));
    }
    if report.drift && report.comparison.is_none() {
        lines.extend(report.changes.iter().map(change));
        let causes: Vec<_> = report.causes.iter().map(|it| it.message.as_str()).collect();
        let advice = report.by_hand.iter().map(String::as_str).chain(report.repair.as_deref());
        let all: Vec<_> = [report.title.as_str()].into_iter().chain(causes).chain(advice).collect();
        lines.push(command("error", &[("title", "drift")], &all.join("\n")));
    }
    if let Some(failure) = &report.failure {
        let help = failure.help.iter().map(String::as_str);
        let all: Vec<_> = [failure.message.as_str()].into_iter().chain(help).collect();
        lines.push(command("error", &[("title", report.command)], &all.join("\n")));
    }
    lines.extend(
        report.remarks.iter().map(|remark| command("notice", &[("title", report.command)], remark)),
    );
    // Shown as it is, the first line of this text could be a command.
    lines.extend(
        report.output.iter().map(|text| command("notice", &[("title", report.command)], text)),
    );
    Streams {
        stdout: lines.iter().map(|line| format!("{line}\n")).collect(),
        stderr: String::new(),
    }
}

fn finding(it: &Finding) -> String {
    let level = match it.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let (line, column) = it.position.unwrap_or((1, 1));
    let (line, column) = (line.to_string(), column.to_string());
    let properties =
        [("file", it.file.as_str()), ("line", &line), ("col", &column), ("title", &it.code)];
    let place = it.pointer.as_ref().map(|pointer| format!("\nat {pointer}")).unwrap_or_default();
    let help = it.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    command(level, &properties, &format!("{}{place}{help}", it.message))
}

/// A change between two versions: what moves the first part is a warning, since it may well be meant.
fn compared(it: &compared::Change) -> String {
    let level = if it.bump == "major" && it.approved.is_none() { "warning" } else { "notice" };
    let axes = format!("wire {}, source {}, behaviour {}", it.wire, it.source, it.behaviour);
    let approved = it.approved.iter().map(|because| format!("\napproved: {because}"));
    let message =
        [it.sentence(), format!("\n{axes}")].into_iter().chain(approved).collect::<String>();
    command(level, &[("title", it.code)], &message)
}

fn change(it: &Change) -> String {
    let line = it.line.unwrap_or(1).to_string();
    let properties = [("file", it.path.as_str()), ("line", &line), ("title", it.mark.code())];
    let why = if it.why.is_empty() { String::new() } else { format!(": {}", it.why) };
    command("error", &properties, &format!("{}{why}", it.mark.code()))
}

fn command(level: &str, properties: &[(&str, &str)], message: &str) -> String {
    let properties: Vec<_> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{level} {}::{}", properties.join(","), data(message))
}

/// The runner reads percent escapes in messages, and ends the command at a line end.
fn data(text: &str) -> String {
    super::harmless(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

/// In properties, colon and comma separate as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_inside_its_annotation() {
        let it = Finding {
            severity: Severity::Error,
            code: "a,b".into(),
            file: "x:y,line=9\n::set-env".into(),
            pointer: Some("/a\r\n::error::b".into()),
            position: Some((3, 4)),
            message: "100%\n::stop-commands::x".into(),
            help: None,
        };
        let line = finding(&it);
        assert_eq!(
            line,
            "::error file=x%3Ay%2Cline=9%0A%3A%3Aset-env,line=3,col=4,title=a%2Cb\
             ::100%25%0A::stop-commands::x%0Aat /a%0D%0A::error::b"
        );
        assert!(!line.contains(['\n', '\r']));
    }
}
