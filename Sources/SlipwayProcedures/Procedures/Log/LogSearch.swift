package import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayEngine
package import SlipwayLogs
import SlipwayStore

/// Finds lines of what services wrote, in containers that run and in those that are gone.
package enum LogSearch: Procedure {
  package struct Input: Codable, Sendable {
    /// Those that are looked into; all of the organization when there are none.
    package var serviceIds: [ID<Deployable>]?
    /// Only what this deployment's containers wrote, also when the deployment itself is forgotten.
    package var generation: String?
    /// Only what this service of a compose stack wrote, by its name in the file.
    package var stackService: String?
    package var text: String?
    /// Any of these; every level when there are none.
    package var levels: [LogLevel]?
    package var from: Date?
    package var to: Date?
    /// `nextCursor` of the page before.
    package var cursor: String?
    /// 1 to 500; 100 when it is not given.
    package var limit: Int?

    package init(serviceIds: [ID<Deployable>]? = nil) { self.serviceIds = serviceIds }
  }

  /// A line that was found.
  package struct Line: Codable, Sendable {
    package var time: Date
    package var level: LogLevel
    package var isError: Bool
    package var text: String
    package var serviceId: ID<Deployable>
    package var serviceName: String
    /// Of a compose stack.
    @Null package var stackService: String?
    package var container: String
    /// The generation.
    @Null package var deploymentId: ID<Deployment>?
  }

  /// The lines, newest first.
  package struct Output: Codable, Sendable {
    package var lines: [Line]
    /// Where to go on; `null` when there is no more.
    @Null package var nextCursor: String?
    /// What of it could not be looked at, in sentences.
    package var notes: [String]
  }

  package static let name = "log.search"
  package static let kind = ProcedureKind.query
  package static let summary = "Finds lines of what services wrote, also of containers that are gone"

  package static func access(_ input: Input) -> Access {
    .all([.organization(.member)] + (input.serviceIds ?? []).map { .subject(.deployable($0), .read) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let query = try query(input)
    return try await call.engine.logSearches.counting(try call.user().id) { try await find(query, input, call) }
  }

  private static func find(_ query: LogQuery, _ input: Input, _ call: Call) async throws -> Output {
    var query = query
    let organization = try call.organization()
    let all = try await call.store.read { try $0.deployables.all(in: organization) }
    let wanted = Set(input.serviceIds ?? all.map(\.id))
    let services = all.filter { wanted.contains($0.id) }
    query.services = services.map(\.id)
    var notes: [String] = []
    // Further pages are of what was there when the first one was asked for.
    if input.cursor == nil { notes = await ServiceOutput.catchUp(services, within: .seconds(10), call.engine) }
    let page = try await LogFinder(store: call.store, folder: call.engine.logs.folder).run(query)
    if page.isCut { notes.append("There was more than could be looked at in time; narrow the search.") }
    let names = Dictionary(services.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return Output(
      lines: page.lines.map { line($0, names) }, nextCursor: page.next?.text, notes: notes)
  }

  private static func line(_ found: FoundLine, _ names: [ID<Deployable>: String]) -> Line {
    let segment = found.segment
    return Line(
      time: Date(timeIntervalSince1970: Double(found.line.time / 1_000_000) / 1000), level: found.line.level,
      isError: found.line.isError, text: found.line.text, serviceId: segment.deployableID,
      serviceName: names[segment.deployableID] ?? "", stackService: segment.service.isEmpty ? nil : segment.service,
      container: segment.name, deploymentId: segment.deploymentID)
  }

  private static func query(_ input: Input) throws -> LogQuery {
    var query = LogQuery(services: [])
    var problems = ValidationProblems()
    query.limit = input.limit ?? 100
    problems.require((1...500).contains(query.limit), "limit", "must be between 1 and 500")
    query.text = input.text ?? ""
    problems.require(query.text.utf8.count <= 500, "text", "may have at most 500 bytes")
    problems.require(!query.text.contains(where: \.isNewline), "text", "must be of one line")
    problems.require((input.serviceIds ?? []).count <= 200, "serviceIds", "may have at most 200 services")
    query.before = input.cursor.flatMap(LogCursor.init)
    problems.require(input.cursor == nil || query.before != nil, "cursor", "is none that a search answered")
    query.from = input.from.map(nanoseconds)
    query.to = input.to.map { nanoseconds($0) + 999_999 }
    if let from = input.from, let to = input.to { problems.require(from <= to, "to", "must not be before 'from'") }
    try problems.throwIfAny()
    query.generation = input.generation.map { ID($0) }
    query.stackService = input.stackService
    query.levels = Set(input.levels ?? [])
    return query
  }

  private static func nanoseconds(_ date: Date) -> Int {
    // Further away than any line, and yet a number.
    Int(min(max(date.timeIntervalSince1970, 0), 9_000_000_000) * 1000) * 1_000_000
  }
}
