import Foundation

/// A path with parameters, matched against the path of an address.
struct PagePattern: Sendable {
  private let parts: [Substring]

  init(_ pattern: String) { parts = pattern.split(separator: "/") }

  /// The names of its parameters.
  var names: [String] { parts.filter { $0.first == ":" }.map { String($0.dropFirst()) } }

  /// The parameters by their names; `nil` when the path is another one.
  func match(_ path: String) -> [String: String]? {
    let given = path.split(separator: "/")
    guard given.count == parts.count else { return nil }
    var parameters: [String: String] = [:]
    for (part, text) in zip(parts, given) {
      if part.first == ":" {
        parameters[String(part.dropFirst())] = text.removingPercentEncoding ?? ""
      } else if part != text {
        return nil
      }
    }
    return parameters
  }
}
