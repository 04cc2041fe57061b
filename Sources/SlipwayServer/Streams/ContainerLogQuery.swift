import Foundation
import SlipwayProcedures

/// What `/docker-container-logs` was asked for, checked.
struct ContainerLogQuery: Sendable, Hashable {
  var name: String
  var isService: Bool
  var tail: Int
  /// In seconds before now; `nil` is from the beginning.
  var since: TimeInterval?
  /// Only lines that contain it, whatever their case.
  var search: String?

  /// - Throws: ``WebSocketClose`` 4000 naming the parameter.
  init(_ query: TextFields) throws {
    name = try Self.name(query["containerId"])
    isService = query["runType"] == "swarm"
    tail = try Self.tail(query["tail"])
    since = try Self.since(query["since"])
    search = try Self.search(query["search"])
  }

  private static func name(_ text: String?) throws -> String {
    guard let text, (1...128).contains(text.utf8.count), let first = text.first, first.isLetter || first.isNumber,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) })
    else { throw WebSocketClose.badParameter("containerId is missing or cannot be read") }
    return text
  }

  private static func tail(_ text: String?) throws -> Int {
    guard let text, !text.isEmpty else { return 100 }
    guard text.utf8.count <= 5, text.allSatisfy({ $0.isASCII && $0.isNumber }), let tail = Int(text), tail <= 10_000
    else { throw WebSocketClose.badParameter("tail must be 0 to 10000") }
    return tail
  }

  private static func since(_ text: String?) throws -> TimeInterval? {
    guard let text, !text.isEmpty, text != "all" else { return nil }
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), (1...6).contains(digits.count),
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Double(digits)
    else { throw WebSocketClose.badParameter("since must be all, or a number with s, m, h or d") }
    return count * unit
  }

  private static func search(_ text: String?) throws -> String? {
    guard let text, !text.isEmpty else { return nil }
    guard text.utf8.count <= 500,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || " ._-".contains($0)) })
    else { throw WebSocketClose.badParameter("search may have letters, digits, spaces and . _ -") }
    return text.lowercased()
  }
}
