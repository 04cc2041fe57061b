import SlipwayCore
import SlipwayHost

/// Refuses paths of foreign code that do not exist, or that lead out of it by symbolic links.
struct CheckoutGuard: Sendable {
  let host: any Host
  let root: String

  /// - Parameter paths: absolute, below ``root``; with the setting that names each.
  /// - Throws: ``SlipwayError`` `badRequest` naming the setting.
  func check(_ paths: [(field: String, path: String)]) async throws {
    let base = try await resolved(root) ?? root
    for (field, path) in paths {
      let shown = path == root ? "/" : String(path.dropFirst(root.count + 1))
      guard let real = try await resolved(path) else {
        throw SlipwayError.invalid(field, "there is no '\(shown)' in the source code")
      }
      guard real == base || real.hasPrefix(base + "/") else {
        throw SlipwayError.invalid(field, "'\(shown)' is a symbolic link that leads out of the source code")
      }
    }
  }

  /// Whether no part of a path below ``root`` is a symbolic link, and it exists.
  func isPlain(_ path: String) async throws -> Bool {
    let base = try await resolved(root) ?? root
    return try await resolved(path) == base + path.dropFirst(root.count)
  }

  /// Looks at every link, once and before anything is read: whoever follows one stays within the code.
  /// - Throws: ``SlipwayError`` `badRequest` naming the first that leads out of it.
  func checkLinks() async throws {
    let root = root
    let stray = try await BlockingPool.run(lasting: .long) { try CheckoutLinks(root: root).firstStray() }
    guard let stray else { return }
    throw SlipwayError.invalid(
      "customGitUrl",
      "'\(stray)' in the source code is a symbolic link that leads out of it; take it out of the repository")
  }

  /// The path without symbolic links; `nil` when it does not exist.
  private func resolved(_ path: String) async throws -> String? {
    var command = Command(["realpath", "--canonicalize-existing", "--", path])
    command.deadline = .seconds(20)
    let result = try await host.run(command, output: nil)
    return result.isSuccess ? result.lines.first : nil
  }
}
