import Foundation
package import SlipwayCore
import SlipwayHost

/// Tries out a destination, stored or not, and lists what is there.
package struct DestinationTest: Sendable {
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  /// - Throws: ``SlipwayError`` saying what the destination answered.
  package func run(_ destination: Destination) async throws {
    try await with(destination) { try await $0.test() }
  }

  /// The files and folders in a folder of a destination.
  package func list(_ destination: Destination, folder: String) async throws -> [StoredObject] {
    try await with(destination) { try await $0.list(folder, within: .seconds(30)) }
  }

  private func with<Result: Sendable>(
    _ destination: Destination, _ body: @escaping @Sendable (ObjectStore) async throws -> Result
  ) async throws -> Result {
    let host = try engine.hosts.host(for: nil)
    let folder = "\(engine.folders.work)/destination-\(RandomText.suffix(12))"
    do {
      let result = try await body(
        try await ObjectStore.open(destination, folder: folder, on: host, engine.configuration))
      try await host.files.remove(folder)
      return result
    } catch {
      try? await uncancelled { try await host.files.remove(folder) }
      throw error
    }
  }
}
