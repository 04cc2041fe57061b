import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// The last lines of what runs, as somebody wants to see them.
struct ServiceLog: Sendable {
  var tail: Int?
  /// `all`, or a number with `s`, `m`, `h` or `d`.
  var since: String?
  var search: String?

  /// - Returns: the last lines that one container of a compose stack printed.
  /// - Throws: ``SlipwayError`` `notFound` for a container that is not the stack's.
  func read(container name: String, of stack: ComposeStack, _ call: Call) async throws -> String {
    let (lines, filter) = try checked()
    let state = try await StackState.observe(stack.id, call.engine)
    let containers = state?.services.flatMap(\.containers) ?? []
    let found = containers.first { $0.name == name || $0.id == name || $0.container == name }
    guard let id = found?.container else { throw SlipwayError.notFound("Container") }
    let docker = try await call.engine.machine(of: stack.id).docker
    return try await docker.lastLines(container: id, count: lines, since: filter.since(before: call.now()))
      .filter(filter.shows).map { $0 + "\n" }.joined()
  }

  /// - Returns: the last lines that the tasks of the current release printed; empty when there is none.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  func read(_ id: ID<Deployable>, _ call: Call) async throws -> String {
    let (lines, filter) = try checked()
    let release = try await call.store.read { try $0.releases.current(of: id) }
    guard let release else { return "" }
    let found = try await ServiceActions.logs(
      of: release, lines: lines, since: filter.since(before: call.now()), call)
    return found.filter(filter.shows).map { $0 + "\n" }.joined()
  }

  private func checked() throws -> (lines: Int, filter: LogFilter) {
    let lines = tail ?? 100
    guard (1...10_000).contains(lines) else { throw SlipwayError.invalid("tail", "must be between 1 and 10000") }
    return (lines, try LogFilter(since: since, search: search))
  }
}
