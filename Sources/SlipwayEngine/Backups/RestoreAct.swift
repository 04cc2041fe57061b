import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts a backup back: verified first, then streamed into what it is restored into.
struct RestoreAct: Sendable {
  let work: BackupWork

  /// What a backup holds goes only into what can hold it.
  /// - Throws: ``SlipwayError`` `preconditionFailed`.
  static func refuseOther(_ manifest: BackupManifest, _ request: RestoreRequest) throws {
    let (isVolume, intoVolume) = (manifest.content == .volume, request.content == .volume)
    guard manifest.content != .panel, isVolume == intoVolume else {
      let what =
        switch manifest.content {
        case .volume: "a volume; it can be restored into a volume only"
        case .panel: "Slipway itself, which is restored by the command `slipway restore`"
        case .database, .compose: "a database; it cannot be restored into a volume"
        }
      throw SlipwayError(.preconditionFailed, "This is a backup of \(what). Nothing was changed.")
    }
    guard let engine = manifest.engine, let wanted = request.engine, engine != wanted else { return }
    let labels = [engine, wanted].map { DatabaseEngines.engine($0).label }
    throw SlipwayError(
      .preconditionFailed, "This is a backup of \(labels[0]); it cannot be restored into \(labels[1]).")
  }

  /// - Returns: a sentence for the person.
  func run() async throws -> String {
    guard let request = work.run.restore, let target = work.run.deployableID else {
      throw SlipwayError(.preconditionFailed, "It is not known any more what was to be restored.")
    }
    if let staged = request.staged {
      let exchange = VolumeExchange(work: work, target: target, volume: request.volumeName ?? "")
      if let done = try await exchange.resume(staged) { return done }
    }
    let store = try await work.destination()
    let check = BackupCheck(work: work, store: store)
    let manifest = try await check.manifest()
    if let manifest { try Self.refuseOther(manifest, request) }
    switch request.content {
    case .volume where StackDataFolder.isName(request.volumeName ?? ""):
      return try await FolderRestore(work: work, store: store, target: target).run(request, manifest)
    case .volume: return try await VolumeRestore(work: work, store: store, target: target).run(request, manifest)
    case .database:
      let server = try await DatabaseServer.find(target, work)
      return try await DatabaseRestore(work: work, check: check, server: server).run(request, manifest)
    case .compose:
      let server = try await ComposeServer.find(target, request, work)
      return try await DatabaseRestore(work: work, check: check, server: server).run(request, manifest)
    case .panel:
      throw SlipwayError(.badRequest, "Slipway itself is restored by the command `slipway restore`.")
    }
  }
}
