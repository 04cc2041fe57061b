import SlipwayCore

/// The shell that a container has for a terminal.
package struct ContainerShell: Sendable, Hashable {
  /// What may be asked for, in the order in which they are tried when nobody asks.
  package static let names = ["bash", "zsh", "ash", "sh"]
  private static let folders = ["/bin", "/usr/bin", "/usr/local/bin", "/sbin"]
  package var path: String

  package var name: String { String(path.split(separator: "/").last ?? "") }

  /// - Parameters:
  ///   - wanted: one of ``names``; the others are tried after it.
  /// - Returns: `nil` when the container has none of them.
  package static func find(
    _ wanted: String?, in container: DockerContainer, _ docker: DockerClient
  ) async throws -> ContainerShell? {
    let order = [wanted].compactMap(\.self) + (wanted == nil ? names : ["bash", "ash", "sh"])
    for path in candidates(order, folders: searchFolders(of: container)) {
      if try await docker.container(container.Id, has: path) { return ContainerShell(path: path) }
    }
    return nil
  }

  /// Each shell in each folder, the more wanted shell first.
  static func candidates(_ names: [String], folders: [String]) -> [String] {
    var paths: [String] = []
    for name in names {
      for folder in folders where !paths.contains("\(folder)/\(name)") { paths.append("\(folder)/\(name)") }
    }
    return paths
  }

  /// Where the container looks for programs; at most ten folders.
  static func searchFolders(of container: DockerContainer) -> [String] {
    let path = container.Config.Env?.last { $0.hasPrefix("PATH=") }?.dropFirst("PATH=".count) ?? ""
    let named = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") && !$0.contains("..") }
    var found: [String] = []
    for folder in folders + named where !found.contains(folder) { found.append(folder) }
    return Array(found.prefix(10))
  }
}
