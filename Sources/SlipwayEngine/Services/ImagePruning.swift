package import SlipwayHost
import SlipwayCore

/// Removes the images that Slipway built for an application and that nobody will go back to.
package struct ImagePruning: Sendable {
  private let docker: DockerClient

  package init(docker: DockerClient) { self.docker = docker }

  /// - Parameter keeping: references that stay, as releases have them.
  /// - Returns: how many names were removed; an image that a container still uses stays for another time.
  package func prune(appName: String, keeping: Set<String>) async throws -> Int {
    var removed = 0
    for image in try await docker.listImages(reference: "slipway/\(appName)") {
      for tag in Self.obsolete(image.RepoTags ?? [], appName: appName, keeping: keeping) where try await remove(tag) {
        removed += 1
      }
    }
    return removed
  }

  /// Only names that our own builds give: `slipway/<appName>:d-…`.
  package static func obsolete(_ tags: [String], appName: String, keeping: Set<String>) -> [String] {
    tags.filter { owner(of: $0) == appName && !keeping.contains($0) }
  }

  /// Whose build gave an image this name; `nil` for all other names.
  static func owner(of tag: String) -> String? {
    guard tag.hasPrefix(repository), let colon = tag.lastIndex(of: ":"), tag[colon...].hasPrefix(":d-") else {
      return nil
    }
    return String(tag[..<colon].dropFirst(repository.count))
  }

  private static let repository = "slipway/"

  private func remove(_ tag: String) async throws -> Bool {
    do {
      try await docker.removeImage(tag)
      return true
    } catch let error as SlipwayError where error.code == .conflict {
      return false
    }
  }
}
