package import SlipwayCore
package import SlipwayHost

/// Which folders of the server a container may see. Judged when a mount is saved, and again by what the path really
/// leads to when a release starts: a link that somebody put there meanwhile leads nowhere else.
package struct BindRules: Sendable {
  /// Below these, whoever may change an application may mount; everything else is for the server's owner.
  private let open: [HostPath]
  /// Slipway's own folders: its key opens every secret.
  private let own: [HostPath]

  package init(_ configuration: Configuration) {
    open = configuration.bindFolders.compactMap(HostPath.init)
    own = Set([configuration.dataDirectory, Configuration().dataDirectory, ServerPlace.root]).compactMap(
      HostPath.init)
  }

  /// Below a folder that the configuration opens.
  package func isOpen(_ path: HostPath) -> Bool { open.contains { path.isWithin($0) } }

  /// - Throws: ``SlipwayError`` `badRequest` naming `hostPath`, for everybody.
  package func check(_ path: HostPath) throws {
    guard !own.contains(where: { path.overlaps($0) }) else {
      throw SlipwayError.invalid("hostPath", "\(path.text) holds Slipway's own data, which no container may see")
    }
  }

  /// Looks where each folder really is.
  /// - Parameter sources: as the rows name them.
  /// - Throws: ``SlipwayError`` `badRequest` when a link leads out of an open folder or to Slipway's own data.
  package func check(_ sources: [HostPath], on host: any Host) async throws {
    for source in sources {
      try check(source)
      guard let real = try await Self.resolved(source, on: host) else { continue }
      for owned in own { try await refuse(real, overlapping: owned, as: source, on: host) }
      guard isOpen(source), real != source else { continue }
      var isInside = isOpen(real)
      for folder in open where !isInside && source.isWithin(folder) {
        isInside = try await Self.resolved(folder, on: host).map { real.isWithin($0) } ?? false
      }
      guard isInside else {
        throw SlipwayError.invalid("hostPath", "\(source.text) is a link that leads to \(real.text)")
      }
    }
  }

  private func refuse(_ real: HostPath, overlapping own: HostPath, as source: HostPath, on host: any Host)
    async throws
  {
    let place = try await Self.resolved(own, on: host) ?? own
    guard !real.overlaps(place), !real.overlaps(own) else {
      throw SlipwayError.invalid("hostPath", "\(source.text) leads to Slipway's own data, which no container may see")
    }
  }

  /// - Returns: `nil` when there is no such folder; Docker says so then.
  private static func resolved(_ path: HostPath, on host: any Host) async throws -> HostPath? {
    try await host.files.resolved(path.text).flatMap(HostPath.init)
  }
}
