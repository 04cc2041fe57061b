import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes one backup: what flows gets its final name, and its manifest beside it, only when every part of it ended well.
struct BackupAct: Sendable {
  let work: BackupWork
  let plan: BackupPlan

  /// - Returns: what lies in the destination now.
  func run() async throws -> BackupManifest {
    let store = try await work.destination()
    let partial = ObjectKey.partial(of: work.run)
    try await sweep(store)
    let source = try await BackupSource.open(plan, work)
    let key = work.run.objectKey
    do {
      var manifest = source.manifest
      let measure = try await flow(source, into: store.upload(partial))
      (manifest.size, manifest.sha256) = (measure.bytes, measure.sha256)
      try await store.move(partial, to: key)
      guard try await store.size(of: key) == measure.bytes else {
        throw SlipwayError(
          .commandFailed, "The destination does not hold the \(measure.bytes) bytes that were sent to it.")
      }
      let text = String(decoding: try JSONEncoder.iso8601.encode(manifest), as: UTF8.self)
      try await store.write(text, to: ObjectKey.manifest(of: key))
      await work.log.line("Stored \(ByteWords.text(measure.bytes)) as \(key)")
      return manifest
    } catch {
      await discard(store)
      throw error
    }
  }

  private func flow(_ source: BackupSource, into sink: Command) async throws -> StreamMeasure {
    let pipeline = Pipeline(source.commands, into: sink, what: "The backup", approve: source.check)
    let result: Result<StreamMeasure, any Error>
    do {
      result = .success(try await work.stream(pipeline))
    } catch let error as SlipwayError where error.code == .commandFailed {
      result = .failure(await source.explain(error))
    } catch {
      result = .failure(error)
    }
    // What was stopped for it runs again whatever came of it; when it does not, that is what the person must know.
    try await uncancelled { try await source.close() }
    return try result.get()
  }

  /// Nothing of a backup that failed stays, as far as the destination can be reached.
  private func discard(_ store: ObjectStore) async {
    let run = work.run
    let keys = [ObjectKey.partial(of: run), ObjectKey.manifest(of: run.objectKey), run.objectKey]
    do {
      try await uncancelled { for key in keys { try await store.remove(key) } }
    } catch {
      await work.log.line("A part of it may still be in the destination; the next backup removes it.")
    }
  }

  /// Removes what runs that did not live to do it have left in the plan's folder.
  private func sweep(_ store: ObjectStore) async throws {
    for object in try await store.list(ObjectKey.folder(of: plan)) where !object.isFolder {
      guard let id = ObjectKey.run(ofPartial: object.name) else { continue }
      let other = try await work.engine.store.read { try $0.backupRuns.find(id) }
      guard id == work.run.id || other?.status.isFinal ?? true else { continue }
      await work.log.line("Removing what an earlier backup left: \(object.name)")
      try await store.remove(object.key)
    }
  }
}
