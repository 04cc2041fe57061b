import Foundation
import Glibc
import SlipwayCore
import Synchronization

/// One connection out of a fence: what a program asks its web proxy for, judged and handed on. It blocks, on threads
/// of its own: streams of gigabytes pass, and few at a time.
struct FencePorter: Sendable {
  private static let most = 512
  private static let count = Mutex(0)
  private let client: CInt
  private let rule: OutgoingRule

  /// Takes what comes until the process ends.
  static func accept(at listener: CInt, _ rule: OutgoingRule) {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else {
        // Out of descriptors, say; there may be some in a moment.
        if errno != EINTR, errno != ECONNABORTED { usleep(100_000) }
        continue
      }
      _ = fcntl(client, F_SETFD, FD_CLOEXEC)
      guard count.withLock({ $0 < most }) else {
        close(client)
        continue
      }
      count.withLock { $0 += 1 }
      Thread.detachNewThread {
        FencePorter(client: client, rule: rule).serve()
        count.withLock { $0 -= 1 }
      }
    }
  }

  private init(client: CInt, rule: OutgoingRule) {
    self.client = client
    self.rule = rule
  }

  private func serve() {
    defer { close(client) }
    FenceSocket.setTimeout(client, SO_RCVTIMEO, seconds: 30)
    guard let (head, rest) = readHead() else { return }
    guard let request = FenceRequest(head) else { return refuse(400, "no request for a proxy") }
    let found = NameLookup.lookUp(request.host)
    guard !found.isEmpty else { return refuse(502, "no such host") }
    guard !found.contains(where: { rule.refuses($0, port: request.port) }) else {
      return refuse(403, "an address of the server itself is refused")
    }
    let (server, reason) = connect(found, port: request.port)
    guard server >= 0 else { return refuse(502, reason == ECONNREFUSED ? "connection refused" : "i/o timeout") }
    defer { close(server) }
    let greeting = request.forwarded == nil ? Array("HTTP/1.1 200 OK\r\n\r\n".utf8) : []
    let opening = (request.forwarded ?? []) + rest
    guard write(greeting, to: client), write(opening, to: server) else { return }
    copy(server)
  }

  private func connect(_ addresses: [String], port: Int) -> (server: CInt, reason: CInt) {
    var last: (CInt, CInt) = (-1, 0)
    for address in addresses {
      last = FenceSocket.connect(to: address, port: port)
      if last.0 >= 0 { break }
    }
    return last
  }

  /// Both ways, each on a thread, until both have ended.
  private func copy(_ server: CInt) {
    let (client, flow, done) = (client, FenceFlow(), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
      flow.copy(from: server, to: client)
      done.signal()
    }
    flow.copy(from: client, to: server)
    done.wait()
  }

  private func readHead() -> (head: [UInt8], rest: [UInt8])? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 64 << 10 {
      let length = recv(client, &buffer, buffer.count, 0)
      if length < 0, errno == EINTR { continue }
      guard length > 0 else { return nil }
      bytes += buffer[..<length]
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        return (Array(bytes[..<end.upperBound]), Array(bytes[end.upperBound...]))
      }
    }
    return nil
  }

  /// The words are where rclone looks for them: in the status line, and in the shape of S3's errors.
  private func refuse(_ status: Int, _ words: String) {
    let body = "<Error><Code>Refused</Code><Message>\(words)</Message></Error>"
    let head =
      "HTTP/1.1 \(status) \(words)\r\nContent-Type: application/xml\r\nContent-Length: \(body.utf8.count)\r\n"
    _ = write(Array((head + "Connection: close\r\n\r\n" + body).utf8), to: client)
  }

  private func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    bytes.withUnsafeBytes { FenceSocket.write($0, to: descriptor) }
  }
}
