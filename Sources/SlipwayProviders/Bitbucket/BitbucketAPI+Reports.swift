import SlipwayCore

/// What Slipway says of commits and pull requests.
extension BitbucketAPI {
  package func report(_ status: CommitStatus, on path: RepositoryPath) async throws {
    let body: JSONValue = [
      "key": .string(Self.key(status.context)), "name": .string(status.context),
      "state": .string(BitbucketValues.word(status.state)),
      "description": .string(String(status.summary.prefix(140))),
      // It must be there.
      "url": .string(status.url ?? "\(session.provider.account.url)/\(path.full)"),
    ]
    _ = try await send(
      repo(path, "/commit/\(status.commit)/statuses/build"), "POST", json: body,
      doing: "reporting the status of \(path.full)")
  }

  /// At most 40 characters: of a longer one the end, which tells applications apart, and a mark of the whole.
  static func key(_ context: String) -> String {
    guard context.utf8.count > 40 else { return context }
    return TokenDigest.of(context).prefix(12) + "-" + context.suffix(24).filter(\.isASCII)
  }

  package func comment(
    _ text: String, marker: String, on path: RepositoryPath, request number: Int
  ) async throws {
    let mark = CommentMarker.reference(marker)
    let body: JSONValue = ["content": ["raw": .string(mark.marked(text))]]
    let comments = "/pullrequests/\(number)/comments"
    var page: Int? = 1
    while let present = page, present <= 20 {
      let query = [("pagelen", "100"), ("page", String(present))]
      let answer = try await send(repo(path, comments, query), doing: "reading the pull request of \(path.full)")
      let own = try BitbucketValues.rows(answer).first {
        mark.isIn($0["content"]?["raw"]?.stringValue ?? "") && $0["deleted"]?.isTrue != true
      }
      if let comment = own?["id"]?.wholeNumber {
        let change = try await self.answer("PUT", repo(path, "\(comments)/\(comment)"), body)
        if change.isSuccess { return }
        // Somebody else's words with the same marker may not be written over; then there is one more comment.
        guard [403, 404].contains(change.status) else { throw failure(change, "writing the comment") }
        break
      }
      page = BitbucketValues.next(answer, present)
    }
    _ = try await send(repo(path, comments), "POST", json: body, doing: "writing the comment")
  }
}
