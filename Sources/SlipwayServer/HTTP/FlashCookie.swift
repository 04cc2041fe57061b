import Foundation
package import Hummingbird

/// One sentence for the next page, carried by a cookie that the page takes away.
package struct FlashCookie: Sendable, Hashable, Codable {
  package static let name = "slipway_flash"
  package var isFailure: Bool
  package var sentence: String

  /// - Parameter sentence: longer ones are cut.
  package init(isFailure: Bool, sentence: String) {
    self.isFailure = isFailure
    self.sentence = String(sentence.prefix(500))
  }

  package init?(of request: Request) {
    guard let value = request.cookies[Self.name]?.value, value.utf8.count <= 4000,
      let data = Data(base64Encoded: value),
      let flash = try? JSONDecoder().decode(FlashCookie.self, from: data)
    else { return nil }
    self = flash
  }

  package func cookie(isSecure: Bool) -> Cookie {
    let value = (try? JSONEncoder().encode(self))?.base64EncodedString() ?? ""
    return Cookie(
      name: Self.name, value: value, maxAge: 60, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
  }

  package static func removal(isSecure: Bool) -> Cookie {
    Cookie(name: name, value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
  }
}
