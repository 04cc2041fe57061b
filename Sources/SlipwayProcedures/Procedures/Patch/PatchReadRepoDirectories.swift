package import SlipwayCore
package import SlipwayEngine

/// Lists the files of the code that was fetched.
package enum PatchReadRepoDirectories: Procedure {
  package struct Input: Codable, Sendable {
    package var id: ID<Deployable>
    package var type: PatchOwnerKind
    /// What `patch.ensureRepo` answered; no path of this server.
    package var repoPath: String
  }

  package static let name = "patch.readRepoDirectories"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the files of the code that patch.ensureRepo has fetched"

  package static func access(_ input: Input) -> Access { .subject(input.type.subject(input.id), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> [SourceFile] {
    guard input.repoPath.isEmpty || input.repoPath == input.id.rawValue else {
      throw SlipwayError.invalid("repoPath", "must be what patch.ensureRepo answered for this service")
    }
    return try await SourceBrowser(call.engine).list(input.id)
  }
}
