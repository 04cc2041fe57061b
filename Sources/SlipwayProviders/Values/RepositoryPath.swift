import SlipwayCore

/// Where a repository is at its provider: the owner, which may have several parts at GitLab, and the name.
package struct RepositoryPath: Sendable, Hashable, Codable {
  package let owner: String
  package let name: String

  /// - Throws: ``SlipwayError`` `badRequest` naming `repository` or `owner` for what could leave its place in an address.
  package init(owner: String, name: String) throws {
    let groups = owner.split(separator: "/", omittingEmptySubsequences: false)
    guard !groups.isEmpty, groups.count <= 20, groups.allSatisfy({ Self.isPart(String($0)) }) else {
      throw SlipwayError.invalid("owner", "must be the owner's name as the provider writes it")
    }
    guard Self.isPart(name) else {
      throw SlipwayError.invalid("repository", "must be the repository's name as the provider writes it")
    }
    self.owner = owner
    self.name = name
  }

  /// - Parameter full: `owner/name`.
  package init?(_ full: String) {
    guard let slash = full.lastIndex(of: "/"),
      let path = try? RepositoryPath(owner: String(full[..<slash]), name: String(full[full.index(after: slash)...]))
    else { return nil }
    self = path
  }

  /// `owner/name`.
  package var full: String { "\(owner)/\(name)" }

  private static func isPart(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 255 && text != "." && text != ".." && !text.hasPrefix("-")
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-~".contains($0)) }
  }
}
