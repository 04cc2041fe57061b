/// What came back of one request through the proxy.
package struct ProbeAnswer: Sendable, Hashable {
  package var status: Int
  /// By name in lowercase; values of the same name are joined by commas.
  package var headers: [String: String]
  /// At most 4 KiB of it.
  package var body: String

  package init(status: Int, headers: [String: String] = [:], body: String = "") {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
