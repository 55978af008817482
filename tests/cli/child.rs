//! The child process that reads PDF files.

use std::io::Write as _;
use std::process::Stdio;

use super::{Desk, Ended, pdf_without_text};

/// What the child process that reads PDF files answers to an order.
fn ask_child(order: &str, file: &[u8]) -> Ended {
    let desk = Desk::new();
    let mut child = desk
        .command(&["__read-pdf"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A child that refuses the order does not wait for the file.
    let _ = stdin.write_all(order.as_bytes()).and_then(|()| stdin.write_all(file));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn the_child_that_reads_pdf_answers_in_lines_of_json() {
    let pdf = pdf_without_text();
    let order = format!(
        "{{\"name\":\"a.pdf\",\"n_bytes\":{},\"max_bytes\":1000000,\"read_twice\":\"Auto\",\
         \"passwords\":[],\"skip_pages\":[],\"draw\":null}}\n",
        pdf.len()
    );
    let ended = ask_child(&order, &pdf);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    let said: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!(said[0], r#"{"Page":{"done":1,"total":1}}"#);
    assert!(said[1].starts_with(r#"{"Failed":{"kind":"NoText""#), "{}", said[1]);
    let ended = ask_child("no order\n", &pdf);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (Some(1), "", ""));
}
