import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Chooses a repository and a branch at a connected provider as a service's source.
enum SaveProviderSourceForm: FormAction {
  static let name = "save-provider-source"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let target = try ServiceTarget(fields)
    let id: ID<GitProvider> = ID(fields.text("gitProviderId"))
    let providers = try await desk.ask(GitProviderGetAll.self, NoInput())
    guard let provider = providers.first(where: { $0.gitProviderId == id }) else {
      throw SlipwayError.notFound("Git provider")
    }
    try await target.update(input(provider.providerType, id, fields), desk)
    return .next(target.kind == .compose ? "/compose/\(target.id)/file" : "/applications/\(target.id)/source")
  }

  /// In the published names of the provider's kind.
  static func input(_ kind: ProviderKind, _ id: ID<GitProvider>, _ fields: TextFields) -> [String: JSONValue] {
    let (owner, name) = (fields.text("owner"), fields.text("repository"))
    let word = kind.rawValue
    var input: [String: JSONValue] = ["sourceType": .string(word), "\(word)Id": .string(id.rawValue)]
    let prefix = kind == .github ? "" : word
    for (field, value) in [("owner", owner), ("repository", name), ("branch", fields.text("branch"))] {
      input[prefix.isEmpty ? field : prefix + field.prefix(1).uppercased() + field.dropFirst()] = .string(value)
    }
    if kind == .gitlab {
      input["gitlabPathNamespace"] = .string("\(owner)/\(name)")
      input["gitlabProjectId"] = Int(fields.text("repositoryId")).map { .integer($0) } ?? .null
    }
    if kind == .bitbucket { input["bitbucketRepositorySlug"] = .string(name) }
    return input
  }
}
