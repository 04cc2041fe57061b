import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting

/// An organisation with one of everything, in rows.
struct Tenant: Sendable {
  static let start = Date(timeIntervalSince1970: 1_700_000_000)

  var user: User
  var organization: Organization
  var member: Member
  var project: Project
  var environment: Environment
  var application: Application

  init(_ name: String = "acme") {
    user = User(
      email: "\(name)@example.com", firstName: name, passwordHash: Secret("$y$\(name)"), createdAt: Self.start)
    organization = Organization(name: name, ownerID: user.id, createdAt: Self.start)
    member = Member(organizationID: organization.id, userID: user.id, role: .owner, createdAt: Self.start)
    project = Project(organizationID: organization.id, name: name, env: Secret("A=1"), createdAt: Self.start)
    environment = Environment(
      organizationID: organization.id, projectID: project.id, name: "production", env: Secret("B=2"), isDefault: true,
      createdAt: Self.start)
    application = Application(
      organizationID: organization.id, environmentID: environment.id, name: "web", appName: "\(name)-web-abc123",
      createdAt: Self.start)
  }

  func insert(_ tx: Transaction) throws {
    try tx.users.insert(user)
    try tx.organizations.insert(organization)
    try tx.members.insert(member)
    try tx.projects.insert(project)
    try tx.environments.insert(environment)
    try tx.applications.insert(application)
  }

  /// A store with this in it.
  func store() async throws -> Store {
    let store = try await temporaryStore()
    try await store.write { try self.insert($0) }
    return store
  }

  func deployment(_ title: String = "Manual deployment", after seconds: Double = 0) -> Deployment {
    Deployment(
      organizationID: organization.id, deployableID: application.id, title: title,
      createdAt: Self.start.addingTimeInterval(seconds))
  }

  func release(of deployment: Deployment, state: Release.State = .candidate) -> Release {
    Release(
      organizationID: organization.id, deployableID: application.id, deploymentID: deployment.id, state: state,
      serviceName: "\(application.appName)-0123456789", imageReference: "slipway/web:d-1",
      imageIdentity: "sha256:00", spec: Secret(#"{"Env":["A=1"]}"#), createdAt: Self.start)
  }

  func job(_ kind: String = "deploy", lane: String? = nil, pool: String = "builds", at seconds: Double = 0) -> Job {
    Job(
      organizationID: organization.id, kind: kind, lane: lane, pool: pool, arguments: "{}",
      availableAt: Self.start.addingTimeInterval(seconds), createdAt: Self.start)
  }
}

/// Texts that break what pastes them.
let hostileTexts = [
  "", "'", "\"", "''; DROP TABLE project; --", "$1", "$1$2 :name ?1 @x", "\\", "%_!",
  "\u{1F6A2} n\u{0308}\u{202E}abc",
  "line\nline\r\n\ttab", "\u{1}\u{7F}", String(repeating: "ü", count: 10_000),
]
