import SlipwayCore
import SlipwayHost

/// Proves that a database's server accepts a login with the credentials that its users are told.
struct DatabaseLogin: Sendable {
  let docker: DockerClient
  let database: Database
  let service: String
  let log: DeploymentLog

  /// Returns when the server has let somebody in.
  /// - Throws: ``ReleaseProblem`` when it does not within `limit`.
  func wait(within limit: Duration) async throws {
    guard let query = DatabaseEngines.engine(database.settings.engine).login(to: database) else { return }
    let begun = ContinuousClock.now
    var last = ""
    while ContinuousClock.now - begun < limit {
      if let task = try await runningTask(), let container = task.container {
        let answer = await ask(query, container)
        if answer.isFitting { return await log.line("A login with the database's credentials was accepted.") }
        last = answer.words
      }
      try await Task.sleep(for: .milliseconds(500))
    }
    let words = await log.redacted(last)
    throw ReleaseProblem(
      advice: Self.refused(words, database, limit), task: try await runningTask(), dockerMessage: words)
  }

  private func ask(_ query: DatabaseQuery, _ container: String) async -> (isFitting: Bool, words: String) {
    do {
      let result = try await query.run(in: container, docker)
      let fits = result.exitCode == 0 && query.expects.map { result.output.contains($0) } ?? true
      return (fits, result.output.trimmingSpaces())
    } catch {
      return (false, (error as? SlipwayError)?.message ?? "")
    }
  }

  private func runningTask() async throws -> TaskFact? {
    let tasks = try? await docker.listTasks(service: service).map(TaskFact.init)
    return tasks?.first { $0.state == .running && $0.isWanted }
  }

  private static func refused(_ words: String, _ database: Database, _ limit: Duration) -> FailureAdvice {
    FailureAdvice(
      summary: "The server did not accept a login as \(database.settings.databaseUser ?? "its user") within "
        + "\(limit.inWords).",
      advice: "If its volume was filled before, it has the password of then: change the password here to that one. "
        + "Else its log below says what it waits for.")
  }
}

extension DatabaseQuery {
  /// Runs it within a container of the database.
  func run(in container: String, _ docker: DockerClient) async throws -> DockerExecResult {
    // A container's host name is the beginning of its identifier, and leads to its own address.
    let own = String(container.prefix(12))
    return try await docker.exec(
      container, words.map { $0 == DatabaseShell.ownAddress ? own : $0 }, environment: environment,
      within: .seconds(20))
  }
}
