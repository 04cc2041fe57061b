import SlipwayCore

/// What Bitbucket's webhooks leave out.
extension BitbucketAPI: CompletesEvents {
  private static let mostPages = 10

  package func wholeHash(of short: String, on path: RepositoryPath) async throws -> String {
    let answer = try await send(
      repo(path, "/commit/\(short.percentEncoded)"), doing: "looking at a commit of \(path.full)")
    guard let hash = answer.json["hash"]?.stringValue, GitReference.isCommit(hash), hash.hasPrefix(short) else {
      throw BitbucketValues.unexpected
    }
    return hash
  }

  package func changedFiles(from before: String?, to after: String, on path: RepositoryPath) async throws -> [String]?
  {
    var files: [String] = []
    let range = before.map { "\(after)..\($0)" } ?? after
    for page in 1...Self.mostPages {
      let answer = try await send(
        repo(path, "/diffstat/" + range.percentEncoded, [("pagelen", "500"), ("page", String(page))]),
        doing: "asking what changed in \(path.full)")
      for row in try BitbucketValues.rows(answer) {
        // Of what was moved, both names; of what was removed, the one that it had.
        files += [row["old"], row["new"]].compactMap { $0?["path"]?.stringValue }
      }
      if BitbucketValues.next(answer, page) == nil { return files }
    }
    return nil
  }
}
