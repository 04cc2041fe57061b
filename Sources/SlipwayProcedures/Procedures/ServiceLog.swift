import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Which lines of what runs somebody wants to see.
struct ServiceLog: Sendable {
  var tail: Int?
  /// `all`, or a number with `s`, `m`, `h` or `d`.
  var since: String?
  var search: String?

  /// - Returns: the last lines that one container of a compose stack printed.
  /// - Throws: ``SlipwayError`` `notFound` for a container that is not the stack's.
  func read(container name: String, of stack: ComposeStack, _ call: Call) async throws -> String {
    let (lines, search) = (try checkedTail(), try checkedSearch())
    let since = try LogSince(parsing: since ?? "all").date(before: call.now())
    let state = try await StackState.observe(stack.id, call.engine)
    let containers = state?.services.flatMap(\.containers) ?? []
    let found = containers.first { $0.name == name || $0.id == name || $0.container == name }
    guard let id = found?.container else { throw SlipwayError.notFound("Container") }
    let docker = try call.engine.hosts.host(for: nil).docker
    return try await docker.lastLines(container: id, count: lines, since: since)
      .filter { SearchPage.contains($0, search) }.map { $0 + "\n" }.joined()
  }

  /// - Returns: the last lines that the tasks of the current release printed; empty when there is none.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  func read(_ id: ID<Deployable>, _ call: Call) async throws -> String {
    let lines = try checkedTail()
    let search = try checkedSearch()
    let since = try LogSince(parsing: since ?? "all").date(before: call.now())
    let release = try await call.store.read { try $0.releases.current(of: id) }
    guard let release else { return "" }
    let found = try await ServiceActions.logs(of: release.serviceName, lines: lines, since: since, call)
    return found.filter { SearchPage.contains($0, search) }.map { $0 + "\n" }.joined()
  }

  private func checkedTail() throws -> Int {
    let lines = tail ?? 100
    guard (1...10_000).contains(lines) else { throw SlipwayError.invalid("tail", "must be between 1 and 10000") }
    return lines
  }

  private func checkedSearch() throws -> String? {
    guard let search else { return nil }
    let isPlain = search.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " ._-".contains($0)) }
    guard isPlain, search.utf8.count <= 500 else {
      throw SlipwayError.invalid("search", "may have at most 500 letters, digits, spaces and '._-'")
    }
    return search
  }
}
