package import Foundation
package import Logging

/// Writes each line of the log as one JSON object: time, level, label, message, and the rest below `metadata`.
package struct JSONLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let label: String
  private let now: @Sendable () -> Date
  private let write: @Sendable (String) -> Void

  /// - Parameter write: is given a line with its end.
  package init(
    label: String, level: Logger.Level, now: @escaping @Sendable () -> Date = { Date() },
    write: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    self.now = now
    self.write = write
    logLevel = level
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    var line: [String: JSONValue] = [
      "time": .string(now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
      "level": .string(event.level.rawValue), "label": .string(label), "source": .string(event.source),
      "message": .string("\(event.message)"),
    ]
    if let error = event.error { line["error"] = .string("\(error)") }
    if !all.isEmpty { line["metadata"] = .object(all.mapValues(Self.value)) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(JSONValue.object(line)) else { return }
    write(String(decoding: bytes, as: UTF8.self) + "\n")
  }

  private static func value(_ metadata: Logger.Metadata.Value) -> JSONValue {
    switch metadata {
    case .string(let text): .string(text)
    case .stringConvertible(let value): .string("\(value)")
    case .array(let values): .array(values.map(value))
    case .dictionary(let values): .object(values.mapValues(value))
    }
  }
}
