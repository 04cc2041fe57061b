import Foundation
import SlipwayCore
import SlipwayStore

/// A service at rest for as long as its volume is copied or replaced. What was stopped for that runs again, whatever comes
/// of it.
struct ServicePause: Sendable {
  private let work: BackupWork
  private let service: ID<Deployable>
  /// What was stopped, for a sentence.
  private let what: String

  /// Returns when nothing runs that has the storage.
  /// - Parameters:
  ///   - storage: the volume or folder that it is for; of a stack only the services that have it are stopped.
  ///   - reason: the rest of a sentence: `its volume is copied`.
  /// - Returns: `nil` when nothing of it shall run anyway.
  static func begin(
    _ service: ID<Deployable>, for storage: String, _ work: BackupWork, while reason: String
  ) async throws -> ServicePause? {
    guard try await work.engine.store.read({ try isWanted(service, $0) }) else { return nil }
    let resting = try await RestingServices.find(storage, of: service, work.engine)
    let pause = ServicePause(work: work, service: service, what: resting?.words ?? "the service")
    await work.log.line(
      "Stopping \(pause.what) while \(reason)" + (resting == nil ? "" : "; other services of the stack keep running"))
    do {
      try await ServiceControl(work.engine).stop(service, only: resting)
    } catch {
      // Its tasks may be taken away although the wait for their end was cut short.
      await pause.undo()
      throw error
    }
    StepRecorder.reached("pause", work.engine.configuration)
    return pause
  }

  /// Brings it back.
  func end() async throws {
    await work.log.line("Starting \(what) again")
    let (engine, service) = (work.engine, service)
    try await uncancelled { try await ServiceControl(engine).start(service) }
  }

  /// Brings it back after something else failed, which is what the person must know first.
  func undo() async {
    do {
      try await end()
    } catch {
      let reason = (error as? JobRefusal)?.message ?? (error as? SlipwayError)?.message ?? "\(error)"
      await work.log.line("The service does not come up again now: \(reason) It is tried once more by itself.")
      let (engine, service) = (work.engine, service)
      try? await uncancelled {
        try await engine.store.write { try Self.resume($0, service, now: engine.now()) }
      }
    }
  }

  /// Has the service looked after once an attempt has ended that may have been cut off while it was at rest.
  static func repair(_ tx: Transaction, after run: BackupRun, now: Date) throws {
    let plan = try run.planID.flatMap { try tx.backupPlans.find($0) }
    guard let service = run.deployableID, run.restore?.content == .volume || plan?.settings.turnsOff == true else {
      return
    }
    try resume(tx, service, now: now)
  }

  /// In its lane, and so after the run.
  private static func resume(_ tx: Transaction, _ service: ID<Deployable>, now: Date) throws {
    guard try isWanted(service, tx), let deployable = try tx.deployables.find(service) else { return }
    try StartJob.enqueue(tx, deployable, now: now)
  }

  private static func isWanted(_ service: ID<Deployable>, _ tx: Transaction) throws -> Bool {
    try tx.deployables.find(service)?.isStopped == false && tx.releases.hasCurrent(service)
  }
}
