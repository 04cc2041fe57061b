package import Foundation
package import SlipwayCore

/// The GitHub app as Slipway asks for it: GitHub shows it to the person, and makes it.
package struct GitHubManifest: Sendable {
  /// What was made of it.
  package struct App: Sendable {
    package var account: ProviderAccount
    package var secrets: ProviderSecrets
    package var name: String
  }

  /// As GitHub shows it; of all apps there only one may have it.
  package var name: String
  /// Of the dashboard, without a slash at its end.
  package var origin: String
  /// An organisation at GitHub that shall own it; `nil` is the person.
  package var organization: String?

  package init(name: String, origin: String, organization: String?) {
    self.name = name
    self.origin = origin
    self.organization = organization
  }

  /// What the browser posts in the field `manifest`.
  package var text: String {
    let setup = "\(origin)/api/providers/github/setup"
    let manifest: JSONValue = [
      "name": .string(name), "url": .string(origin), "public": false, "redirect_url": .string(setup),
      "callback_urls": [.string(setup)], "setup_url": .string(setup), "setup_on_update": true,
      "hook_attributes": ["url": .string("\(origin)/api/deploy/github"), "active": true],
      "default_permissions": [
        "contents": "read", "metadata": "read", "pull_requests": "write", "statuses": "write", "deployments": "write",
      ],
      "default_events": ["push", "pull_request", "repository"],
    ]
    return manifest.text
  }

  /// Where the browser posts it to.
  package func target(_ address: GitHubAddress, state: Secret) -> String {
    let place = organization.map { "/organizations/\($0.percentEncoded)" } ?? ""
    return "\(address.web)\(place)/settings/apps/new?state=\(state.reveal().percentEncoded)"
  }

  /// Where a person chooses which repositories the app may see.
  package static func installation(_ account: ProviderAccount, state: Secret) -> String? {
    account.appPage.map { "\($0)/installations/new?state=\(state.reveal().percentEncoded)" }
  }

  /// Exchanges what GitHub handed back for the app that it made.
  /// - Throws: ``ProviderFailure``.
  package static func convert(
    code: String, at address: GitHubAddress, http: ProviderHTTP, now: Date
  ) async throws -> App {
    guard !code.isEmpty, code.utf8.count <= 200, code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw ProviderFailure(.refused, "GitHub's code is none: begin again in Settings → Git providers.")
    }
    var request = ProviderRequest("POST", "\(address.api)/app-manifests/\(code)/conversions")
    request.headers["Accept"] = "application/vnd.github+json"
    let answer = try await http(request)
    guard answer.status != 404 else {
      throw ProviderFailure(
        .refused, "GitHub's code was used or is too old: begin again in Settings → Git providers.")
    }
    if let failure = GitHubFailure(answer: answer, what: "app", now: now).failure { throw failure }
    return try app(of: answer.json, at: address)
  }

  private static func app(of json: JSONValue, at address: GitHubAddress) throws -> App {
    guard let number = json["id"]?.wholeNumber, let key = json["pem"]?.stringValue,
      let page = json["html_url"]?.stringValue, page.hasPrefix(address.web + "/"),
      let webhook = json["webhook_secret"]?.stringValue, webhook.utf8.count >= 16
    else {
      throw ProviderFailure(.unexpected, "GitHub did not say what app it made: delete it there, and begin again.")
    }
    var account = ProviderAccount()
    account.url = address.web
    account.appPage = page
    account.appID = number
    account.clientID = json["client_id"]?.stringValue
    var secrets = ProviderSecrets()
    secrets.clientSecret = json["client_secret"]?.stringValue.map(Secret.init)
    secrets.privateKey = Secret(key)
    secrets.webhookSecret = Secret(webhook)
    return App(account: account, secrets: secrets, name: json["name"]?.stringValue ?? "GitHub")
  }
}
