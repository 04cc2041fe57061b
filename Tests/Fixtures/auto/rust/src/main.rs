use std::io::{Read, Write};

fn main() {
    let port = std::env::var("PORT").unwrap_or_else(|_| "8080".into());
    for stream in std::net::TcpListener::bind(format!("0.0.0.0:{port}")).unwrap().incoming() {
        let mut stream = stream.unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\nhello from rust\n");
    }
}
