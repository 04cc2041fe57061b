import Foundation
import SlipwayCore
import SlipwayHost

/// Looks at a backup before anything is overwritten with it.
struct BackupCheck: Sendable {
  let work: BackupWork
  let store: ObjectStore

  /// What its manifest says; `nil` when it has none, as those of others.
  func manifest() async throws -> BackupManifest? {
    let key = work.run.objectKey
    guard let size = try await store.size(of: key) else {
      throw SlipwayError(.notFound, "There is no file \(key) in the destination.")
    }
    guard let text = try await store.read(ObjectKey.manifest(of: key)) else {
      await work.log.line("It has no manifest: only its own form can be verified")
      return nil
    }
    guard let manifest = try? JSONDecoder.iso8601.decode(BackupManifest.self, from: Data(text.utf8)) else {
      throw SlipwayError(.preconditionFailed, "The backup's manifest cannot be read; it may be damaged.")
    }
    guard manifest.size == size else {
      throw SlipwayError(
        .preconditionFailed,
        "The file has \(size) bytes, but its manifest says \(manifest.size): it is damaged. Nothing was changed.")
    }
    return manifest
  }

  /// Reads all of it once, without keeping it: every byte is there, is what was written, and can be unpacked.
  func verify(_ manifest: BackupManifest?) async throws {
    await work.log.line("Verifying \(work.run.objectKey)")
    var test: Command = ["gzip", "--test"]
    test.isLowPriority = true
    let sink = work.run.objectKey.hasSuffix(".gz") ? test : nil
    let pipeline = Pipeline(
      [store.download(work.run.objectKey)], into: sink, what: "Reading the backup", approve: Self.matches(manifest))
    do {
      _ = try await work.stream(pipeline)
    } catch let error as SlipwayError where error.details["command"] == test.description {
      throw SlipwayError(
        .preconditionFailed, "The backup cannot be unpacked: it is damaged. Nothing was changed.",
        details: error.details, cause: error)
    }
  }

  static func matches(_ manifest: BackupManifest?) -> @Sendable (StreamMeasure) throws -> Void {
    { measure in
      guard let manifest, manifest.sha256 != measure.sha256 || manifest.size != measure.bytes else { return }
      throw SlipwayError(
        .preconditionFailed, "The backup's content is not what its manifest says: it is damaged. Nothing was changed."
      )
    }
  }
}
