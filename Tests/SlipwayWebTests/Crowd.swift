import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting

/// Fills an organisation with many of everything, all named by one text that nobody validated.
struct Crowd: Sendable {
  var tenant: TestTenant
  var count: Int
  var text: String

  func insert(_ tx: Transaction) throws {
    for number in 0..<count {
      let project = Project(
        organizationID: tenant.organization.id, name: text, description: text, env: Secret("A=\(number)"),
        createdAt: at)
      try tx.projects.insert(project)
      try tx.environments.insert(
        Environment(
          organizationID: tenant.organization.id, projectID: project.id, name: text, isDefault: true, createdAt: at))
      try insertService(number, tx)
      try insertBelongings(number, tx)
      try insertDeployment(number, tx)
    }
  }

  private var at: Date { TestCall.now.addingTimeInterval(-600) }

  private func insertService(_ number: Int, _ tx: Transaction) throws {
    var application = Application(
      organizationID: tenant.organization.id, environmentID: tenant.environment.id, name: text,
      appName: "crowd-\(number)-\(tenant.name)", description: text,
      status: Deployable.Status.allCases[number % 4], createdAt: at)
    application.source.customGitUrl = text
    application.secrets.env = Secret("NAME=\(text.replacing("\n", with: " "))")
    try tx.applications.insert(application)
  }

  private func insertBelongings(_ number: Int, _ tx: Transaction) throws {
    let (organization, application) = (tenant.organization.id, tenant.application.id)
    _ = try tx.domains.insert(
      Domain(
        organizationID: organization, deployableID: application, host: "\(number)\(text)", path: "/\(text)",
        internalPath: text, port: 80, https: number % 2 == 0, certificateType: .custom, customCertResolver: text,
        customEntrypoint: text, middlewares: [text], createdAt: at))
    try tx.mounts.insert(
      Mount(
        organizationID: organization, deployableID: application, type: Mount.Kind.allCases[number % 3],
        hostPath: text,
        volumeName: text, filePath: text, content: Secret(text), mountPath: "/\(number)\(text)"))
    try tx.ports.insert(
      PublishedPort(
        organizationID: organization, deployableID: application, publishedPort: 30_000 + number, targetPort: 80))
    try tx.sshKeys.insert(
      SSHKey(
        organizationID: organization, name: text, description: text, publicKey: "ssh-ed25519 \(text)",
        privateKey: Secret("canary"), createdAt: at))
  }

  private func insertDeployment(_ number: Int, _ tx: Transaction) throws {
    var deployment = Deployment(
      organizationID: tenant.organization.id, deployableID: tenant.application.id,
      status: number % 2 == 0 ? .done : .error, title: text, description: text, commit: text,
      createdAt: at.addingTimeInterval(Double(number)))
    deployment.errorMessage = number % 2 == 0 ? nil : text
    try tx.deployments.insert(deployment)
  }

  /// The tenant's own application and deployment as hostile as the crowd.
  func rename(_ tx: Transaction) throws {
    var project = tenant.project
    (project.name, project.description, project.env) = (text, text, Secret("SHARED=\(text)"))
    try tx.projects.update(project)
    var application = try tx.applications.one(tenant.application.id)
    (application.name, application.description, application.status) = (text, text, .error)
    application.source.customGitUrl = text
    application.source.customGitBranch = text
    application.source.watchPaths = [text]
    application.runtime.command = text
    application.runtime.args = [text]
    application.runtime.memoryLimit = text
    application.runtime.labelsSwarm = [text: text]
    application.secrets.buildArgs = Secret(text)
    try tx.applications.update(application)
    var owner = try tx.users.one(tenant.caller().user.id)
    (owner.firstName, owner.lastName) = (text, text)
    try tx.users.update(owner)
  }
}
