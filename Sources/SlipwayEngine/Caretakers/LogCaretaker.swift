import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Removes what is no longer needed: checkouts and temporary keys of deployments that ended, uploads without
/// one, old jobs.
package struct LogCaretaker: Caretaker {
  package static let name = "leftovers"
  package let interval = Duration.seconds(3600)
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let files = try engine.hosts.host(for: nil).files
    let old = engine.now().addingTimeInterval(-7 * 86_400)
    var removed = try await engine.store.write { try $0.jobs.deleteEnded(before: old) }
    for (folder, suffix) in [(engine.folders.work, ""), (engine.folders.uploads, ".zip")] {
      guard try await files.exists(folder) else { continue }
      for name in try await files.list(folder) where name.hasSuffix(suffix) {
        let id = ID<Deployment>(String(name.dropLast(suffix.count)))
        guard try await isLeftover(id, isUpload: !suffix.isEmpty, path: folder + "/" + name) else { continue }
        try await files.remove(folder + "/" + name)
        removed += 1
      }
    }
    return removed
  }

  private func isLeftover(_ id: ID<Deployment>, isUpload: Bool, path: String) async throws -> Bool {
    let deployment = try await engine.store.read { try $0.deployments.find(id) }
    guard let deployment else {
      // An upload is there before its deployment is.
      return try await BlockingPool.run { Self.age(of: path) > 3600 }
    }
    return !isUpload && deployment.status.isFinal
  }

  /// Seconds since the last change; 0 when it cannot be told.
  private static func age(of path: String) -> Double {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    return Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec)
  }
}
