import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Puts a backup back: verified first, then streamed into what it is restored into.
struct RestoreAct: Sendable {
  let work: BackupWork

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
