package import SlipwayCore

/// One request to a provider's API.
package struct ProviderRequest: Sendable {
  package var method: String
  /// The whole address.
  package var url: String
  /// What lets us in: the value of `Authorization`.
  package var authorization: Secret?
  package var headers: [String: String] = [:]
  package var content: [UInt8]?

  package init(_ method: String = "GET", _ url: String, authorization: Secret? = nil) {
    self.method = method
    self.url = url
    self.authorization = authorization
  }

  /// With a JSON body.
  package init(_ method: String, _ url: String, authorization: Secret?, json: JSONValue) {
    self.init(method, url, authorization: authorization)
    content = Array(json.text.utf8)
    headers["Content-Type"] = "application/json"
  }

  /// With a form as OAuth's token endpoints take it.
  package init(_ url: String, authorization: Secret? = nil, form: [(String, Secret)]) {
    self.init("POST", url, authorization: authorization)
    let pairs = form.map { "\($0.percentEncoded)=\($1.reveal().percentEncoded)" }
    content = Array(pairs.joined(separator: "&").utf8)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
  }
}
