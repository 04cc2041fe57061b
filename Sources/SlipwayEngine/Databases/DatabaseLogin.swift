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
    let said = redacted(last)
    let advice = FailureAdvice.refusedLogin(
      as: database.settings.databaseUser, to: database.settings.databaseName, within: limit, said: said)
    throw ReleaseProblem(advice: advice, task: await runningTask(), dockerMessage: said)
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
}

extension FailureAdvice {
  /// Of a server that lets nobody in.
  /// - Parameter said: the server's own last words.
  static func refusedLogin(
    as user: String?, to database: String?, within limit: Duration, said: String
  ) -> FailureAdvice {
    let words = said.lowercased()
    let (name, login) = (database.map { " “\($0)”" } ?? "", user.map { " “\($0)”" } ?? "")
    if words.contains("unknown database") || words.contains("to database '")
      || words.contains("database \"") && words.contains("does not exist")
    {
      return FailureAdvice(summary: "The server has no database\(name) for this login.", advice: renamed("database"))
    }
    if words.contains("role \"") && words.contains("does not exist") {
      return FailureAdvice(summary: "The server has no user\(login).", advice: renamed("user"))
    }
    let refusals = ["password authentication failed", "access denied", "authentication failed", "wrongpass"]
    let who = user.map { " as \($0)" } ?? ""
    guard refusals.contains(where: words.contains) else {
      return FailureAdvice(
        summary: "The server did not accept a login\(who) within \(limit.inWords).",
        advice: "If its volume was filled before, it has the password of then: save that one here. "
          + "Else its log below says what it waits for.")
    }
    return FailureAdvice(
      summary: "The server refused the login\(who): user and password are not the server's.",
      advice: "Its volume was filled before, and has the user and the password of then: save those here, then deploy."
    )
  }

  private static func renamed(_ what: String) -> String {
    "A server makes its \(what) when its volume is new; another name here renames nothing afterwards. Put the name of "
      + "then back, or make the \(what) on the server yourself; then deploy again."
  }
}
