/// What a procedure may know of the request that it answers.
package struct RequestInfo: Sendable {
  /// In the log line and in error answers.
  package var id: String
  /// Of the real peer, behind the proxy as well.
  package var address: String
  package var userAgent: String
  /// What links to the dashboard begin with, e.g. `https://panel.example.org`; no slash at the end.
  package var baseURL: String
  /// Files by the names of their form fields.
  package var uploads: [String: UploadedFile]

  package init(
    id: String, address: String = "", userAgent: String = "", baseURL: String = "",
    uploads: [String: UploadedFile] = [:]
  ) {
    self.id = id
    self.address = address
    self.userAgent = userAgent
    self.baseURL = baseURL
    self.uploads = uploads
  }
}
