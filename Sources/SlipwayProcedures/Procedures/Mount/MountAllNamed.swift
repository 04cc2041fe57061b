package import SlipwayCore
import SlipwayStore

/// Lists the named volumes of an application.
package enum MountAllNamed: Procedure {
  /// A named volume, in Docker's words.
  package struct Volume: Codable, Sendable {
    package var `Type`: String
    package var Name: String
    package var Destination: String
    package var mountId: ID<Mount>
  }

  package static let name = "mounts.allNamedByApplicationId"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the named volumes of an application"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> [Volume] {
    try await call.store.read { try $0.mounts.all(of: input.applicationId) }.compactMap { mount in
      mount.volumeName.map { Volume(Type: "volume", Name: $0, Destination: mount.mountPath, mountId: mount.id) }
    }
  }
}
