import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayProcedures

/// One request to a webhook: its headers by lowercase name and its parsed body.
package struct WebhookRequest: Sendable, Hashable {
  package var headers: [String: String]
  package var body: JSONValue

  package init(headers: [String: String], body: JSONValue) {
    self.headers = headers
    self.body = body
  }

  /// - Parameters:
  ///   - headers: by lowercase name.
  ///   - data: JSON, or a form whose field `payload` is JSON; nothing counts as `{}`.
  /// - Throws: ``SlipwayError`` `badRequest` when it is no JSON object.
  package init(headers: [String: String], data: Data) throws {
    self.headers = headers
    let isForm = headers["content-type"]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
    let json = isForm ? Self.payload(ofForm: data) : data
    guard !json.isEmpty else {
      body = .object([:])
      return
    }
    guard let parsed = try? JSONReader.read(json), case .object = parsed else {
      throw SlipwayError.invalid("body", "must be a JSON object, as the provider sends it")
    }
    body = parsed
  }

  private static func payload(ofForm data: Data) -> Data {
    let pairs = String(decoding: data, as: UTF8.self).split(separator: "&")
    guard let pair = pairs.first(where: { $0.hasPrefix("payload=") }) else { return data }
    let encoded = pair.dropFirst("payload=".count).replacing("+", with: " ")
    return Data((encoded.removingPercentEncoding ?? "").utf8)
  }
}
