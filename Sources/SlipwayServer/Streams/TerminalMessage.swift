import Foundation
import NIOCore
import SlipwayHost

/// What a browser says to a terminal: bytes that are typed, or how large its window is now.
enum TerminalMessage: Equatable {
  case typed(ByteBuffer)
  case resize(TerminalSize)

  /// As published clients say it: a text that is an object of the type `resize` is one, everything else is typed.
  init(_ message: WebSocketMessage) {
    switch message {
    case .binary(let bytes): self = .typed(bytes)
    case .text(let text): self = Self.resize(in: text).map(Self.resize) ?? .typed(ByteBuffer(string: text))
    }
  }

  private static func resize(in text: String) -> TerminalSize? {
    guard text.hasPrefix("{"), text.utf8.count <= 200,
      let found = try? JSONDecoder().decode(Resize.self, from: Data(text.utf8)), found.type == "resize"
    else { return nil }
    return TerminalSize(columns: found.cols, rows: found.rows)
  }

  /// The message of that type.
  private struct Resize: Decodable {
    var type: String
    var cols: Int
    var rows: Int
  }
}
