import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The service that a form of a shared page is about; see ``ServiceFrame/target``.
struct ServiceTarget: Sendable {
  /// The published API's word: `application`, `postgres`, ….
  let type: String
  let id: ID<Deployable>

  /// - Throws: ``SlipwayError`` `badRequest` when the form names no kind of service.
  init(_ fields: TextFields) throws {
    type = fields.text("serviceType")
    id = ID(fields.text("serviceId"))
    let isKnown =
      Database.Engine(rawValue: type) != nil
      || [Deployable.Kind.application, .compose].contains { $0.rawValue == type }
    guard isKnown else { throw SlipwayError.invalid("serviceType", "is no kind of service") }
  }

  var kind: Deployable.Kind { Deployable.Kind(rawValue: type) ?? .database }

  /// Saves some of its settings.
  func update(_ fields: [String: JSONValue], _ desk: Desk) async throws {
    var input = fields
    input[type + "Id"] = .string(id.rawValue)
    try await desk.call(type + ".update", input)
  }

  func frame(_ desk: Desk) async throws -> any ServiceFrame { try await ServiceFrames.load(kind, id, desk) }

  /// Its settings as they are stored.
  func runtime(_ desk: Desk) async throws -> RuntimeSettings {
    switch kind {
    case .database: try await desk.ask(DatabaseOverview.self, DatabaseAnyInput(databaseId: id)).runtime
    case .application, .compose:
      try await desk.ask(ApplicationOne.self, ApplicationInput(applicationId: id)).application.runtime
    }
  }
}
