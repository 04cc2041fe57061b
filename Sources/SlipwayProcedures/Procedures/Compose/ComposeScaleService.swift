package import SlipwayCore

/// Says how many containers of one service shall run.
package enum ComposeScaleService: Procedure {
  package struct Input: Codable, Sendable {
    package var composeId: ID<Deployable>
    /// By its name in the file.
    package var serviceName: String
    /// `null` as the file says.
    package var replicas: Int?
  }

  package static let name = "compose.scaleService"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how many containers of a service run; null as the file says"

  package static func access(_ input: Input) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if let replicas = input.replicas, !(0...100).contains(replicas) {
      throw SlipwayError.invalid("replicas", "must be between 0 and 100")
    }
    try await ComposeServiceAction.run(.scale(input.replicas), input.serviceName, of: input.composeId, call)
    return true
  }
}
