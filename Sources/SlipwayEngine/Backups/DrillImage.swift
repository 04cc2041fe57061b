import SlipwayCore
import SlipwayHost

/// What a trial server runs. A manifest is text that whoever writes to the destination wrote: it may name a version of the
/// database's own image, and that image is proven to be the organisation's to have.
struct DrillImage: Sendable {
  let work: BackupWork
  let database: Database
  /// Who the organisation is at the image's registry.
  var auth: RegistryAuth?

  /// - Parameter named: by the backup's manifest.
  /// - Returns: an image that is here.
  /// - Throws: ``SlipwayError`` `forbidden` for one of another organisation; what the pull threw.
  func bring(_ named: String?) async throws -> String {
    let own = try ImageReference(parsing: database.settings.dockerImage)
    let chosen = Self.choose(named, own: own)
    if let named, chosen.description != named {
      await work.log.line("The manifest names \(named.prefix(200)), which is no version of \(own.name): not used")
    }
    let name = ImageSource.withTag(chosen)
    try await AddressGuard(registries: work.engine.configuration).check(chosen, field: "dockerImage")
    do {
      // Also where it is here: somebody else may have pulled it, with a password of theirs.
      try await work.docker.pullImage(name, auth: auth, progress: work.log.output)
    } catch let error as SlipwayError {
      guard let here = try await work.docker.inspectImage(name) else { throw error }
      let isFromHere = ImageSource.identity(of: here, name: chosen.name) == here.Id
      guard isFromHere || ImageSource.isUnreachable(error) else { throw error }
      let owner = here.Config?.Labels?[ReleaseLabels.organization]
      guard !ForeignImages.isOwnName(name), owner == nil || owner == database.organizationID.rawValue else {
        throw SlipwayError(.forbidden, "There is no image \(name) that this organisation may use.")
      }
      await work.log.line("The registry did not provide it; the image \(name) that is on this server is used.")
    }
    return name
  }

  /// - Returns: the named image where it is a version of the database's own, else the database's own.
  static func choose(_ named: String?, own: ImageReference) -> ImageReference {
    guard let named, let reference = try? ImageReference(parsing: named),
      plain(reference.name) == plain(own.name)
    else { return own }
    return reference
  }

  private static func plain(_ name: String) -> String {
    var name = Substring(name)
    for prefix in ["docker.io/", "index.docker.io/", "library/"] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    return String(name)
  }
}
