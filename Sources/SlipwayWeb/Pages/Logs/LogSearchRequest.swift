import Foundation
import SlipwayCore
import SlipwayLogs
import SlipwayProcedures

/// What a page's address asks to be found in kept output.
struct LogSearchRequest: Sendable, Hashable {
  /// Of the box before a service's name, in the address.
  static let serviceField = "in."
  var text = ""
  /// The least level; empty is every one.
  var level = ""
  var generation = ""
  var stackService = ""
  /// As a browser's field has them: `2026-01-02T03:04`, in UTC.
  var from = ""
  var to = ""
  var cursor = ""
  var services: [String] = []
  /// Whether it was asked for at all.
  var isAsked = false

  init() {}

  init(_ query: [String: String]) {
    text = String((query["q"] ?? "").prefix(500))
    level = query["level"] ?? ""
    generation = query["generation"] ?? ""
    stackService = query["service"] ?? ""
    from = query["from"] ?? ""
    to = query["to"] ?? ""
    cursor = query["older"] ?? ""
    services = query.keys.filter { $0.hasPrefix(Self.serviceField) }.map {
      String($0.dropFirst(Self.serviceField.count))
    }
    .sorted()
    isAsked = query["find"] != nil
  }

  /// From the level that is named upwards.
  var levels: [LogLevel] {
    LogLevel(rawValue: level).map { least in LogLevel.allCases.filter { $0 >= least } } ?? []
  }

  func input(services: [ID<Deployable>]?) -> LogSearch.Input {
    var input = LogSearch.Input(serviceIds: services)
    input.text = text
    input.levels = levels
    input.generation = generation.isEmpty ? nil : generation
    input.stackService = stackService.isEmpty ? nil : stackService
    input.from = Self.date(from)
    input.to = Self.date(to)?.addingTimeInterval(59.999)
    input.cursor = cursor.isEmpty ? nil : cursor
    input.limit = 200
    return input
  }

  /// The address of the page behind this one.
  func address(_ base: String, older cursor: String) -> String {
    let fields =
      [
        ("find", "1"), ("q", text), ("level", level), ("generation", generation), ("service", stackService),
        ("from", from),
        ("to", to), ("older", cursor),
      ] + services.map { (Self.serviceField + $0, "1") }
    return base + "?"
      + fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
  }

  private static func date(_ text: String) -> Date? {
    guard text.utf8.count >= 16 else { return nil }
    return try? Date(String(text.prefix(16)) + ":00Z", strategy: .iso8601)
  }
}
