import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct OwnershipTests {
  /// One subject of every kind; a new kind does not compile until it is here.
  private func subjects(of tenant: Tenant, _ tx: Transaction) throws -> [Subject] {
    let (organization, application) = (tenant.organization.id, tenant.application.id)
    let deployment = tenant.deployment()
    try tx.deployments.insert(deployment)
    let release = tenant.release(of: deployment)
    try tx.releases.insert(release)
    let domain = Domain(
      organizationID: organization, deployableID: application, host: "a.example.com", createdAt: Tenant.start)
    try tx.domains.insert(domain)
    let mount = Mount(
      organizationID: organization, deployableID: application, type: .volume, volumeName: "v", mountPath: "/v")
    try tx.mounts.insert(mount)
    let port = PublishedPort(
      organizationID: organization, deployableID: application, publishedPort: tenant.user.email.count + 2000,
      targetPort: 80)
    try tx.ports.insert(port)
    let sshKey = SSHKey(
      organizationID: organization, name: "k", publicKey: "p", privateKey: Secret("s"), createdAt: Tenant.start)
    try tx.sshKeys.insert(sshKey)
    let apiKey = APIKey(
      name: "k", start: "s", digest: "digest of \(tenant.user.email)", userID: tenant.user.id,
      organizationID: organization, createdAt: Tenant.start)
    try tx.apiKeys.insert(apiKey)
    let session = Session(
      tokenDigest: "session of \(tenant.user.email)", userID: tenant.user.id, organizationID: organization,
      expiresAt: Tenant.start, createdAt: Tenant.start)
    try tx.sessions.insert(session)
    let rules = try rules(of: tenant, tx)
    return [
      .project(tenant.project.id), .environment(tenant.environment.id), .application(application),
      .deployable(application), .deployment(deployment.id), .domain(domain.id), .mount(mount.id), .port(port.id),
      .sshKey(sshKey.id),
      .release(release.id), .apiKey(apiKey.id), .session(session.id),
    ] + rules
  }

  private func rules(of tenant: Tenant, _ tx: Transaction) throws -> [Subject] {
    let (organization, application) = (tenant.organization.id, tenant.application.id)
    let redirect = try tx.redirects.insert(
      Redirect(
        organizationID: organization, deployableID: application, regex: "a", replacement: "b",
        createdAt: Tenant.start))
    let auth = BasicAuth(
      organizationID: organization, deployableID: application, username: "u", passwordHash: Secret("$2y$"),
      createdAt: Tenant.start)
    try tx.basicAuths.insert(auth)
    let patch = SourcePatch(
      organizationID: organization, deployableID: application, type: .create, filePath: "a", content: Secret(""),
      createdAt: Tenant.start)
    try tx.sourcePatches.insert(patch)
    let certificate = Certificate(
      organizationID: organization, name: "c", chain: "", privateKey: Secret("k"), hosts: [],
      notBefore: Tenant.start, notAfter: Tenant.start, createdAt: Tenant.start)
    try tx.certificates.insert(certificate)
    let registry = Registry(
      organizationID: organization, name: "r", username: "u", password: Secret("p"), createdAt: Tenant.start)
    try tx.registries.insert(registry)
    let tag = ProjectTag(organizationID: organization, name: "t", createdAt: Tenant.start)
    try tx.tags.insert(tag)
    let server = Server(
      organizationID: organization, name: "s", appName: "s", address: "192.0.2.1", sshKeyID: nil,
      createdAt: Tenant.start)
    try tx.servers.insert(server)
    let run = ServerRun(organizationID: organization, serverID: server.id, steps: [], createdAt: Tenant.start)
    try tx.serverRuns.insert(run)
    let network = Network(
      organizationID: organization, name: "n-\(organization)", driver: .overlay, createdAt: Tenant.start)
    try tx.networks.insert(network)
    let provider = GitProvider(
      organizationID: organization, userID: tenant.user.id, kind: .github, name: "g", createdAt: Tenant.start)
    try tx.gitProviders.insert(provider)
    let preview = PreviewDeployment(
      organizationID: organization, parentID: tenant.application.id, number: 1, title: "t",
      origin: PreviewDeployment.Origin(branch: "b"), createdAt: Tenant.start)
    try tx.previews.insert(preview)
    return [
      .preview(preview.id),
      .gitProvider(provider.id), .redirect(redirect.id), .basicAuth(auth.id), .sourcePatch(patch.id),
      .certificate(certificate.id),
      .registry(registry.id), .tag(tag.id), .network(network.id), .server(server.id), .serverRun(run.id),
    ]
  }

  private func stranger(_ subject: Subject, id: String) -> Subject {
    switch subject {
    case .project: .project(ID(id))
    case .environment: .environment(ID(id))
    case .deployable: .deployable(ID(id))
    case .application: .application(ID(id))
    case .database: .database(ID(id))
    case .compose: .compose(ID(id))
    case .deployment: .deployment(ID(id))
    case .domain: .domain(ID(id))
    case .mount: .mount(ID(id))
    case .port: .port(ID(id))
    case .sshKey: .sshKey(ID(id))
    case .release: .release(ID(id))
    case .apiKey: .apiKey(ID(id))
    case .pushKey: .pushKey(ID(id))
    case .session: .session(ID(id))
    case .redirect: .redirect(ID(id))
    case .basicAuth: .basicAuth(ID(id))
    case .sourcePatch: .sourcePatch(ID(id))
    case .certificate: .certificate(ID(id))
    case .registry: .registry(ID(id))
    case .tag: .tag(ID(id))
    case .destination: .destination(ID(id))
    case .backup: .backup(ID(id))
    case .volumeBackup: .volumeBackup(ID(id))
    case .backupRun: .backupRun(ID(id))
    case .schedule: .schedule(ID(id))
    case .scheduleRun: .scheduleRun(ID(id))
    case .work: .work(ID(id))
    case .server: .server(ID(id))
    case .serverRun: .serverRun(ID(id))
    case .network: .network(ID(id))
    case .gitProvider: .gitProvider(ID(id))
    case .preview: .preview(ID(id))
    }
  }

  @Test func `an application is found as no other kind`() async throws {
    let tenant = Tenant("one")
    let store = try await tenant.store()
    let application = tenant.application.id
    try await store.read { tx throws in
      for subject in [Subject.database(application), .compose(application)] {
        #expect(try tx.ownership.organization(of: subject) == nil)
      }
    }
  }

  @Test func `everything leads to its organisation and to no other`() async throws {
    let (one, two) = (Tenant("one"), Tenant("other"))
    let store = try await one.store()
    let this = self
    try await store.write { tx throws in
      try two.insert(tx)
      let (ofOne, ofTwo) = (try this.subjects(of: one, tx), try this.subjects(of: two, tx))
      #expect(Set(ofOne.map(\.noun)).count == 23)
      for subject in ofOne { #expect(try tx.ownership.organization(of: subject) == one.organization.id) }
      for subject in ofTwo { #expect(try tx.ownership.organization(of: subject) == two.organization.id) }
      for subject in ofOne {
        for id in ["", "nothing", "' OR '1'='1", one.organization.id.rawValue] {
          #expect(try tx.ownership.organization(of: this.stranger(subject, id: id)) == nil)
        }
      }
    }
  }
}
