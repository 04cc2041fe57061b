package import SlipwayAnswers
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Looks at a server: what is there, what is missing, and what to do about it.
package enum ServerValidate: Procedure {
  /// A program.
  package struct Program: Codable, Sendable {
    @Null package var version: String?
    package var enabled: Bool

    init(_ version: String?) {
      self.version = version
      enabled = version != nil
    }
  }

  /// What programs may do there.
  package enum Privilege: String, Codable, Sendable, CaseIterable {
    case root, sudo, none
  }

  /// The published findings, and every check in words.
  package struct Output: Codable, Sendable {
    package var docker: Program
    package var rclone: Program
    package var nixpacks: Program
    package var buildpacks: Program
    package var railpack: Program
    package var isDokployNetworkInstalled: Bool
    package var isSwarmInstalled: Bool
    package var isMainDirectoryInstalled: Bool
    package var privilegeMode: Privilege
    package var dockerGroupMember: Bool
    package var checks: [ServerCheck]
  }

  package static let name = "server.validate"
  package static let kind = ProcedureKind.query
  package static let summary = "Looks at what is there on a server, and says what to do about what is not"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> Output {
    let server = try await call.store.read { try $0.servers.one(input.serverId) }
    let found = try await ServerProbe(call.engine, server).run()
    return Output(
      docker: Program(found.docker?.Version), rclone: Program(found.programs["rclone"]),
      nixpacks: Program(found.programs["nixpacks"]), buildpacks: Program(found.programs["buildpacks"]),
      railpack: Program(found.programs["railpack"]), isDokployNetworkInstalled: found.hasNetwork,
      isSwarmInstalled: found.isSwarmManager, isMainDirectoryInstalled: found.hasFolder,
      privilegeMode: !found.isRoot ? .none : server.username == "root" ? .root : .sudo,
      dockerGroupMember: found.isInDockerGroup, checks: found.checks)
  }
}
