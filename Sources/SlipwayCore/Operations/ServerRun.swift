package import Foundation

/// One act of setting a server up, with what came of each of its steps.
package struct ServerRun: Sendable, Hashable {
  /// Where it stands, in the same words as any other run.
  package typealias Status = RunStatus

  package var id: ID<ServerRun>
  package var organizationID: ID<Organization>
  package var serverID: ID<Server>
  package var status: Status
  package var steps: [ServerStep]
  /// Why it failed, in a sentence.
  package var message: String?
  package var createdAt: Date
  package var startedAt: Date?
  package var finishedAt: Date?

  package init(
    id: ID<ServerRun> = .random(), organizationID: ID<Organization>, serverID: ID<Server>, steps: [ServerStep],
    createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.serverID = serverID
    self.steps = steps
    self.createdAt = createdAt
    status = .queued
  }
}

/// A part of setting a server up.
package struct ServerStep: Sendable, Hashable, Codable {
  /// Which part.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case connect, rights, docker, engine, swarm, network, proxy, agent
  }

  /// How it stands.
  package enum State: String, Sendable, Codable, CaseIterable {
    case waiting, working, done, failed
    /// Not possible there, and not needed for anything else.
    case skipped
  }

  package var kind: Kind
  package var state: State
  /// What was found or done, in a sentence.
  package var message: String?
  package var startedAt: Date?
  package var finishedAt: Date?

  package init(_ kind: Kind) {
    self.kind = kind
    state = .waiting
  }

  /// The steps that only put the agent there, by the rules of the moment.
  package static var measuring: [ServerStep] { [.connect, .rights, .agent].map { ServerStep($0) } }

  /// The steps of a server of this kind, in their order.
  package static func all(for purpose: Server.Purpose) -> [ServerStep] {
    let kinds: [Kind] = purpose == .deploy ? Kind.allCases : [.connect, .rights, .docker, .engine]
    return kinds.map { ServerStep($0) }
  }
}
