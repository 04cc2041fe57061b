import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes one backup: what flows gets its final name, and its manifest beside it, only when every part of it ended well.
///
/// What has come whole is written down before it gets its name: an attempt after a crash goes on from there, and does not
/// depend any more on what was backed up.
struct BackupAct: Sendable {
  /// What lies in the destination now.
  struct Outcome: Sendable {
    var manifest: BackupManifest
    /// What the person must know besides.
    var note: String?
  }

  let work: BackupWork
  let plan: BackupPlan

  private var key: String { work.run.objectKey }
  private var partial: String { ObjectKey.partial(of: work.run) }

  func run() async throws -> Outcome {
    let store = try await work.destination()
    if let manifest = try await resumed(store) { return Outcome(manifest: manifest) }
    try await sweep(store)
    try await refuseTaken(store)
    let source = try await BackupSource.open(plan, work)
    do {
      let (measure, note) = try await flow(source, into: store.upload(partial))
      var manifest = source.manifest
      (manifest.size, manifest.sha256) = (measure.bytes, measure.sha256)
      try await BackupFinish.arrived(work.run, manifest, work.engine)
      try await store.move(partial, to: key)
      try await complete(store, manifest)
      return Outcome(manifest: manifest, note: note)
    } catch {
      await discard(store)
      throw error
    }
  }

  /// Goes on from an attempt that ended after all had come; what that one has stored is never thrown away here.
  /// - Returns: `nil` when there is nothing to go on from.
  private func resumed(_ store: ObjectStore) async throws -> BackupManifest? {
    guard let manifest = work.run.manifest else { return nil }
    if try await store.size(of: key) != manifest.size {
      guard try await store.size(of: partial) == manifest.size else { return nil }
      try await store.move(partial, to: key)
    }
    await work.log.line("All of it had come before the interruption")
    try await complete(store, manifest)
    try await store.remove(partial)
    return manifest
  }

  /// The name tells the run, so that another's object under it is nothing that may be replaced. One of this run's own
  /// was written down.
  private func refuseTaken(_ store: ObjectStore) async throws {
    guard work.run.manifest == nil, try await store.size(of: key) != nil else { return }
    throw SlipwayError(.conflict, "There is a file \(key) in the destination already, which is not this backup's.")
  }

  private func complete(_ store: ObjectStore, _ manifest: BackupManifest) async throws {
    guard try await store.size(of: key) == manifest.size else {
      throw SlipwayError(
        .commandFailed, "The destination does not hold the \(manifest.size) bytes that were sent to it.")
    }
    let text = String(decoding: try JSONEncoder.iso8601.encode(manifest), as: UTF8.self)
    try await store.write(text, to: ObjectKey.manifest(of: key))
    await work.log.line("Stored \(ByteWords.text(manifest.size)) as \(key)")
  }

  /// - Returns: what came, and what could not be put back as it was.
  private func flow(_ source: BackupSource, into sink: Command) async throws -> (StreamMeasure, String?) {
    var pipeline = Pipeline(source.commands, into: sink, what: "The backup", approve: source.check)
    // It takes back the parts that it has sent.
    pipeline.sinkGrace = .seconds(5)
    let result: Result<StreamMeasure, any Error>
    do {
      result = .success(try await work.stream(pipeline))
    } catch let error as SlipwayError where error.code == .commandFailed {
      result = .failure(await source.explain(error))
    } catch {
      result = .failure(error)
    }
    let problem = await close(source)
    switch result {
    case .success(let measure): return (measure, problem.map { "The backup is complete. \($0)" })
    case .failure(let error as SlipwayError):
      var told = error
      if let problem { told.message += " \(problem)" }
      throw told
    case .failure(let error):
      if let problem { await work.log.line(problem) }
      throw error
    }
  }

  /// What was stopped for it runs again whatever came of it.
  /// - Returns: what the person must know when it does not; the backup is none the worse for it.
  private func close(_ source: BackupSource) async -> String? {
    do {
      try await uncancelled { try await source.close() }
      return nil
    } catch {
      let reason = (error as? SlipwayError)?.message ?? (error as? JobRefusal)?.message ?? "\(error)"
      return "What it was made from is not as it was before: \(reason)"
    }
  }

  /// Nothing of a backup that failed stays, as far as the destination can be reached.
  private func discard(_ store: ObjectStore) async {
    // What has a manifest is complete: it goes first.
    let keys = [ObjectKey.manifest(of: key), key, partial]
    do {
      try await uncancelled { for key in keys { try await store.remove(key) } }
    } catch {
      await work.log.line("A part of it may still be in the destination; the next backup removes it.")
    }
  }

  /// Removes what runs that did not live to do it have left in the plan's folder.
  private func sweep(_ store: ObjectStore) async throws {
    let folder = ObjectKey.folder(of: plan)
    for object in try await store.list(folder, where: { ObjectKey.run(ofPartial: $0.name) != nil && !$0.isFolder }) {
      guard let id = ObjectKey.run(ofPartial: object.name) else { continue }
      let other = try await work.engine.store.read { try $0.backupRuns.find(id) }
      guard id == work.run.id || other?.status.isFinal ?? true else { continue }
      await work.log.line("Removing what an earlier backup left: \(object.name)")
      try await store.remove(object.key)
    }
    do {
      try await store.removeParts(in: folder)
    } catch let error as SlipwayError {
      // Not every server can list them, and not every key may.
      await work.log.line("Parts of broken off uploads cannot be looked for: \(error.message)")
    }
  }
}
