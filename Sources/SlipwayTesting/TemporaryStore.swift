import Foundation
package import SlipwayCore
package import SlipwayStore

/// The secret box that tests seal with.
package func testSecrets() throws -> SecretBox { try SecretBox(key: Array(0..<32)) }

/// A path in a new empty folder of its own, below the temporary directory.
package func temporaryPath(_ name: String) throws -> String {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("slipway-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder.appendingPathComponent(name).path
}

/// A new empty store in a folder of its own.
package func temporaryStore(secrets: SecretBox? = nil) async throws -> Store {
  try await Store.open(path: temporaryPath("slipway.sqlite"), secrets: try secrets ?? testSecrets())
}
