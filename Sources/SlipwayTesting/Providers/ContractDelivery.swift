import Crypto
import Foundation
package import SlipwayCore

/// A webhook as a provider sends it: can be sent again, and changed on its way.
package struct ContractDelivery: Sendable {
  package var url: String
  package var headers: [String: String]
  package var body: String

  /// - Parameter headers: beside the content type.
  package init(to url: String, _ payload: JSONValue, headers: [String: String]) throws {
    self.url = url
    self.headers = headers.merging(["content-type": "application/json"]) { own, _ in own }
    body = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
  }

  /// Hexadecimal, over the body as it goes.
  package func signature(_ secret: String) -> String {
    HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: Data(secret.utf8))).hexadecimal
  }

  package func send() async throws -> EndToEndHTTP.Answer {
    guard let parts = URLComponents(string: url), let port = parts.port else {
      throw EndToEndFailure("a webhook to \(url), which names no port")
    }
    return try await EndToEndHTTP.request(port: port, path: parts.percentEncodedPath, headers: headers, body: body)
  }
}
