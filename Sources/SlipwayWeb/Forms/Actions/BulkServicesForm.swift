import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Deploys, starts or stops several services at once; each by its own procedure, so one that is refused holds no other
/// back.
enum BulkServicesForm: FormAction {
  static let name = "bulk-services"
  private static let limit = 200

  /// A service as its box in the list names it.
  struct Chosen: Sendable, Hashable {
    /// The published word for its kind.
    var type: String
    var id: String
    var name: String

    var value: String { "\(type):\(id):\(name)" }

    init(_ service: ServiceListing) {
      type = service.engine?.rawValue ?? service.kind.rawValue
      id = service.id.rawValue
      name = service.name
    }

    /// - Returns: `nil` for what is no such text.
    init?(_ value: String) {
      let parts = value.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return nil }
      (type, id, name) = (parts[0], parts[1], parts[2])
    }
  }

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let verb = fields.text("verb")
    guard ["deploy", "start", "stop"].contains(verb) else { throw SlipwayError.invalid("verb", "is none of these") }
    let chosen = fields.fields.filter { $0.name == "service" }.prefix(limit).compactMap { Chosen($0.value) }
    guard !chosen.isEmpty else { throw SlipwayError(.badRequest, "Choose at least one service.") }
    let problems = await withTaskGroup(of: String?.self) { group in
      for service in chosen { group.addTask { await problem(verb, service, desk) } }
      return await group.reduce(into: [String]()) { all, problem in
        if let problem { all.append(problem) }
      }
    }
    guard problems.isEmpty else {
      throw SlipwayError(.conflict, problems.sorted().joined(separator: " "))
    }
    return .back
  }

  /// Does it to one.
  /// - Returns: why not.
  private static func problem(_ verb: String, _ service: Chosen, _ desk: Desk) async -> String? {
    var input: [String: JSONValue] = [service.type + "Id": .string(service.id)]
    if Database.Engine(rawValue: service.type) != nil, verb == "deploy" { input["wait"] = false }
    do {
      try await desk.call("\(service.type).\(verb)", input)
      return nil
    } catch {
      return "\(service.name): \((error as? SlipwayError).map { FieldWords.told($0.message) } ?? "it did not work")"
    }
  }
}
