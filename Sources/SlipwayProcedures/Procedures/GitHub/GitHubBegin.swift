import SlipwayCore
import SlipwayEngine
import SlipwayProviders

/// Begins to make a GitHub app: says what the browser posts to GitHub, and where.
package enum GitHubBegin: Procedure {
  package struct Input: Codable, Sendable {
    /// As it is called here.
    package var name: String
    /// Of a company's own GitHub; empty for github.com.
    package var githubUrl: String?
    /// An organisation there that shall own the app; empty for the person.
    package var organization: String?
  }

  package struct Output: Codable, Sendable {
    /// Where the form goes.
    package var url: String
    /// The form's only field.
    package var manifest: String
  }

  package static let name = "github.begin"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Begins to make a GitHub app: what the browser posts to GitHub"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let name = try TypedText.name(input.name)
    let address = try GitHubAddress(
      input.githubUrl ?? "", allowsPlain: call.engine.configuration.allowsLocalGit)
    let organization = (input.organization ?? "").trimmingSpaces()
    guard organization.isEmpty || RepositoryPath("\(organization)/x") != nil else {
      throw SlipwayError.invalid("organization", "must be the organization's name as GitHub writes it")
    }
    var account = ProviderAccount()
    account.url = address.web
    let state = try await ProviderDeparture.begin(.github, name: name, account: account, call)
    let manifest = GitHubManifest(
      name: "Slipway-\(RandomText.suffix(8))", origin: call.request.baseURL,
      organization: organization.isEmpty ? nil : organization)
    return Output(url: manifest.target(address, state: state), manifest: manifest.text)
  }
}
