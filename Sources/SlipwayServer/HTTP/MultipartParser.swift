import Foundation
import SlipwayCore

/// Cuts `multipart/form-data` (RFC 7578) into parts as its bytes arrive; it keeps little more than one chunk.
struct MultipartParser {
  /// What was found, in order.
  enum Event: Equatable {
    case began(name: String, fileName: String?)
    case data([UInt8])
    case ended
  }

  /// Where the parser stands.
  private enum State {
    case preamble, headers, bodyStart, body, afterBoundary, epilogue
  }

  private static let maximumHeader = 8192
  private static let maximumParts = 50
  private let delimiter: [UInt8]
  private var state = State.preamble
  private var buffer: [UInt8]
  private var parts = 0

  /// Whether the closing boundary has come.
  var isComplete: Bool { state == .epilogue }

  /// - Parameter contentType: the request's, with its boundary.
  /// - Throws: ``SlipwayError`` `badRequest` without a usable boundary.
  init(contentType: String) throws {
    guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
    else { throw SlipwayError(.badRequest, "The multipart body has no boundary.") }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first boundary stands at the very start, without a line break before it.
    buffer = [13, 10]
  }

  /// - Throws: ``SlipwayError`` `badRequest` when the body is malformed.
  mutating func feed(_ bytes: some Sequence<UInt8>) throws -> [Event] {
    guard state != .epilogue else { return [] }
    buffer.append(contentsOf: bytes)
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// - Returns: whether there may be more in the buffer.
  private mutating func step(_ events: inout [Event]) throws -> Bool {
    switch state {
    case .preamble: return try skipToBoundary()
    case .afterBoundary: return try readBoundaryEnd()
    case .headers: return try readHeaders(&events)
    case .bodyStart: return startBody(&events)
    case .body: return readBody(&events)
    case .epilogue:
      buffer = []
      return false
    }
  }

  private mutating func skipToBoundary() throws -> Bool {
    guard let range = find(delimiter) else {
      buffer.removeFirst(max(0, buffer.count - delimiter.count))
      return false
    }
    buffer.removeFirst(range.upperBound)
    state = .afterBoundary
    return true
  }

  private mutating func readBoundaryEnd() throws -> Bool {
    guard buffer.count >= 2 else { return false }
    if buffer.starts(with: [45, 45]) {
      state = .epilogue
      buffer = []
      return false
    }
    guard buffer.starts(with: [13, 10]) else { throw Self.malformed }
    buffer.removeFirst(2)
    parts += 1
    guard parts <= Self.maximumParts else { throw SlipwayError(.badRequest, "The form has too many parts.") }
    state = .headers
    return true
  }

  private mutating func readHeaders(_ events: inout [Event]) throws -> Bool {
    guard let end = find([13, 10, 13, 10]) else {
      guard buffer.count <= Self.maximumHeader else { throw Self.malformed }
      return false
    }
    guard end.lowerBound <= Self.maximumHeader,
      let text = String(validating: buffer[..<end.lowerBound], as: UTF8.self)
    else { throw Self.malformed }
    // The last line break stays: the boundary of an empty body begins with it.
    buffer.removeFirst(end.upperBound - 2)
    events.append(try Self.began(text))
    state = .bodyStart
    return true
  }

  /// An empty body ends where it begins; any other begins behind the line break.
  private mutating func startBody(_ events: inout [Event]) -> Bool {
    guard buffer.count >= delimiter.count else { return false }
    if !buffer.starts(with: delimiter) { buffer.removeFirst(2) }
    state = .body
    return true
  }

  private mutating func readBody(_ events: inout [Event]) -> Bool {
    if let range = find(delimiter) {
      if range.lowerBound > 0 { events.append(.data(Array(buffer[..<range.lowerBound]))) }
      events.append(.ended)
      buffer.removeFirst(range.upperBound)
      state = .afterBoundary
      return true
    }
    let safe = buffer.count - delimiter.count
    if safe > 0 {
      events.append(.data(Array(buffer[..<safe])))
      buffer.removeFirst(safe)
    }
    return false
  }

  /// Where the needle, which begins with a carriage return, is in the buffer.
  private func find(_ needle: [UInt8]) -> Range<Int>? {
    buffer.withUnsafeBytes { bytes in
      needle.withUnsafeBytes { needle in
        guard let start = bytes.baseAddress, let wanted = needle.baseAddress else { return nil }
        var offset = 0
        while offset + needle.count <= bytes.count {
          // Only where the first byte fits is the rest looked at; both are done by the C library.
          guard let hit = memchr(start + offset, 13, bytes.count - needle.count - offset + 1) else { return nil }
          offset = start.distance(to: UnsafeRawPointer(hit))
          if memcmp(start + offset, wanted, needle.count) == 0 { return offset..<(offset + needle.count) }
          offset += 1
        }
        return nil
      }
    }
  }

  private static func began(_ headers: String) throws -> Event {
    let lines = headers.split(separator: "\r\n")
    let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
    guard let disposition, let name = parameter("name", of: String(disposition)) else { throw malformed }
    return .began(name: name, fileName: parameter("filename", of: String(disposition)))
  }

  /// `name="value"` or `name=value` of a header; `\"` and `%22` stand for a quote.
  private static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard sides.count == 2, sides[0].lowercased() == name else { continue }
      let isQuoted = sides[1].count >= 2 && sides[1].hasPrefix("\"") && sides[1].hasSuffix("\"")
      let value = isQuoted ? String(sides[1].dropFirst().dropLast()) : sides[1]
      return value.replacing("\\\"", with: "\"").replacing("%22", with: "\"")
    }
    return nil
  }

  private static let malformed = SlipwayError(.badRequest, "The multipart body cannot be read.")
}
