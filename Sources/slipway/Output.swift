import Foundation
import SlipwayCore

/// What commands say: answers on the standard output, complaints on the other.
enum Output {
  static func line(_ text: String) {
    write(text + "\n", to: .standardOutput)
  }

  static func complain(_ text: String) {
    guard !text.isEmpty else { return }
    write("slipway: " + text + "\n", to: .standardError)
  }

  /// Whoever read has gone away, as `head` does: nobody is left to tell.
  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }

  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    line(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
