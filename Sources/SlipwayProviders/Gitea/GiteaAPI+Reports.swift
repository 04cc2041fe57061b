import SlipwayCore

/// What Slipway says of commits and pull requests.
extension GiteaAPI {
  package func report(_ status: CommitStatus, on path: RepositoryPath) async throws {
    var body: [String: JSONValue] = [
      "state": .string(GiteaValues.word(status.state)), "context": .string(status.context),
      "description": .string(String(status.summary.prefix(140))),
    ]
    body["target_url"] = status.url.map { .string($0) }
    _ = try await send(
      repo(path, "/statuses/" + status.commit), "POST", json: .object(body), on: path, doing: "reporting the status")
  }

  package func comment(
    _ text: String, marker: String, on path: RepositoryPath, request number: Int
  ) async throws {
    let mark = CommentMarker.html(marker)
    let body: JSONValue = ["body": .string(mark.marked(text))]
    let answer = try await send(repo(path, "/issues/\(number)/comments"), on: path, doing: "reading the pull request")
    let own = try GiteaValues.rows(answer.json).first { mark.isIn($0["body"]?.stringValue ?? "") }
    if let comment = own?["id"]?.wholeNumber {
      let change = try await calls().answer("PATCH", repo(path, "/issues/comments/\(comment)"), body)
      if change.isSuccess { return }
      // Somebody else's words with the same marker may not be written over; then there is one more comment.
      guard [403, 404].contains(change.status) else { throw failure(change, "writing the comment") }
    }
    _ = try await send(
      repo(path, "/issues/\(number)/comments"), "POST", json: body, on: path, doing: "writing the comment")
  }
}
