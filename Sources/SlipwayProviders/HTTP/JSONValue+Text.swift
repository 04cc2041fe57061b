import Foundation
import SlipwayCore

extension JSONValue {
  /// As JSON text.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  var wholeNumber: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  var isTrue: Bool { self == .bool(true) }
}
