import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Tries out a stored destination and shows the list with what came of it.
enum TestDestinationForm: FormAction {
  static let name = "test-destination"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let id = ID<Destination>(fields.text("destinationId"))
    let stored = try await desk.ask(DestinationOne.self, DestinationInput(destinationId: id))
    var trial = DestinationTrial()
    do {
      try await desk.call("destination.testConnection", input(stored))
    } catch let error as SlipwayError {
      trial.problem = error.message
    }
    let done = trial
    return .page { request in
      DestinationsPage.render(
        try await request.desk.ask(DestinationAll.self, NoInput()), request.context, tests: [id: done])
    }
  }

  /// The masks stand for what is stored.
  private static func input(_ row: DestinationRow) -> [String: JSONValue] {
    [
      "destinationId": .string(row.destinationId.rawValue), "name": .string(row.name),
      "provider": row.provider.map { .string($0) } ?? .null, "accessKey": .string(row.accessKey),
      "secretAccessKey": .string(row.secretAccessKey), "bucket": .string(row.bucket), "region": .string(row.region),
      "endpoint": .string(row.endpoint), "additionalFlags": .array(row.additionalFlags.map { .string($0) }),
      "rcloneConfig": row.rcloneConfig.map { .string($0) } ?? .null,
    ]
  }
}
