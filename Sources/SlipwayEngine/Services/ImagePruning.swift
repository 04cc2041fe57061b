package import SlipwayHost
import SlipwayCore

/// Removes the images that Slipway built for an application and that nobody will go back to.
package struct ImagePruning: Sendable {
  private let docker: DockerClient

  package init(docker: DockerClient) { self.docker = docker }

  /// - Parameter keeping: references that stay, as releases have them.
  /// - Returns: how many names were removed; an image that a container still uses stays for another time.
  package func prune(appName: String, keeping: Set<String>) async throws -> Int {
    try await prune("slipway/\(appName)") { Self.obsolete($0, appName: appName, keeping: keeping) }
  }

  /// - Parameters:
  ///   - repository: the name that a service's images have at a registry.
  ///   - keeping: references that stay, by their names there.
  package func prune(repository: String, keeping: Set<String>) async throws -> Int {
    try await prune(repository) { Self.obsolete($0, repository: repository, keeping: keeping) }
  }

  private func prune(_ name: String, _ obsolete: ([String]) -> [String]) async throws -> Int {
    var removed = 0
    for image in try await docker.listImages(reference: name) {
      for tag in obsolete(image.RepoTags ?? []) where try await remove(tag) { removed += 1 }
    }
    return removed
  }

  /// Only names that were pushed: `<repository>:d-…`.
  package static func obsolete(_ tags: [String], repository: String, keeping: Set<String>) -> [String] {
    tags.filter { $0.hasPrefix("\(repository):d-") && !keeping.contains($0) }
  }

  /// Only names that our own builds give: `slipway/<appName>:d-…`.
  package static func obsolete(_ tags: [String], appName: String, keeping: Set<String>) -> [String] {
    tags.filter { owner(of: $0) == appName && !keeping.contains(release(of: $0)) }
  }

  /// Whose build gave an image this name; `nil` for all other names.
  package static func owner(of tag: String) -> String? {
    guard tag.hasPrefix(repository), let colon = tag.lastIndex(of: ":"), tag[colon...].hasPrefix(":d-") else {
      return nil
    }
    return String(tag[..<colon].dropFirst(repository.count))
  }

  /// The name as a release has it: a compose stack's images are told apart by what follows a point.
  package static func release(of tag: String) -> String {
    guard let colon = tag.lastIndex(of: ":"), let point = tag[colon...].firstIndex(of: ".") else { return tag }
    return String(tag[..<point])
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
