import Foundation
import Logging
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Brings repositories of pushed code where the rows say, as after a crash, and removes those that no application has any
/// more, and what broken off pushes left in the others.
package struct PushCaretaker: Caretaker {
  package static let name = "pushes"
  /// Longer than any push takes to arrive.
  private static let arrival: TimeInterval = 2 * 3600
  package let interval = Duration.seconds(3600)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let files = try engine.hosts.thisMachine().files
    let folder = engine.folders.repositories
    guard try await files.exists(folder) else { return 0 }
    var removed = 0
    let names = try await files.list(folder)
    for name in names where name.hasSuffix(".git") {
      let id = ID<Deployable>(String(name.dropLast(".git".count)))
      guard let application = try await engine.store.read({ try $0.applications.find(id) }) else {
        try await files.remove("\(folder)/\(name)")
        try await files.remove("\(folder)/\(name).lock")
        removed += 1
        continue
      }
      do {
        removed += try await look(after: application, files)
      } catch {
        try Task.checkCancellation()
        // One broken repository keeps the others from nothing.
        Logger.current.warning(
          "a repository of pushed code was not looked after",
          metadata: [LogKeys.application: "\(application.id)", LogKeys.error: "\(error)"])
      }
    }
    for name in names where name.contains(".git.new-") {
      let path = "\(folder)/\(name)"
      guard try await Self.isOld(path, engine.now()) else { continue }
      try await files.remove(path)
      removed += 1
    }
    return removed
  }

  private func look(after application: Application, _ files: any HostFiles) async throws -> Int {
    let branch = try PushedBranch(engine, application)
    try await branch.settle()
    try await branch.tidy()
    var removed = 0
    for name in try await files.list(branch.repository.path) where name.hasPrefix(Quarantine.prefix) {
      let path = "\(branch.repository.path)/\(name)"
      guard try await Self.isOld(path, engine.now()) else { continue }
      try await files.remove(path)
      removed += 1
    }
    return removed
  }

  private static func isOld(_ path: String, _ now: Date) async throws -> Bool {
    try await BlockingPool.run {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let changed = attributes?[.modificationDate] as? Date else { return true }
      return now.timeIntervalSince(changed) > arrival
    }
  }
}
