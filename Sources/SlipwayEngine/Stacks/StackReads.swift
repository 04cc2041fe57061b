import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Follows what Docker Compose will open for a stack's file, before it does: all of it must lie in the stack's own folders,
/// and be reached through no link that leads out of them.
struct StackReads: Sendable {
  private static let maximumFiles = 100

  /// What was seen.
  struct Found: Sendable {
    /// The files from elsewhere.
    var dangers: [ComposeDanger] = []
    /// Other compose files are part of the stack's own.
    var bringsOthers = false
  }

  /// A compose file that is still to be looked at.
  private struct Next: Hashable {
    var place: ComposePlace
    /// What its paths start from.
    var folder: ComposePlace
  }

  let host: any Host
  /// The source code as it is while the file is read.
  let code: String
  /// The stack's file mounts at that time.
  let files: String

  /// - Parameters:
  ///   - text: the stack's own file.
  ///   - folder: where it lies.
  /// - Throws: ``SlipwayError`` `badRequest` naming a file that cannot be read, or a link that leads out.
  func find(in text: String, folder: ComposePlace, environment: [String: String]) async throws -> Found {
    var found = Found()
    var waiting: [Next] = []
    var seen: Set<Next> = []
    let own = try ComposeReads.all(in: text, folder: folder, environment: environment)
    found.bringsOthers = ComposeReads.bringOthers(own)
    try await take(own, from: nil, &found, &waiting)
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted else { continue }
      guard seen.count <= Self.maximumFiles else {
        throw Self.refused("more than \(Self.maximumFiles) files are brought in")
      }
      let reads: [ComposeRead]
      do {
        reads = try ComposeReads.all(in: try await read(next.place), folder: next.folder, environment: nil)
      } catch let error as SlipwayError where error.code == .badRequest {
        throw Self.refused("\(next.place.path): \(error.message)")
      }
      try await take(reads, from: next.place.path, &found, &waiting)
    }
    return found
  }

  private func take(
    _ reads: [ComposeRead], from file: String?, _ found: inout Found, _ waiting: inout [Next]
  ) async throws {
    for read in reads {
      guard let place = read.place else {
        found.dangers.append(read.danger(in: file))
        continue
      }
      // Compose itself says what is not there, where that matters.
      guard try await isPresent(place) else { continue }
      guard case .composeFile(let folder) = read.content else { continue }
      waiting.append(Next(place: place, folder: folder ?? place.folder))
    }
  }

  private func root(_ place: ComposePlace) -> String { place.root == .code ? code : files }

  private func isPresent(_ place: ComposePlace) async throws -> Bool {
    let path = root(place) + "/" + place.path
    guard let real = try await host.files.resolved(path) else { return false }
    let base = try await host.files.resolved(root(place)) ?? root(place)
    guard real == base || real.hasPrefix(base + "/") else {
      throw Self.refused("'\(place.path)' is a symbolic link that leads out of the source code")
    }
    return true
  }

  private func read(_ place: ComposePlace) async throws -> String {
    let path = root(place) + "/" + place.path
    guard try await host.files.size(path) <= ComposeStack.longestFile else {
      throw Self.refused("'\(place.path)' has more than \(ComposeStack.longestFile >> 20) MiB")
    }
    return try await host.files.readText(path)
  }

  private static func refused(_ problem: String) -> SlipwayError { SlipwayError.invalid("composeFile", problem) }
}
