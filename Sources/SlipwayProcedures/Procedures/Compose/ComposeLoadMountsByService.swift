import SlipwayCompose
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Lists the storage that a service mounts, by the file that serves.
package enum ComposeLoadMountsByService: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    package var serviceName: String
  }

  /// A mount in Docker's words.
  package struct Item: Codable, Sendable {
    package var `Type`: String
    package var Name: String
    package var Source: String
    package var Destination: String
    package var RW: Bool
  }

  package static let name = "compose.loadMountsByService"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the volumes that a service of a compose stack mounts"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [Item] {
    let release = try await call.store.read { try $0.releases.current(of: input.composeId) }
    guard let file = try release.map({ try StackFile.read($0) }) else { return [] }
    guard file.services[input.serviceName] != nil else { throw SlipwayError.notFound("Service") }
    return file.volumes(of: input.serviceName).map {
      Item(Type: $0.type, Name: $0.source, Source: $0.source, Destination: $0.target, RW: !$0.isReadOnly)
    }
  }
}
