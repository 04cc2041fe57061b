import Foundation
package import SlipwayCore
import SlipwayStore

/// One of every rule around an application, and of what its organisation brought along.
package struct TestRules: Sendable {
  package let redirect: Redirect
  package let auth: BasicAuth
  package let patch: SourcePatch
  package let certificate: Certificate
  package let registry: Registry
  package let tag: ProjectTag
  package let network: Network
  package let provider: GitProvider

  init(_ name: String, of application: Application) {
    let (organization, now) = (application.organizationID, application.createdAt)
    redirect = Redirect(
      organizationID: organization, deployableID: application.id, regex: "^https?://\(name)[.]example[.]org/old$",
      replacement: "https://\(name).example.org/new", createdAt: now)
    auth = BasicAuth(
      organizationID: organization, deployableID: application.id, username: "ada",
      passwordHash: Secret("$2y$10$\(name)-login-canary"), createdAt: now)
    patch = SourcePatch(
      organizationID: organization, deployableID: application.id, type: .create, filePath: "config/app.yml",
      content: Secret("name: \(name)\n"), createdAt: now)
    certificate = Certificate(
      organizationID: organization, name: "\(name) certificate", chain: "", privateKey: Secret("\(name)-key-canary"),
      hosts: ["\(name)-own.example.net"], notBefore: now, notAfter: now + 86_400, createdAt: now)
    registry = Registry(
      organizationID: organization, name: "\(name) registry", username: name,
      password: Secret("\(name)-registry-login-canary"), url: "\(name).registry.example.org", createdAt: now)
    tag = ProjectTag(organizationID: organization, name: "\(name) tag", color: "#00ff00", createdAt: now)
    network = Network(organizationID: organization, name: "\(name)-shared", driver: .overlay, createdAt: now)
    var provider = GitProvider(
      organizationID: organization, userID: nil, kind: .github, name: "\(name) provider", createdAt: now)
    provider.account.url = "https://\(name).ghe.com"
    provider.secrets.webhookSecret = Secret("\(name)-webhook-canary")
    self.provider = provider
  }

  func insert(_ tx: Transaction, project: ID<Project>) throws {
    try tx.redirects.insert(redirect)
    try tx.basicAuths.insert(auth)
    try tx.sourcePatches.insert(patch)
    try tx.certificates.insert(certificate)
    try tx.registries.insert(registry)
    try tx.tags.insert(tag)
    try tx.networks.insert(network)
    try tx.gitProviders.insert(provider)
    try tx.tags.assign(tag, to: project)
  }
}
