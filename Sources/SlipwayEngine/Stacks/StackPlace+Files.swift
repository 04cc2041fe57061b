import SlipwayCore
import SlipwayHost

/// What a stack's containers mount, brought to the machine that they run on. Containers may have written there: no link of
/// theirs is followed.
extension StackPlace {
  /// Makes a folder below the stack's own, with those above it.
  func makeFolder(_ below: String) async throws {
    let root = folders.root
    guard machine.server != nil else {
      return try await BlockingPool.run { try PatchWriter(root: root).makeFolder(below) }
    }
    try await makeFolder(below, of: root)
  }

  /// The programs over there follow links, as root: what is there already is looked at before, and keeps its mode.
  private func makeFolder(_ below: String, of root: String) async throws {
    let files = machine.files
    if try await !files.exists(root) { try await files.makeDirectory(root) }
    let parts = below.split(separator: "/")
    var present = parts.count
    while present > 0, try await files.resolved(Self.path(root, parts.prefix(present))) == nil { present -= 1 }
    try await checkLinks(parts.prefix(present).joined(separator: "/"), of: root)
    guard present < parts.count else { return }
    try await files.makeDirectory(Self.path(root, parts[...]))
    try await checkLinks(parts.joined(separator: "/"), of: root)
  }

  private static func path(_ root: String, _ parts: ArraySlice<Substring>) -> String {
    "\(root)/\(parts.joined(separator: "/"))"
  }

  /// The stack's file mounts.
  func write(_ mounts: [Mount]) async throws {
    try await StackFolders.write(mounts, below: ownFolders.files, on: workshop)
    guard machine.server != nil else { return }
    let root = folders.files
    try await makeFolder("files", of: folders.root)
    for mount in mounts where mount.type == .file {
      guard let path = mount.filePath, (try? mount.validate()) != nil else { continue }
      try await put(mount.content?.reveal() ?? "", at: path, of: root)
    }
  }

  /// Has a version of the code where containers find it.
  /// - Parameter fresh: the files of it that are written anew where it is there already.
  func bring(_ version: String, fresh: [String]) async throws {
    guard machine.server != nil else { return }
    let (source, target) = (ownFolders.code(version), folders.code(version))
    let files = machine.files
    guard try await !files.exists(target) else {
      for path in fresh { try await put(workshop.files.readText("\(source)/\(path)"), at: path, of: target) }
      return
    }
    // Under another name until all of it is there.
    let partial = target + ".part"
    try await files.remove(partial)
    try await files.makeDirectory(partial)
    let reading = Command(["tar", "--create", "--numeric-owner", "--directory", source, "."])
    let writing = Command(["tar", "-x", "-p", "-C", partial, "-f", "-"])
    _ = try await workshop.stream(
      Pipeline([reading], into: try await machine.host.reaching(writing), what: "Bringing the code there"),
      output: nil)
    try await files.move(partial, to: target)
  }

  /// A path that is taken through a link leads elsewhere.
  private func checkLinks(_ below: String, of root: String) async throws {
    let base = try await machine.files.resolved(root) ?? root
    let end = below.isEmpty ? "" : "/" + below
    guard try await machine.files.resolved(root + end) == base + end else {
      throw SlipwayError.invalid("composeFile", "'\(below)' is a link that leads out of the stack's own folder")
    }
  }

  private func put(_ text: String, at path: String, of root: String) async throws {
    let below = path.split(separator: "/").dropLast().joined(separator: "/")
    try await makeFolder(below, of: root)
    try await machine.files.write(text, to: "\(root)/\(path)", mode: 0o644)
  }
}
