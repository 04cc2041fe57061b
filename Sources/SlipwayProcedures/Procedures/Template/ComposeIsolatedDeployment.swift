import SlipwayCore

/// Shows the file as it would run isolated; that it does is kept by `compose.update`.
package enum ComposeIsolatedDeployment: Procedure {
  package static let name = "compose.isolatedDeployment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Shows the compose file as it would run isolated; nothing is kept"
  // It changes nothing; the published API has it as a mutation.
  package static let isAudited = false

  package static func access(_ input: ComposeSuffixInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeSuffixInput, _ call: Call) async throws -> String {
    try await ComposeVariants.file(of: input.composeId, call) { stack in
      stack.settings.isolatedDeployment = true
      if let suffix = input.suffix?.trimmingSpaces(), !suffix.isEmpty { stack.settings.suffix = suffix }
    }
  }
}
