import SlipwayCore
import SlipwayHost

/// Proves that a database's server accepts a login with the credentials that its users are told.
struct DatabaseLogin: Sendable {
  let docker: DockerClient
  let database: Database
  let service: String

  /// Returns when the server has let somebody in.
  /// - Returns: whether its image can tell at all.
  /// - Throws: ``ReleaseProblem`` when it does not within `limit`.
  @discardableResult
  func wait(within limit: Duration) async throws -> Bool {
    guard let query = DatabaseEngines.engine(database.settings.engine).login(to: database) else { return false }
    let begun = ContinuousClock.now
    var last = ""
    while ContinuousClock.now - begun < limit {
      if let container = await runningTask()?.container {
        let answer = await ask(query, container)
        if answer.isFitting { return true }
        last = answer.words
      }
      try await Task.sleep(for: .milliseconds(500))
    }
    throw ReleaseProblem(advice: refused(limit), task: await runningTask(), dockerMessage: redacted(last))
  }

  private func ask(_ query: DatabaseQuery, _ container: String) async -> DatabaseQuery.Answer {
    do {
      return try await query.run(in: container, docker)
    } catch {
      return DatabaseQuery.Answer(isFitting: false, words: (error as? SlipwayError)?.message ?? "")
    }
  }

  private func runningTask() async -> TaskFact? {
    let tasks = try? await docker.listTasks(service: service).map(TaskFact.init)
    return tasks?.first { $0.state == .running && $0.isWanted }
  }

  private func redacted(_ words: String) -> String {
    Redaction([database.secrets.password, database.secrets.rootPassword].compactMap { $0 }).apply(to: words)
  }

  private func refused(_ limit: Duration) -> FailureAdvice {
    let user = database.settings.databaseUser.map { " as \($0)" } ?? ""
    return FailureAdvice(
      summary: "The server did not accept a login\(user) within \(limit.inWords).",
      advice: "If its volume was filled before, it has the password of then: save that one here. "
        + "Else its log below says what it waits for.")
  }
}
