import SlipwayCore

/// What Bitbucket's answers mean.
enum BitbucketValues {
  static let unexpected = ProviderFailure(.unexpected, "Bitbucket's answer is none that its API gives.")

  static func rows(_ answer: ProviderAnswer) throws -> [JSONValue] {
    guard let rows = answer.json["values"]?.arrayValue else { throw unexpected }
    return rows
  }

  /// The address of the next page is there where there is one; its number is the next.
  static func next(_ answer: ProviderAnswer, _ page: Int) -> Int? {
    answer.json["next"]?.stringValue == nil ? nil : page + 1
  }

  /// What has a word in its name, in Bitbucket's language of filters.
  static func filter(_ word: String) -> String {
    let plain = word.filter { !$0.isNewline && $0 != "\"" && $0 != "\\" }
    return "name ~ \"\(plain)\""
  }

  static func repository(_ row: JSONValue) -> ProviderRepository? {
    guard let id = row["uuid"]?.stringValue, let path = row["full_name"]?.stringValue.flatMap(RepositoryPath.init)
    else {
      return nil
    }
    return ProviderRepository(
      id: id, path: path, url: row["links"]?["html"]?["href"]?.stringValue ?? "",
      isPrivate: row["is_private"]?.isTrue ?? true, defaultBranch: row["mainbranch"]?["name"]?.stringValue)
  }

  static func branch(_ row: JSONValue) -> ProviderBranch? {
    guard let name = row["name"]?.stringValue, let commit = row["target"]?["hash"]?.stringValue else { return nil }
    return ProviderBranch(name: name, commit: commit)
  }

  static func permission(_ word: String) -> ProviderPermission {
    switch word {
    case "admin": .admin
    case "write": .write
    case "read": .read
    default: .none
    }
  }

  static func word(_ state: CommitStatus.State) -> String {
    switch state {
    case .pending, .running: "INPROGRESS"
    case .success: "SUCCESSFUL"
    case .failure: "FAILED"
    case .cancelled: "STOPPED"
    }
  }
}
