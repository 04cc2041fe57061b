package import Foundation
package import SlipwayCore
package import SlipwayProcedures
package import SlipwayStore

/// An organisation with an owner, an admin, a member and one of every thing that has an identifier.
package struct TestTenant: Sendable {
  package let name: String
  package let organization: Organization
  package let users: [Member.Role: User]
  package let key: APIKey
  /// Of the owner.
  package let session: Session
  package let project: Project
  package let environment: Environment
  package let application: Application
  /// One of each engine.
  package let databases: [Database]
  package let stack: ComposeStack
  package let domain: Domain
  package let mount: Mount
  package let port: PublishedPort
  package let sshKey: SSHKey
  /// Of the owner.
  package let pushKey: PushKey
  package let deployment: Deployment
  package let release: Release
  package let rules: TestRules
  /// Of a fork, waiting for an approval.
  package let preview: PreviewDeployment
  package let backups: TestBackups
  package let schedules: TestSchedules
  /// Disabled, so that nobody tries to reach it.
  package let server: Server

  /// - Parameter number: keeps host names, ports and e-mail addresses of several apart.
  package init(_ name: String, number: Int, at now: Date) {
    self.name = name
    let roles = Member.Role.allCases.map { role in
      (role, User(email: "\(role.rawValue)@\(name).test", passwordHash: Secret("*"), createdAt: now))
    }
    users = Dictionary(roles, uniquingKeysWith: { first, _ in first })
    let owner = users[.owner]?.id ?? .random()
    organization = Organization(name: name, ownerID: owner, createdAt: now)
    let id = organization.id
    key = APIKey(
      name: "key", start: "abcdef", digest: "digest-\(name)", userID: owner, organizationID: id, createdAt: now)
    session = Session(
      tokenDigest: "session-digest-\(name)", userID: owner, organizationID: id,
      expiresAt: now.addingTimeInterval(86_400), createdAt: now, ipAddress: "192.0.2.77")
    project = Project(organizationID: id, name: "\(name) project", env: Secret("SHARED=\(name)"), createdAt: now)
    environment = Environment(
      organizationID: id, projectID: project.id, name: "production", isDefault: true, createdAt: now)
    var application = Application(
      organizationID: id, environmentID: environment.id, name: "web", appName: "\(name)-web-abc123", createdAt: now)
    application.secrets.env = Secret("CANARY=\(name)-environment")
    application.secrets.registryPassword = Secret("\(name)-registry-canary")
    application.secrets.gitPassword = Secret("\(name)-git-canary")
    application.source.customGitUrl = "https://git.example.org/\(name)/web.git"
    application.source.customGitBranch = "main"
    self.application = application
    databases = Self.databases(name, in: environment, at: now)
    var stack = ComposeStack(
      organizationID: id, environmentID: environment.id, name: "stack", appName: "\(name)-stack-abc123",
      createdAt: now)
    stack.secrets.env = Secret("CANARY=\(name)-environment")
    stack.secrets.composeFile = Secret("services: {web: {image: '\(name)-environment'}}")
    stack.secrets.gitPassword = Secret("\(name)-git-canary")
    self.stack = stack
    domain = Domain(organizationID: id, deployableID: application.id, host: "\(name).example.org", createdAt: now)
    mount = Mount(
      organizationID: id, deployableID: application.id, type: .volume, volumeName: "\(name)-data", mountPath: "/data"
    )
    port = PublishedPort(
      organizationID: id, deployableID: application.id, publishedPort: 20_000 + number, targetPort: 80)
    sshKey = SSHKey(
      organizationID: id, name: "deploy key", publicKey: "ssh-ed25519 AAAA \(name)",
      privateKey: Secret("\(name)-ssh-canary"), createdAt: now)
    pushKey = PushKey(
      organizationID: id, userID: owner, name: "laptop", publicKey: "ssh-ed25519 AAAA\(number)",
      fingerprint: "SHA256:\(name)", createdAt: now)
    server = Self.server(name, number, of: id, at: now)
    deployment = Deployment(
      organizationID: id, deployableID: application.id, status: .done, title: "First", createdAt: now)
    release = Release(
      organizationID: id, deployableID: application.id, deploymentID: deployment.id, state: .previous,
      serviceName: "\(name)-web-abc123-0123456789", imageReference: "slipway/web:d-1", imageIdentity: "sha256:00",
      spec: Secret("{}"), createdAt: now)
    preview = Self.preview(of: application, at: now)
    rules = TestRules(name, of: application)
    backups = TestBackups(name, of: application, databases.first { $0.settings.engine == .postgres }, mount, at: now)
    schedules = TestSchedules(of: application, at: now)
  }

  /// One of each engine.
  private static func databases(_ name: String, in environment: Environment, at now: Date) -> [Database] {
    Database.Engine.allCases.map { engine in
      var database = Database(
        organizationID: environment.organizationID, environmentID: environment.id, name: "\(name) \(engine)",
        appName: "\(name)-\(engine)-abc123", settings: DatabaseSettings(engine: engine, dockerImage: "\(engine):1"),
        createdAt: now)
      database.settings.databaseName = "app"
      database.settings.databaseUser = "app"
      database.secrets.password = Secret("\(name)-database-canary")
      return database
    }
  }

  private static func preview(of application: Application, at now: Date) -> PreviewDeployment {
    PreviewDeployment(
      organizationID: application.organizationID, parentID: application.id, number: 7, title: "A change",
      author: "stranger",
      origin: PreviewDeployment.Origin(
        provider: "github", repository: "a/b", branch: "change", base: "main", isFork: true),
      commit: String(repeating: "a", count: 40), needsApproval: true, createdAt: now)
  }

  private static func server(
    _ name: String, _ number: Int, of organization: ID<Organization>, at now: Date
  ) -> Server {
    var server = Server(
      organizationID: organization, name: "\(name) server", appName: "\(name)-server-abc123",
      address: "192.0.2.\(number)", sshKeyID: nil, createdAt: now)
    server.isEnabled = false
    return server
  }

  package func insert(_ tx: Transaction) throws {
    for (role, user) in users.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try tx.users.insert(user)
      if role == .owner { try tx.organizations.insert(organization) }
    }
    for (role, user) in users {
      try tx.members.insert(
        Member(organizationID: organization.id, userID: user.id, role: role, createdAt: organization.createdAt))
    }
    try tx.apiKeys.insert(key)
    try tx.pushKeys.insert(pushKey)
    try tx.sessions.insert(session)
    try tx.projects.insert(project)
    try tx.environments.insert(environment)
    try tx.sshKeys.insert(sshKey)
    try tx.servers.insert(server)
    try tx.applications.insert(application)
    for database in databases { try tx.databases.insert(database) }
    try tx.composeStacks.insert(stack)
    _ = try tx.domains.insert(domain)
    try tx.mounts.insert(mount)
    try tx.ports.insert(port)
    try tx.deployments.insert(deployment)
    try tx.releases.insert(release)
    try tx.previews.insert(preview)
    try rules.insert(tx, project: project.id)
    try backups.insert(tx)
    try schedules.insert(tx)
  }

  /// Somebody of this organisation who asks with a key.
  package func caller(_ role: Member.Role = .owner) -> Caller {
    let user = users[role] ?? User(email: "nobody@\(name).test", passwordHash: Secret("*"), createdAt: key.createdAt)
    return Caller(user: user, organizationID: organization.id, role: role, method: .apiKey(key))
  }
}
