import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting

/// An engine on a new store and a new folder, with one application in it; its Docker Engine does not answer.
struct EngineFixture: Sendable {
  let engine: Engine
  let application: Application
  let folder: String

  /// - Parameters:
  ///   - objects: what its only destination holds; the machine runs no program then.
  ///   - away: the machine of every server.
  static func with(
    docker: String = "unix:///nowhere/docker.sock", objects: FakeObjects? = nil,
    away: FakeHost? = nil,
    _ change: (inout Application) -> Void = { _ in }, _ body: (EngineFixture) async throws -> Void
  ) async throws {
    let path = try temporaryPath("data")
    let client = DockerClient(host: docker)
    var configuration = Configuration()
    configuration.templates = "none"
    configuration.dataDirectory = path
    configuration.dockerHost = docker
    let store = try await temporaryStore()
    let host: any SlipwayHost.Host =
      if let objects { objects.host(docker: client) } else {
        LocalHost(docker: client, runMarker: "test-" + RandomText.suffix(8))
      }
    let hosts = away.map { away in Hosts(local: host, connect: { _ in away }) } ?? Hosts(local: host)
    let engine = Engine(
      store: store, hosts: hosts, bus: MemoryEventBus(), configuration: configuration)
    let failure: (any Error)?
    do {
      try await body(EngineFixture(engine: engine, application: try await tenant(store, change), folder: path))
      failure = nil
    } catch {
      failure = error
    }
    try await client.shutdown()
    try store.close()
    try? FileManager.default.removeItem(atPath: path)
    if let failure { throw failure }
  }

  func enqueue(_ change: (inout DeploymentRequest) -> Void = { _ in }) async throws -> Deployment {
    var request = DeploymentRequest(deployable: application.deployable)
    change(&request)
    let (fixed, now) = (request, engine.now())
    return try await engine.store.write { try DeploymentQueue.enqueue($0, fixed, now: now).deployment }
  }

  /// A release of the application in this state, and the deployment that made it; nothing of it is in Docker.
  @discardableResult
  func release(
    _ state: Release.State = .current, of deployment: Deployment? = nil, spec: ServiceSpec? = nil
  ) async throws -> Release {
    let made: Deployment
    if let deployment { made = deployment } else { made = try await ended() }
    let release = Release(
      organizationID: application.organizationID, deployableID: application.id, deploymentID: made.id, state: state,
      serviceName: "\(application.appName)-\(made.id)", imageReference: "web:1", imageIdentity: "sha256:1",
      spec: Secret(try spec?.json() ?? "{}"), createdAt: engine.now())
    try await engine.store.write { try $0.releases.insert(release) }
    return release
  }

  private func ended() async throws -> Deployment {
    let deployment = try await enqueue()
    try await engine.store.write { tx in
      _ = try tx.jobs.cancelQueued(ID(deployment.id.rawValue))
      _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Date())
      _ = try tx.deployments.finish(deployment.id, status: .done, errorMessage: nil, evidence: nil, now: Date())
    }
    return deployment
  }

  func deployment(_ id: ID<Deployment>) async throws -> Deployment {
    try await engine.store.read { try $0.deployments.one(id) }
  }

  func job(_ id: ID<Deployment>) async throws -> Job {
    try await engine.store.read { try $0.jobs.one(ID(id.rawValue)) }
  }

  func log(_ id: ID<Deployment>) async throws -> String {
    try await engine.store.read { try $0.deploymentLogs.tail(of: id, lines: 10_000) }
  }

  /// A snapshot of a deployment that is in no row.
  func snapshot(_ change: (inout DeploymentSnapshot) -> Void = { _ in }) -> DeploymentSnapshot {
    Self.snapshot(of: application, change)
  }

  static func snapshot(
    of application: Application, _ change: (inout DeploymentSnapshot) -> Void = { _ in }
  ) -> DeploymentSnapshot {
    let (organization, date) = (application.organizationID, Date(timeIntervalSince1970: 1_700_000_000))
    let project = Project(organizationID: organization, name: "shop", createdAt: date)
    var snapshot = DeploymentSnapshot(
      deployment: Deployment(
        id: ID("dep1"), organizationID: organization, deployableID: application.id, createdAt: date),
      application: application, project: project,
      environment: Environment(
        organizationID: organization, projectID: project.id, name: "production", createdAt: date),
      variables: EnvironmentVariables([]), settings: ServerSettings(cores: 4, memory: 8 << 30))
    change(&snapshot)
    return snapshot
  }

  /// An application that is in no row.
  static func plainApplication(_ change: (inout Application) -> Void = { _ in }) -> Application {
    var application = Application(
      id: ID("app1"), organizationID: ID("org1"), environmentID: ID("env1"), name: "web", appName: "web-abc123",
      createdAt: Date(timeIntervalSince1970: 1_700_000_000))
    change(&application)
    return application
  }

  private static func tenant(_ store: Store, _ change: (inout Application) -> Void) async throws -> Application {
    let now = Date()
    let user = User(email: "\(RandomText.suffix())@example.com", passwordHash: Secret("x"), createdAt: now)
    let organization = Organization(name: "acme", ownerID: user.id, createdAt: now)
    let project = Project(organizationID: organization.id, name: "shop", env: Secret("REGION=eu"), createdAt: now)
    let environment = Environment(
      organizationID: organization.id, projectID: project.id, name: "production", isDefault: true, createdAt: now)
    var application = Application(
      organizationID: organization.id, environmentID: environment.id, name: "web", appName: "web-abc123",
      createdAt: now)
    change(&application)
    let fixed = application
    try await store.write { tx in
      try tx.users.insert(user)
      try tx.organizations.insert(organization)
      try tx.projects.insert(project)
      try tx.environments.insert(environment)
      try tx.applications.insert(fixed)
    }
    return fixed
  }
}
