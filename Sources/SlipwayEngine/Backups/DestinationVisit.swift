import Foundation
package import SlipwayCore
package import SlipwayHost

/// Goes to a destination, stored or not, for a moment: tries it out, or lists what is there.
package struct DestinationVisit: Sendable {
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  /// - Throws: ``SlipwayError`` saying what the destination answered.
  package func test(_ destination: Destination) async throws {
    try await with(destination) { try await $0.test() }
  }

  /// The files and folders in a folder of a destination: the last by name where there are too many.
  package func list(
    _ destination: Destination, folder: String, where isWanted: @escaping @Sendable (StoredObject) -> Bool
  ) async throws -> [StoredObject] {
    try await with(destination) { try await $0.list(folder, within: .seconds(30), where: isWanted) }
  }

  private func with<Result: Sendable>(
    _ destination: Destination, _ body: @escaping @Sendable (ObjectStore) async throws -> Result
  ) async throws -> Result {
    let host = try engine.hosts.thisMachine()
    let folder = "\(engine.folders.work)/\(PassingWork.destination.folderName)"
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
