import SlipwayCore

/// The host name of a preview.
package struct PreviewHost: Sendable, Hashable {
  /// The preview's Docker-level name.
  package var appName: String
  /// The parent's.
  package var app: String
  package var number: Int?
  package var branch: String
  /// The IPv4 address of the machine, for names that need no DNS record of one's own.
  package var address: String?

  package init(appName: String, app: String, number: Int?, branch: String, address: String?) {
    self.appName = appName
    self.app = app
    self.number = number
    self.branch = branch
    self.address = address
  }

  /// - Parameter pattern: see ``PreviewSettings/previewWildcard``.
  /// - Throws: ``SlipwayError`` `badRequest` naming `previewWildcard`.
  package func name(_ pattern: String?) throws -> String {
    let pattern = (pattern ?? "").trimmingSpaces()
    guard !pattern.isEmpty, pattern != "*.sslip.io" else {
      guard let address else {
        throw SlipwayError.invalid(
          "previewWildcard", "is needed: the server has no IPv4 address to make a name of, so type *.your.domain")
      }
      return "\(appName).\(address.replacing(".", with: "-")).sslip.io"
    }
    let values = [
      ("${appName}", appName), ("${app}", app), ("${prNumber}", number.map(String.init) ?? Self.label(branch)),
      ("${branch}", Self.label(branch)), ("*", appName),
    ]
    let text = values.reduce(pattern) { $0.replacing($1.0, with: $1.1) }
    do {
      return try Hostname.normalize(text)
    } catch {
      throw SlipwayError.invalid("previewWildcard", "makes '\(text)', which is no host name")
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `previewWildcard` when previews could not be told apart by it.
  package static func check(_ pattern: String) throws {
    let parts = ["*", "${appName}", "${prNumber}", "${branch}"]
    guard parts.contains(where: pattern.contains) else {
      throw SlipwayError.invalid(
        "previewWildcard", "must have '*', ${appName}, ${prNumber} or ${branch} in it, as in *.preview.example.com")
    }
    let sample = PreviewHost(appName: "preview-app-abc123", app: "app-abc123", number: 1, branch: "a", address: nil)
    _ = try sample.name(pattern == "*.sslip.io" ? "*.example.com" : pattern)
  }

  /// Text as a label of a host name; what is left of a long one is its beginning.
  static func label(_ text: String) -> String {
    let plain = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let label = String(plain).split(separator: "-").joined(separator: "-").prefix(40)
    return label.isEmpty ? "branch" : label.split(separator: "-").joined(separator: "-")
  }
}
