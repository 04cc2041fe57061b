package import SlipwayCore
import SlipwayStore

/// Answers the last lines that the application's tasks printed.
package enum ApplicationReadLogs: Procedure {
  package struct Input: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var tail: Int?
    /// `all`, or a number with `s`, `m`, `h` or `d`.
    package var since: String?
    package var search: String?
  }

  package static let name = "application.readLogs"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the last lines that an application's containers printed"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    let lines = input.tail ?? 100
    guard (1...10_000).contains(lines) else { throw SlipwayError.invalid("tail", "must be between 1 and 10000") }
    let search = try check(search: input.search)
    let since = try LogSince(parsing: input.since ?? "all").date(before: call.now())
    let release = try await call.store.read { try $0.releases.current(of: input.applicationId) }
    guard let release else { return "" }
    let found = try await ServiceActions.logs(of: release.serviceName, lines: lines, since: since, call)
    return found.filter { SearchPage.contains($0, search) }.map { $0 + "\n" }.joined()
  }

  private static func check(search: String?) throws -> String? {
    guard let search else { return nil }
    let isPlain = search.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " ._-".contains($0)) }
    guard isPlain, search.utf8.count <= 500 else {
      throw SlipwayError.invalid("search", "may have at most 500 letters, digits, spaces and '._-'")
    }
    return search
  }
}
