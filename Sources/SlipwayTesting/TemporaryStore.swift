import Foundation
package import SlipwayCore
package import SlipwayStore

/// The secret box that tests seal with.
package func testSecrets() throws -> SecretBox { try SecretBox(key: Array(0..<32)) }

/// A path in a new empty folder of its own, below the temporary directory.
package func temporaryPath(_ name: String) throws -> String {
  let folder = TemporaryFolders.ofThisProcess.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder.appendingPathComponent(name).path
}

/// A new empty store of its own: in a file, or on PostgreSQL when ``TestPostgres/isWanted``.
package func temporaryStore(secrets: SecretBox? = nil) async throws -> Store {
  if TestPostgres.isWanted {
    return try await Store.open(.server(TestPostgres.address()), secrets: try secrets ?? testSecrets())
  }
  let path = try temporaryPath("slipway.sqlite")
  if secrets == nil { try await EmptyStore.shared.copy(to: path) }
  return try await Store.open(path: path, secrets: try secrets ?? testSecrets())
}

/// The file of an empty store: made once in each process, because the many steps of its schema take longer than most tests.
private actor EmptyStore {
  static let shared = EmptyStore()
  private var making: Task<String, any Error>?

  func copy(to path: String) async throws {
    let task = making ?? Task { try await Self.make() }
    making = task
    try FileManager.default.copyItem(atPath: try await task.value, toPath: path)
  }

  private static func make() async throws -> String {
    let path = try temporaryPath("empty.sqlite")
    // Closed, all of it is in the one file.
    try await Store.open(path: path, secrets: testSecrets()).close()
    return path
  }
}

/// The folders of test runs, one for each process; those of processes that ended are removed by the next.
private enum TemporaryFolders {
  private static let prefix = "slipway-test-"

  static let ofThisProcess: URL = {
    let all = FileManager.default.temporaryDirectory
    for name in (try? FileManager.default.contentsOfDirectory(atPath: all.path)) ?? [] {
      guard name.hasPrefix(prefix), let pid = pid_t(name.dropFirst(prefix.count)) else { continue }
      if kill(pid, 0) != 0 { try? FileManager.default.removeItem(at: all.appendingPathComponent(name)) }
    }
    return all.appendingPathComponent("\(prefix)\(getpid())")
  }()
}
