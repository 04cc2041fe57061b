import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Removes what nobody needs any more: old jobs, checkouts and temporary keys of deployments that ended, uploads that are
/// not built again. Old images and file contents are removed by a job in their deployable's lane.
package struct LeftoverCaretaker: Caretaker {
  package static let name = "leftovers"
  /// How long an ended job is remembered.
  private static let memory: Double = 7 * 86_400
  /// An upload is there before its deployment is.
  private static let arrival: Double = 3600
  package let interval = Duration.seconds(3600)
  /// Nobody waits for it, and a start has enough to do.
  package let delay = Duration.seconds(300)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let old = engine.now().addingTimeInterval(-Self.memory)
    let jobs = try await engine.store.write { try $0.jobs.deleteEnded(before: old) }
    return try await jobs + removeWorkFolders() + removeUploads() + BuildLeftovers(engine: engine).removeAll()
      + MachineRound(engine, Self.name).run { try await queueRetirements(on: $0) }
  }

  private func removeWorkFolders() async throws -> Int {
    var removed = 0
    for name in try await names(in: engine.folders.work) where !PassingWork.owns(name) {
      let isAtWork = try await engine.store.read { tx in
        let deployment = try tx.deployments.find(ID(name))?.status.isFinal
        let run = try tx.backupRuns.find(ID(name))?.status.isFinal
        return !(deployment ?? run ?? true)
      }
      guard !isAtWork else { continue }
      try await files.remove("\(engine.folders.work)/\(name)")
      removed += 1
    }
    return removed
  }

  private func removeUploads() async throws -> Int {
    let names = try await names(in: engine.folders.uploads)
    let wanted = try await engine.store.read { try $0.deployments.wantedUploads() }
    var removed = 0
    for name in names where name.hasSuffix(".zip") && !wanted.contains(ID(String(name.dropLast(4)))) {
      let path = "\(engine.folders.uploads)/\(name)"
      guard try await BlockingPool.run({ Self.age(of: path) }) > Self.arrival else { continue }
      try await files.remove(path)
      removed += 1
    }
    return removed
  }

  /// Looks from outside, and lets the job decide: between a look and a removal a deployment may begin.
  private func queueRetirements(on machine: Machine) async throws -> Int {
    let tags = try await machine.docker.listImages(reference: "slipway/*").flatMap { $0.RepoTags ?? [] }
    let (kept, names) = try await engine.store.read {
      (try $0.releases.images(in: Leftovers.kept), try $0.deployables.names(on: machine.server))
    }
    let wasteful = Set(tags.filter { !kept.contains(ImagePruning.release(of: $0)) }.compactMap(ImagePruning.owner))
      .union(try await Self.names(in: machine.folders.files, machine.files))
    var queued = 0
    for (id, appName) in names where wasteful.contains(appName) {
      if try await queueRetirement(id) { queued += 1 }
    }
    if queued > 0 { engine.bus.publish(.jobQueued) }
    return queued
  }

  private func queueRetirement(_ id: ID<Deployable>) async throws -> Bool {
    let now = engine.now()
    return try await engine.store.write { tx in
      guard try tx.jobs.isIdle(lane: JobLane.deployable(id)), let deployable = try tx.deployables.find(id) else {
        return false
      }
      try RetireJob.enqueue(tx, deployable, now: now)
      return true
    }
  }

  private var files: any HostFiles { get throws { try engine.hosts.thisMachine().files } }

  private func names(in folder: String) async throws -> [String] { try await Self.names(in: folder, files) }

  private static func names(in folder: String, _ files: any HostFiles) async throws -> [String] {
    try await files.exists(folder) ? try await files.list(folder) : []
  }

  /// Seconds since the last change; 0 when it cannot be told.
  private static func age(of path: String) -> Double {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    return Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec)
  }
}
