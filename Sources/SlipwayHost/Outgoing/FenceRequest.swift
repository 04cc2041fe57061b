/// What a program asks its web proxy for: a way through to a host, or one request that is handed on.
struct FenceRequest: Sendable, Hashable {
  let host: String
  let port: Int
  /// The head as the server gets it, which is to close the connection behind its answer; `nil` for a way through.
  let forwarded: [UInt8]?

  /// - Parameter head: a request's first line and headers, with the empty line at their end.
  init?(_ head: [UInt8]) {
    // One byte, one character, whatever it is: a header may hold any.
    let lines = head.split(separator: Array("\r\n".utf8)).map { line in
      String(String.UnicodeScalarView(line.map { UnicodeScalar($0) }))
    }
    let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
    guard words[0] != "CONNECT" else {
      guard let place = Self.place(words[1], usual: nil) else { return nil }
      host = place.host
      port = place.port
      forwarded = nil
      return
    }
    let scheme = "http://"
    guard words[1].lowercased().hasPrefix(scheme) else { return nil }
    let rest = words[1].dropFirst(scheme.count)
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard let place = Self.place(String(rest[..<end]), usual: 80) else { return nil }
    host = place.host
    port = place.port
    let path = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    let kept = lines.dropFirst().filter { line in
      let name = line.prefix { $0 != ":" }.lowercased()
      return !["connection", "proxy-connection", "proxy-authorization", "keep-alive"].contains(name)
    }
    let text = (["\(words[0]) \(path) \(words[2])"] + kept + ["Connection: close", "", ""]).joined(separator: "\r\n")
    forwarded = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  private static func place(_ text: String, usual: Int?) -> (host: String, port: Int)? {
    let isBracketed = text.hasPrefix("[")
    let host = isBracketed ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
    let rest = text[host.endIndex...].dropFirst(isBracketed ? 1 : 0)
    let port = rest.isEmpty ? usual : rest.hasPrefix(":") ? Int(rest.dropFirst()) : nil
    guard let port, (1...65535).contains(port), !host.isEmpty, !host.contains("@") else { return nil }
    return (String(host), port)
  }
}
