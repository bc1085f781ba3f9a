//! The generated SDK before an independent judge: Prism, which mocks `spec/openapi.yaml` and checks
//! every request against it. `cargo xtask conformance` starts it and runs these tests.
//!
//! What has to be asked is not listed here: it is derived from the document, so that an operation,
//! an answer, a query parameter or a member of a body that nobody tried is a failure.

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod document;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod offences;

#[cfg(test)]
mod tests {
    use super::document::Document;
    use super::judge::{Exchange, Judge};
    use super::{calls, offences};

    /// Every answer of every operation, every query parameter and every member of a body.
    #[tokio::test]
    #[ignore = "needs Prism; run cargo xtask conformance"]
    async fn every_request_conforms() {
        let document = Document::read();
        let judge = Judge::from_env();
        calls::make_all(&judge.client(), &document).await;

        let exchanges = judge.take();
        let (called, violations) = tabulate(&document, &exchanges);
        let untried: Vec<String> =
            document.operations.iter().flat_map(|it| it.untried(&exchanges)).collect();
        println!("{called} of {} operations, {violations} violations", document.operations.len());

        let broken: Vec<&Exchange> = exchanges.iter().filter(|it| !it.conforms()).collect();
        assert!(broken.is_empty(), "Prism reports violations: {broken:#?}");
        assert!(untried.is_empty(), "the document has what no call tried: {untried:#?}");
        assert_eq!(called, document.operations.len());
    }

    /// A judge that lets everything pass proves nothing.
    #[tokio::test]
    #[ignore = "needs Prism; run cargo xtask conformance"]
    async fn every_offence_is_reported() {
        let judge = Judge::from_env();
        offences::commit_all(&judge).await;
    }

    /// Prints how often each operation was called and how many of the calls were violations;
    /// returns how many operations were called, and all violations.
    fn tabulate(document: &Document, exchanges: &[Exchange]) -> (usize, usize) {
        println!("\n{:<44} {:>8} {:>10}", "operation", "requests", "violations");
        let mut called = 0;
        for operation in &document.operations {
            let own: Vec<&Exchange> =
                exchanges.iter().filter(|it| document.is_of(it, operation)).collect();
            let violations = own.iter().filter(|it| !it.conforms()).count();
            println!("{:<44} {:>8} {violations:>10}", operation.id, own.len());
            called += usize::from(!own.is_empty());
        }
        // Requests that belong to no operation are among them.
        (called, exchanges.iter().filter(|it| !it.conforms()).count())
    }
}
