package import SlipwayAnswers
package import Foundation
import SlipwayCore
import SlipwayHost
package import SlipwayInventory

/// Answers what happened to the organisation's containers; to the server's owner, everything that happened in Docker.
package enum DockerGetEvents: Procedure {
  package struct Input: Codable, Sendable {
    package var minutes: Int?
    package var serverId: String?

    package init(minutes: Int? = nil, serverId: String? = nil) {
      self.minutes = minutes
      self.serverId = serverId
    }
  }

  /// One thing that happened.
  package struct Event: Codable, Sendable {
    package var type: String
    package var action: String
    package var id: String
    package var name: String
    @Null package var image: String?
    @Null package var exitCode: String?
    package var time: Date
    package var owner: InventoryOwner
  }

  /// The newest first, and when they were asked for.
  package struct Output: Codable, Sendable {
    package var events: [Event]
    package var fetchedAt: Date
  }

  package static let name = "docker.getEvents"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what happened in Docker lately"

  /// The newest that are answered.
  private static let limit = 500

  package static func access(_ input: Input) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let minutes = input.minutes ?? 15
    guard (1...1440).contains(minutes) else { throw SlipwayError.invalid("minutes", "must be between 1 and 1440") }
    let place = DockerPlace(call, input.serverId)
    let owners = try await place.inventory().owners
    // Docker's own clock is meant, not ours.
    let now = Date()
    let found = try await place.docker.pastEvents(since: now.addingTimeInterval(-60 * Double(minutes)), until: now)
    let events = found.reversed().compactMap { event -> Event? in
      let attributes = event.Actor?.Attributes ?? [:]
      let owner = owners.owner(attributes)
      guard owners.shows(owner) else { return nil }
      return Event(
        type: event.`Type`, action: event.Action, id: event.Actor?.ID ?? "", name: attributes["name"] ?? "",
        image: attributes["image"], exitCode: attributes["exitCode"],
        time: Date(timeIntervalSince1970: Double(event.timeNano ?? 0) / 1e9), owner: owner)
    }
    return Output(events: Array(events.prefix(limit)), fetchedAt: now)
  }
}
