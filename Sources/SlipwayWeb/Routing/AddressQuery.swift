import Foundation

/// An address of ours, taken apart.
struct AddressQuery: Sendable {
  let path: String
  let values: [String: String]

  /// - Parameter address: a path, perhaps with a query.
  init(_ address: String) {
    let sides = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(sides.first ?? "/")
    var values: [String: String] = [:]
    for pair in (sides.count > 1 ? sides[1] : "").split(separator: "&").prefix(50) {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[Self.decoded(halves[0])] = halves.count > 1 ? Self.decoded(halves[1]) : ""
    }
    self.values = values
  }

  private static func decoded(_ text: Substring) -> String {
    text.replacing("+", with: " ").removingPercentEncoding ?? ""
  }
}
