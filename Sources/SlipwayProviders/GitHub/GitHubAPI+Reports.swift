import SlipwayCore

extension GitHubAPI {
  /// As a commit's status, and as a deployment of an environment when there is one.
  package func report(_ status: CommitStatus, on path: RepositoryPath) async throws {
    let calls = try GitHubCalls(session)
    var fields: [String: JSONValue] = [
      "state": .string(Self.word(status.state)), "context": .string(status.context),
      "description": .string(String(status.summary.prefix(140))),
    ]
    fields["target_url"] = status.url.map { .string($0) }
    _ = try await calls.call(
      "\(path.gitHub)/statuses/\(status.commit)", by: "POST", json: .object(fields), what: path.full)
    if let environment = status.environment { try await deployment(status, of: environment, calls, path) }
  }

  package func comment(
    _ text: String, marker: String, on path: RepositoryPath, request number: Int
  ) async throws {
    let calls = try GitHubCalls(session)
    let sign = "<!-- slipway:\(marker) -->"
    let body: JSONValue = ["body": .string("\(sign)\n\(text)")]
    let place = "\(path.gitHub)/issues/\(number)/comments"
    var page: Int? = 1
    while let present = page, present <= 20 {
      let answer = try await calls.call("\(place)?per_page=100&page=\(present)", what: "\(path.full)#\(number)")
      let own = (answer.json.arrayValue ?? []).first {
        $0["body"]?.stringValue?.hasPrefix(sign) ?? false && $0["performed_via_github_app"] != JSONValue.null
      }
      if let id = own?["id"]?.wholeNumber {
        _ = try await calls.call(
          "\(path.gitHub)/issues/comments/\(id)", by: "PATCH", json: body, what: "\(path.full)#\(number)")
        return
      }
      page = answer.nextPage
    }
    _ = try await calls.call(place, by: "POST", json: body, what: "\(path.full)#\(number)")
  }

  /// The one of the same commit and environment is gone on with: a report may be sent again.
  private func deployment(
    _ status: CommitStatus, of environment: String, _ calls: GitHubCalls, _ path: RepositoryPath
  ) async throws {
    let place = "\(path.gitHub)/deployments"
    let known = try await calls.call(
      "\(place)?sha=\(status.commit)&environment=\(environment.percentEncoded)&per_page=1", what: path.full)
    var id = known.json.arrayValue?.first?["id"]?.wholeNumber
    if id == nil {
      let wish: JSONValue = [
        "ref": .string(status.commit), "environment": .string(environment), "auto_merge": false,
        "required_contexts": [], "transient_environment": .bool(status.isTransient),
        "production_environment": .bool(!status.isTransient),
        "description": .string(String(status.summary.prefix(140))),
      ]
      id = try await calls.call(place, by: "POST", json: wish, what: path.full).json["id"]?.wholeNumber
    }
    guard let id else { throw ProviderFailure(.unexpected, "GitHub made no deployment of \(path.full).") }
    var fields: [String: JSONValue] = [
      "state": .string(Self.deploymentWord(status.state)), "auto_inactive": true,
      "description": .string(String(status.summary.prefix(140))),
    ]
    fields["log_url"] = status.url.map { .string($0) }
    fields["environment_url"] = status.environmentURL.map { .string($0) }
    _ = try await calls.call("\(place)/\(id)/statuses", by: "POST", json: .object(fields), what: path.full)
  }

  private static func word(_ state: CommitStatus.State) -> String {
    switch state {
    case .pending, .running: "pending"
    case .success: "success"
    case .failure: "failure"
    case .cancelled: "error"
    }
  }

  private static func deploymentWord(_ state: CommitStatus.State) -> String {
    switch state {
    case .pending: "queued"
    case .running: "in_progress"
    case .success: "success"
    case .failure: "failure"
    case .cancelled: "inactive"
    }
  }
}
