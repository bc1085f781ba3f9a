//! Where a blocking client may be used: anywhere.

use std::thread;
use std::time::Duration;

use polar_sdk::blocking::Polar;
use polar_sdk::runtime::{
    Body, BoxFuture, Context, Middleware, NextAttempt, Request, TransportError,
};

use super::server::{Server, id, json};

fn status(polar: &Polar) -> u16 {
    polar.customers().get(id()).send().unwrap_err().status().unwrap().as_u16()
}

#[test]
fn clones_on_plain_threads() {
    let server = Server::answering(json(404, "{}"));
    let polar = server.polar();
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let polar = polar.clone();
            thread::spawn(move || (0..5).map(|_| status(&polar)).collect::<Vec<_>>())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), [404; 5]);
    }
    assert_eq!(server.seen().len(), 80);
}

#[tokio::test]
async fn under_an_async_runtime() {
    let server = Server::answering(json(404, "{}"));
    let polar = server.polar();
    let clone = polar.clone();
    assert_eq!(tokio::task::spawn_blocking(move || status(&clone)).await.unwrap(), 404);
    // It blocks the runtime's thread, but it works.
    assert_eq!(status(&polar), 404);
}

/// Waits for another thread.
struct Elsewhere;

impl Middleware for Elsewhere {
    fn attempt<'a>(
        &'a self,
        request: Request<Body>,
        _: Context<'a>,
        next: NextAttempt<'a>,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut thread = None;
            std::future::poll_fn(|context| match &thread {
                Some(handle) if thread::JoinHandle::is_finished(handle) => {
                    std::task::Poll::Ready(())
                }
                Some(_) => std::task::Poll::Pending,
                None => {
                    let waker = context.waker().clone();
                    thread = Some(thread::spawn(move || {
                        thread::sleep(Duration::from_millis(50));
                        // A little later, so that this thread has ended by then.
                        thread::spawn(move || {
                            thread::sleep(Duration::from_millis(50));
                            waker.wake();
                        });
                    }));
                    std::task::Poll::Pending
                }
            })
            .await;
            next.send(request).await
        })
    }
}

#[test]
fn a_middleware_may_wait_for_another_thread() {
    let server = Server::answering(json(404, "{}"));
    let polar = server.builder().middleware(Elsewhere).build().unwrap();
    let status = super::server::timed(Duration::from_millis(100), || status(&polar));
    assert_eq!(status, 404);
}

/// A middleware that waits for ever.
struct Never;

impl Middleware for Never {
    fn attempt<'a>(
        &'a self,
        _: Request<Body>,
        _: Context<'a>,
        _: NextAttempt<'a>,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_middleware_is_not_waited_for_for_ever() {
    let server = Server::answering(json(404, "{}"));
    let short = Duration::from_millis(300);
    let polar = server.builder().middleware(Never).attempt_timeout(short).build().unwrap();
    let error = super::server::timed(short, || polar.customers().get(id()).send().unwrap_err());
    assert!(error.is_timeout());
}
