import SlipwayCore
import SlipwayHost

/// Brings the repositories that the code is made of. Whoever writes the code writes their addresses, too: each is looked
/// at as the outermost one was before git asks for it, and git itself follows none of them.
struct GitSubmodules: Sendable {
  /// In all of them together.
  static let most = 200
  /// How many may lie within each other.
  static let deepest = 10
  let setup: GitSetup

  /// A repository whose submodules are still to come.
  private struct Parent {
    let git: GitRun
    let address: GitAddress
    let path: String
    let depth: Int
  }

  /// - Parameters:
  ///   - git: in the checkout of the outermost repository.
  ///   - address: of that one; relative ones begin there.
  /// - Throws: ``DeploymentFailure``; ``SlipwayError`` naming the submodule.
  func fetch(into git: GitRun, of address: GitAddress) async throws {
    try await Deadline.run(within: GitSource.deadline, what: "Fetching the submodules") {
      var waiting = [Parent(git: git, address: address, path: "", depth: 0)]
      var count = 0
      while let parent = waiting.popLast() {
        let modules = try await GitModule.all(in: parent.git)
        count += modules.count
        guard count <= Self.most, modules.isEmpty || parent.depth < Self.deepest else {
          throw SlipwayError.invalid(
            ".gitmodules",
            "at most \(Self.most) submodules are fetched, and \(Self.deepest) within each other; these are more")
        }
        for module in modules { waiting.append(try await fetch(module, of: parent)) }
      }
    }
  }

  private func fetch(_ module: GitModule, of parent: Parent) async throws -> Parent {
    let path = parent.path.isEmpty ? module.path : parent.path + "/" + module.path
    let what = "the address of the submodule '\(path)'"
    let isRelative = module.url.hasPrefix("./") || module.url.hasPrefix("../")
    let address =
      try isRelative
      ? parent.address.resolving(module.url, field: what) : GitAddress(parsing: module.url, field: what)
    guard address.transport != .ssh || setup.context.snapshot.sshKey != nil else {
      throw SlipwayError.invalid(what, "a repository over ssh needs an SSH key; choose or create one")
    }
    let folder = parent.git.checkout + "/" + module.path
    guard try await CheckoutGuard(host: setup.context.workshop, root: parent.git.checkout).isPlain(folder) else {
      throw SlipwayError.invalid(".gitmodules", "'\(path)' is no folder of the code")
    }
    await setup.context.log.line("Fetching the submodule \(path) from \(address.url)")
    var own = setup
    own.credentials = [GitCredential(address)].compactMap { $0 } + setup.credentials
    let git = try await own.open(address, what: what, checkout: folder)
    _ = try await GitFetch(git: git, url: git.failures.address.url, origin: address.url).fetch(
      commit: module.commit, branch: nil)
    return Parent(git: git, address: address, path: path, depth: parent.depth + 1)
  }
}
