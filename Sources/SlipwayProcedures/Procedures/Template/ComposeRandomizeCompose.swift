import SlipwayCore

/// Shows the file with a suffix behind its names; the suffix is kept by `compose.update`.
package enum ComposeRandomizeCompose: Procedure {
  package static let name = "compose.randomizeCompose"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Shows the compose file with a suffix behind its names; nothing is kept"
  // It changes nothing; the published API has it as a mutation.
  package static let isAudited = false

  package static func access(_ input: ComposeSuffixInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeSuffixInput, _ call: Call) async throws -> String {
    let suffix = ComposeVariants.suffix(input.suffix)
    return try await ComposeVariants.file(of: input.composeId, call) { stack in
      stack.settings.isolatedDeployment = false
      stack.settings.randomize = true
      stack.settings.suffix = suffix
    }
  }
}
