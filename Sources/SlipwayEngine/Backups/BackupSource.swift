import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What a backup is made from, ready to flow.
struct BackupSource: Sendable {
  /// Programs that feed each other; the last one's output is the object.
  var commands: [Command]
  /// The manifest as far as it is known before.
  var manifest: BackupManifest
  /// Whether what flowed is whole.
  var check: @Sendable (StreamMeasure) throws -> Void = { _ in }
  /// What the person is told when it failed; the error itself when nothing better is known.
  var explain: @Sendable (SlipwayError) async -> SlipwayError = { $0 }
  /// Puts everything back as it was; to be called whatever happens.
  var close: @Sendable () async throws -> Void = {}

  /// - Throws: ``SlipwayError`` saying why the plan cannot be backed up now.
  static func open(_ plan: BackupPlan, _ work: BackupWork) async throws -> BackupSource {
    switch plan.content {
    case .database: try await DatabaseSource(plan: plan, work: work).open()
    case .compose: try await ComposeSource(plan: plan, work: work).open()
    case .volume: try await VolumeSource(plan: plan, work: work).open()
    case .panel: try await PanelSource(plan: plan, work: work).open()
    }
  }

  /// Compresses what flows, and leaves the processor to everybody else.
  static var compression: Command {
    var command: Command = ["gzip", "-c"]
    command.isLowPriority = true
    return command
  }

  static func manifest(_ content: BackupPlan.Content, at now: Date) -> BackupManifest {
    BackupManifest(content: content, size: 0, sha256: "", createdAt: now, schema: Store.schemaVersion)
  }
}
