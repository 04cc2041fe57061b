package import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayLogs
import SlipwayStore

/// Answers single requests of the organisation's domains, as long as the access log has them.
package enum SettingsReadStatsLogs: Procedure {
  /// Which page.
  package struct Page: Codable, Sendable {
    package var pageIndex: Int
    package var pageSize: Int
  }

  /// Statuses by their first digit.
  package enum Status: String, Codable, Sendable, CaseIterable {
    case info, success, redirect, client, server
  }

  /// The order; only by time.
  package struct Sort: Codable, Sendable {
    package var id: String
    package var desc: Bool
  }

  package struct Input: Codable, Sendable {
    package var page: Page?
    package var status: [Status]?
    /// In the host's name.
    package var search: String?
    package var sort: Sort?
    package var dateRange: DateRange?
  }

  /// One request, by the names that the proxy gives its fields; without a query, which may hold secrets.
  package struct Entry: Codable, Sendable {
    package var RequestHost: String
    package var RequestPath: String
    package var RequestMethod: String
    package var DownstreamStatus: Int
    /// Nanoseconds.
    package var Duration: Int
    package var DownstreamContentSize: Int
    package var ClientHost: String
    package var RouterName: String
    package var StartUTC: Date
  }

  /// A page of them.
  package struct Output: Codable, Sendable {
    package var data: [Entry]
    package var totalCount: Int
  }

  package static let name = "settings.readStatsLogs"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers single requests, as long as the access log has them"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let page = input.page ?? Page(pageIndex: 0, pageSize: 50)
    var problems = ValidationProblems()
    problems.require((0...1000).contains(page.pageIndex), "page.pageIndex", "must be between 0 and 1000")
    problems.require((1...200).contains(page.pageSize), "page.pageSize", "must be between 1 and 200")
    try problems.throwIfAny()
    problems.require(
      page.pageIndex * page.pageSize <= furthest, "page.pageIndex",
      "must be one of the first \(furthest) requests; narrow the search")
    try problems.throwIfAny()
    guard call.engine.configuration.hasEngine else { throw SlipwayError.apart }
    let organization = try call.organization()
    let keys = try await call.store.read { tx in
      Set(try tx.domains.all().filter { $0.organizationID == organization }.map(\.uniqueConfigKey))
    }
    let file = AccessLogFile(path: call.engine.folders.accessLog)
    let found = try await BlockingPool.run(lasting: .long) {
      try file.page(page.pageIndex, of: page.pageSize, isOldestFirst: input.sort?.desc == false) {
        $0.domainKey.map(keys.contains) == true && input.wants($0)
      }
    }
    return Output(data: found.lines.map(Entry.init), totalCount: found.total)
  }

  /// How many requests may come before a page.
  private static let furthest = 20_000
}

extension SettingsReadStatsLogs.Input {
  fileprivate func wants(_ line: AccessLine) -> Bool {
    if let status, !status.isEmpty {
      let all = SettingsReadStatsLogs.Status.allCases
      guard all.indices.contains(line.status / 100 - 1), status.contains(all[line.status / 100 - 1]) else {
        return false
      }
    }
    guard SearchPage.contains(line.host, search) else { return false }
    return line.time >= dateRange?.start ?? .distantPast && line.time <= dateRange?.end ?? .distantFuture
  }
}

extension SettingsReadStatsLogs.Entry {
  fileprivate init(_ line: AccessLine) {
    self.init(
      RequestHost: line.host, RequestPath: String(line.path.prefix { $0 != "?" }), RequestMethod: line.method,
      DownstreamStatus: line.status, Duration: line.duration, DownstreamContentSize: line.bytes,
      ClientHost: line.client, RouterName: line.router, StartUTC: line.time)
  }
}
