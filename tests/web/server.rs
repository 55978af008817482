//! The server as a child of the test, and requests to it byte by byte.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server that ends with the test.
pub struct Server {
    pub child: Child,
    pub address: String,
    pub port: u16,
    pub token: String,
}

/// What it answered.
pub struct Answer {
    pub status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

impl Server {
    /// Starts a server on a free port. `SHINKYU_PROGRAM` names another build of
    /// the program, such as an optimised one for the figures of speed.
    pub fn start(options: &[&str]) -> Self {
        let named = std::env::var("SHINKYU_PROGRAM").ok().filter(|program| !program.is_empty());
        let program = named.unwrap_or_else(|| env!("CARGO_BIN_EXE_shinkyu").to_owned());
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--lang", "ja"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let (port, token) =
            address.strip_prefix("http://127.0.0.1:").unwrap().split_once("/?token=").unwrap();
        Self {
            child,
            port: port.parse().unwrap(),
            token: token.to_owned(),
            address: address.clone(),
        }
    }

    /// The cookie of a new browser.
    pub fn cookie(&self) -> String {
        let (port, token) = (self.port, &self.token);
        let entered = self.raw(
            format!("GET /?token={token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        );
        entered.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
    }

    /// Reads as the page does.
    pub fn get(&self, cookie: &str, path: &str) -> Answer {
        self.ask("GET", cookie, path, b"")
    }

    /// Sends JSON, or a file of pairs, as the page does.
    pub fn post(&self, cookie: &str, path: &str, body: &str) -> Answer {
        self.ask("POST", cookie, path, body.as_bytes())
    }

    /// Uploads as the page does.
    pub fn put(&self, cookie: &str, path: &str, body: &[u8]) -> Answer {
        self.ask("PUT", cookie, path, body)
    }

    fn ask(&self, method: &str, cookie: &str, path: &str, body: &[u8]) -> Answer {
        let (port, length) = (self.port, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
             Cookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n"
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    /// Sends bytes and takes what comes back. A server that refuses early does
    /// not read all that is sent.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut writing = stream.try_clone().unwrap();
        let mut all = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let _ = writing.write_all(bytes);
            });
            let mut part = vec![0; 1 << 16];
            while let Ok(n) = stream.read(&mut part)
                && n > 0
            {
                all.extend_from_slice(&part[..n]);
            }
            let _ = stream.shutdown(std::net::Shutdown::Both);
        });
        parsed(&all)
    }

    /// The most memory that the server had, where the system tells it.
    pub fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(peak.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
    }
}

/// Takes an answer apart; chunks are put together.
fn parsed(all: &[u8]) -> Answer {
    let end = all.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap_or(all.len());
    let (head, rest) = all.split_at(end);
    let head = String::from_utf8_lossy(head).into_owned();
    let rest = rest.get(4..).unwrap_or_default();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let mut answer = Answer { status, head, body: rest.to_vec() };
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = dechunked(rest);
    }
    answer
}

fn dechunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|bytes| bytes == b"\r\n") {
        let size = String::from_utf8_lossy(&rest[..end]).into_owned();
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or_default();
        let Some(chunk) = rest.get(end + 2..end + 2 + size).filter(|_| size > 0) else { break };
        body.extend_from_slice(chunk);
        rest = rest.get(end + 4 + size..).unwrap_or_default();
    }
    body
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
