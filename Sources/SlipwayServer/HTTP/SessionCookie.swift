import Crypto
import Foundation
package import Hummingbird
import SlipwayCore
import SlipwayProcedures

/// The cookie that carries a session's token, and the form token that follows from it.
package enum SessionCookie {
  package static let name = "slipway_session"

  /// - Parameter isSecure: whether the page came by https.
  package static func make(_ token: String, isSecure: Bool) -> Cookie {
    Cookie(
      name: name, value: token, maxAge: Int(SessionKeeper.lifetime), path: "/", secure: isSecure, httpOnly: true,
      sameSite: .lax)
  }

  package static func removal(isSecure: Bool) -> Cookie {
    Cookie(name: name, value: "", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
  }

  /// What a form of this session must carry. Only who has the cookie's text can make it, and scripts cannot read that.
  package static func formToken(_ token: String) -> String {
    let key = SymmetricKey(data: Data(token.utf8))
    return Data(HMAC<SHA256>.authenticationCode(for: Data("slipway form".utf8), using: key)).base64URL
  }
}
