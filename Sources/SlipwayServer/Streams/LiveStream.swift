import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// `/live`: what changes in the caller's organisation, as JSON messages, for pages that refresh themselves. The first one
/// has the topic `listening`: changes after it are told, those before it are not.
struct LiveStream: WatchStream {
  /// What one can watch.
  enum Topic: String, CaseIterable {
    case deployments, applications, backups, schedules, servers, organization
  }

  let engine: Engine
  let caller: Caller
  let query: TextFields

  /// One message.
  private struct Message: Encodable {
    var topic: String
    var deploymentId: ID<Deployment>?
    var applicationId: ID<Deployable>?
    var runId: String?
    var serverId: ID<Server>?
  }

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let topics = try topics()
    let events = engine.bus.events()
    // From here on nothing is missed: a page that is older than this brings itself up to date.
    try await send(Message(topic: "listening"), connection)
    for await event in events {
      guard let message = message(event), topics.contains(where: { $0.rawValue == message.topic }) else { continue }
      try await send(message, connection)
    }
    throw CancellationError()
  }

  private func send(_ message: Message, _ connection: WebSocketConnection) async throws {
    try await connection.send(text: String(decoding: try WireOutput.encode(message), as: UTF8.self))
  }

  private func topics() throws -> [Topic] {
    guard let text = query["topics"], !text.isEmpty else { return Topic.allCases }
    return try text.split(separator: ",").map { word in
      guard let topic = Topic(rawValue: String(word)) else {
        throw WebSocketClose.badParameter("topics may be \(Topic.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return topic
    }
  }

  /// - Returns: `nil` for what is nobody's or somebody else's.
  private func message(_ event: Event) -> Message? {
    switch event {
    case .deploymentChanged(let deployment, let application, let organization) where organization == own:
      Message(topic: Topic.deployments.rawValue, deploymentId: deployment, applicationId: application)
    case .deployableChanged(let application, let organization) where organization == own:
      Message(topic: Topic.applications.rawValue, applicationId: application)
    case .backupRunChanged(let run, let organization) where organization == own:
      Message(topic: Topic.backups.rawValue, runId: run.rawValue)
    case .scheduleRunChanged(let run, let organization) where organization == own:
      Message(topic: Topic.schedules.rawValue, runId: run.rawValue)
    case .serverChanged(let server, let organization) where organization == own:
      Message(topic: Topic.servers.rawValue, serverId: server)
    case .organizationChanged(let organization) where organization == own:
      Message(topic: Topic.organization.rawValue)
    default: nil
    }
  }

  private var own: ID<Organization> { caller.organizationID }
}
