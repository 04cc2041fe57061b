/// Where code or an image comes from, for people.
package struct SourceSummary: Sendable, Hashable {
  package var text: String
  /// Whether the text is an address that can be fetched from at any time.
  package var isAddress: Bool
  package var branch: String?

  package init(_ text: String, isAddress: Bool = true, branch: String? = nil) {
    self.text = text
    self.isAddress = isAddress
    self.branch = branch
  }
}
