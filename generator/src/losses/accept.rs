//! Marks the findings that the settings accept. An entry that matches nothing is an error, so that
//! the list shrinks when the document improves.

use std::collections::HashMap;

use crate::choice::path_fits;
use crate::config::Accept;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity};
use crate::pointer::Pointer;

/// Marks what the entries accept. `narrowed` says that parts of the document were left out for this
/// run alone, so that an entry may well be about those.
pub(crate) fn accept(entries: &[Accept], narrowed: bool, diagnostics: &mut Diagnostics) {
    let mut used = vec![false; entries.len()];
    // Most entries name one place, and a list of them is as long as the document is poor.
    let mut exact: HashMap<(&str, &str), usize> = HashMap::new();
    let mut patterns: Vec<(usize, &Accept)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.at.contains('*') {
            patterns.push((index, entry));
        } else {
            // Of two equal entries the second has nothing left to accept.
            exact.entry((&entry.code, &entry.at)).or_insert(index);
        }
    }
    diagnostics.for_each_mut_with_files(|finding, files| {
        let Some(at) = finding.place(files) else { return };
        if finding.severity == Severity::Error || finding.input == Input::Config {
            return;
        }
        let code = finding.code.name();
        let fits =
            patterns.iter().filter(|(_, entry)| entry.code == code && path_fits(&entry.at, &at));
        let fitting = exact
            .get(&(code, at.as_str()))
            .copied()
            .into_iter()
            .chain(fits.map(|(index, _)| *index));
        for index in fitting {
            used[index] = true;
            finding.accepted.get_or_insert_with(|| entries[index].because.clone());
        }
    });
    for (index, entry) in entries.iter().enumerate().filter(|(index, _)| !used[*index]) {
        let at = Pointer::from_text("/accept").index(index);
        let known = Code::all().iter().any(|code| code.name() == entry.code);
        let finding = if known {
            if narrowed {
                continue;
            }
            let message =
                format!("nothing to accept: there is no `{}` at `{}`", entry.code, entry.at);
            Diagnostic::error(Code::UnusedAccept, At::Pointer(at), message)
                .with_help("remove the entry")
        } else {
            let message = format!("`{}` is no code of a finding", entry.code);
            Diagnostic::error(Code::InvalidConfig, At::Pointer(at.child("code")), message)
                .with_help(
                    "an entry accepts one kind of finding; its code is what stands in brackets",
                )
        };
        diagnostics.push(finding.about(Input::Config));
    }
}
