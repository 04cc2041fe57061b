import Foundation
package import SlipwayCore

/// What a provider's API answered.
package struct ProviderAnswer: Sendable {
  package var status: Int
  /// By lowercase name.
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The body as JSON; `null` when it is none.
  package var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: Data(body))) ?? .null }

  /// The number of the page that `Link: <…?page=2>; rel="next"` names.
  package var nextPage: Int? {
    for link in (headers["link"] ?? "").split(separator: ",") where link.contains("rel=\"next\"") {
      guard let start = link.firstIndex(of: "<"), let end = link.firstIndex(of: ">"), start < end,
        let parts = URLComponents(string: String(link[link.index(after: start)..<end]))
      else { continue }
      return parts.queryItems?.last { $0.name == "page" }?.value.flatMap(Int.init)
    }
    return nil
  }
}
