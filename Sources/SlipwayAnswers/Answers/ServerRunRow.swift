package import Foundation
package import SlipwayCore

/// An act of setting a server up, on the wire: published clients know it as a deployment.
package struct ServerRunRow: Codable, Sendable {
  /// A step and what came of it.
  package struct Step: Codable, Sendable {
    package var kind: ServerStep.Kind
    package var state: ServerStep.State
    @Null package var message: String?
    @Null package var startedAt: Date?
    @Null package var finishedAt: Date?

    init(_ step: ServerStep) {
      kind = step.kind
      state = step.state
      message = step.message
      startedAt = step.startedAt
      finishedAt = step.finishedAt
    }
  }

  package var deploymentId: ID<ServerRun>
  package var serverId: ID<Server>
  package var title: String
  @Null package var description: String?
  /// One of the published API's four words; ``state`` is exact.
  package var status: String
  package var state: ServerRun.Status
  /// What `/listen-deployment` is asked for.
  package var logPath: String
  package var steps: [Step]
  @Null package var errorMessage: String?
  package var createdAt: Date
  @Null package var startedAt: Date?
  @Null package var finishedAt: Date?

  package init(_ run: ServerRun) {
    deploymentId = run.id
    serverId = run.serverID
    title = "Set up"
    description = nil
    status = run.status.wireName
    state = run.status
    logPath = run.id.rawValue
    steps = run.steps.map(Step.init)
    errorMessage = run.message
    createdAt = run.createdAt
    startedAt = run.startedAt
    finishedAt = run.finishedAt
  }
}
