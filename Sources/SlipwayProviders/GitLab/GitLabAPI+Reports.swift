import SlipwayCore

/// What Slipway says of commits and merge requests.
extension GitLabAPI {
  package func report(_ status: CommitStatus, on path: RepositoryPath) async throws {
    var body: [String: JSONValue] = [
      "state": .string(GitLabValues.word(status.state)), "name": .string(status.context),
      "description": .string(String(status.summary.prefix(140))),
    ]
    body["target_url"] = status.url.map { .string($0) }
    let answer = try await calls().answer("POST", project(path, "/statuses/" + status.commit), .object(body))
    // It stands so already: GitLab refuses a change that is none.
    let isSame =
      answer.status == 400
      && ProviderAnswerFailure.words(of: answer)?.hasPrefix("Cannot transition status") == true
    if !answer.isSuccess, !isSame {
      if [301, 302, 404, 405].contains(answer.status) { _ = try await repository(path) }
      throw failure(answer, "reporting the status of \(path.full)")
    }
    if let environment = status.environment.flatMap(GitLabValues.environment) {
      try await deploy(status, to: environment, path)
    }
  }

  /// A deployment of the commit to the environment: made when it begins, and told how it went.
  private func deploy(_ status: CommitStatus, to environment: String, _ path: RepositoryPath) async throws {
    guard status.state != .pending else { return }
    let state = JSONValue.string(GitLabValues.word(status.state))
    if status.state != .running, let number = try await deployment(of: status.commit, environment, path) {
      let answer = try await calls().answer("PUT", project(path, "/deployments/\(number)"), ["status": state])
      guard answer.isSuccess || answer.status == 400 else { throw failure(answer, "reporting the deployment") }
      return
    }
    // Who may not write to protected environments still reports statuses.
    guard let branch = try await branch(of: status.commit, path) else { return }
    let body: JSONValue = [
      "environment": .string(environment), "sha": .string(status.commit), "ref": .string(branch), "tag": false,
      "status": state,
    ]
    let answer = try await calls().answer("POST", project(path, "/deployments"), body)
    guard answer.isSuccess || [400, 403].contains(answer.status) else {
      throw failure(answer, "reporting the deployment")
    }
  }

  private func deployment(of commit: String, _ environment: String, _ path: RepositoryPath) async throws -> Int? {
    let query = [("environment", environment), ("order_by", "id"), ("sort", "desc"), ("per_page", "20")]
    let answer = try await calls().answer("GET", project(path, "/deployments", query))
    guard answer.isSuccess else { return nil }
    return try GitLabValues.rows(answer).first {
      $0["sha"]?.stringValue == commit && ["created", "running"].contains($0["status"]?.stringValue ?? "")
    }?["id"]?.wholeNumber
  }

  private func branch(of commit: String, _ path: RepositoryPath) async throws -> String? {
    let answer = try await calls().answer(
      "GET", project(path, "/repository/commits/\(commit)/refs", [("type", "branch"), ("per_page", "1")]))
    guard answer.isSuccess else { return nil }
    return try GitLabValues.rows(answer).first?["name"]?.stringValue
  }

  package func comment(
    _ text: String, marker: String, on path: RepositoryPath, request number: Int
  ) async throws {
    let notes = "/merge_requests/\(number)/notes"
    let body: JSONValue = ["body": .string(CommentMarker.html(marker).marked(text))]
    var page: Int? = 1
    while let present = page, present <= 20 {
      let answer = try await send(
        project(path, notes, [("per_page", "100"), ("page", String(present)), ("order_by", "created_at")]), on: path,
        doing: "reading the merge request")
      let own = try GitLabValues.rows(answer).first {
        CommentMarker.html(marker).isIn($0["body"]?.stringValue ?? "") && $0["system"]?.isTrue != true
      }
      if let note = own?["id"]?.wholeNumber {
        // Somebody else's words with the same marker may not be written over; then there is one more comment.
        let change = try await calls().answer("PUT", project(path, "\(notes)/\(note)"), body)
        if change.isSuccess { return }
        guard [403, 404].contains(change.status) else { throw failure(change, "writing the comment") }
        break
      }
      page = GitLabValues.next(answer)
    }
    _ = try await send(project(path, notes), "POST", json: body, on: path, doing: "writing the comment")
  }
}
