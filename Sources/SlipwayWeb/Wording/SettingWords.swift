import Foundation
import SlipwayCore

/// Changed settings as people know them: with names of the settings pages, and amounts that can be read.
enum SettingWords {
  /// The same changes in words; values of the environment are masked already.
  static func told(_ changes: [Evidence.Change]) -> [Evidence.Change] {
    changes.map { change in
      Evidence.Change(
        field: title(change.field), before: change.before.map { value($0, of: change.field) },
        after: change.after.map { value($0, of: change.field) })
    }
  }

  private static let titles = [
    "image": "Image", "command": "Command", "args": "Arguments", "stopGracePeriod": "Time to stop",
    "memoryLimit": "Memory limit", "memoryReservation": "Memory reserved", "cpuLimit": "CPU limit",
    "cpuReservation": "CPU reserved", "replicas": "Replicas", "placement.constraints": "Placement",
    "endpointMode": "Endpoint mode", "networks": "Networks", "updateConfig.Order": "Order of a release",
    "updateConfig.Monitor": "Watch the new one for", "restartPolicy.Condition": "Restart a task that ended",
    "restartPolicy.Delay": "Restart after", "restartPolicy.MaxAttempts": "Restart at most",
    "healthCheck.Test": "Health check", "healthCheck.Interval": "Health check every",
    "healthCheck.Timeout": "Health check’s time to answer", "healthCheck.StartPeriod": "Health check’s grace",
    "healthCheck.Retries": "Health check’s retries",
  ]
  private static let prefixes = [
    ("env.", "Variable "), ("mount.", "Storage "), ("port.", "Port "), ("label.", "Label "),
  ]

  static func title(_ field: String) -> String {
    if let known = titles[field] { return known }
    for (prefix, word) in prefixes where field.hasPrefix(prefix) { return word + field.dropFirst(prefix.count) }
    return field
  }

  static func value(_ text: String, of field: String) -> String {
    switch field {
    case "image": return image(text)
    case "memoryLimit", "memoryReservation": return Int(text).map(Amounts.bytes) ?? text
    case "cpuLimit", "cpuReservation": return Int(text).map(Amounts.cores(nanoCPUs:)) ?? text
    case _ where isTime(field): return Int(text).map(Amounts.seconds(nanoseconds:)) ?? text
    case _ where field.hasPrefix("mount."): return mount(text) ?? text
    case _ where field.hasPrefix("port."): return port(text) ?? text
    default: return text
    }
  }

  private static func isTime(_ field: String) -> Bool {
    field == "stopGracePeriod"
      || [".Interval", ".Timeout", ".StartPeriod", ".Delay", ".Monitor", ".Window"].contains { field.hasSuffix($0) }
  }

  /// Enough of a digest to tell two apart.
  private static func image(_ text: String) -> String {
    let start = "sha256:"
    guard text.hasPrefix(start), text.count == start.count + 64 else { return text }
    return String(text.prefix(start.count + 12))
  }

  private static func mount(_ text: String) -> String? {
    guard let json = object(text) else { return nil }
    let source = json["Source"]?.stringValue ?? ""
    switch json["Type"]?.stringValue {
    case "volume": return "volume \(source)"
    case "bind": return "folder \(source)"
    default: return nil
    }
  }

  private static func port(_ text: String) -> String? {
    guard let json = object(text), case .integer(let target)? = json["TargetPort"] else { return nil }
    return "to \(target)/\(json["Protocol"]?.stringValue ?? "tcp")"
  }

  private static func object(_ text: String) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }
}
