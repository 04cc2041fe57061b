import Foundation
import SlipwayCore
import SlipwayStore

/// Writes the rows of what runs of a preview: at first all of them, later what its parent has become since.
struct PreviewParts {
  let tx: Transaction
  let plan: PreviewPlan
  let place: PreviewPlace
  let parent: Deployable

  /// - Returns: the application or the stack, with its databases written into `preview`.
  /// - Throws: ``SlipwayError`` naming the setting that stands in the way.
  func make(_ preview: inout PreviewDeployment) throws -> Deployable {
    let existing = try tx.previews.parts(of: preview.id).first { $0.kind != .database }
    let appName = try existing?.appName ?? freeName(parent.appName)
    let own = PreviewNetwork.name(of: appName)
    let databases = try makeDatabases(&preview, network: own)
    let network = preview.databases.isEmpty ? nil : own
    let hosts = try hosts(preview, existing, appName)
    let copy = PreviewCopy(
      plan: plan, preview: preview, appName: appName,
      proxyNetwork: Surroundings.network(instance: place.instance), ownNetwork: network, now: place.now)
    let variables = PreviewVariables(
      plan: plan, preview: preview, host: hosts.first?.host, databases: databases)
    let id = try write(copy, variables, existing?.id, hosts)
    if existing == nil { try tx.deployables.setPreview(id, preview.id) }
    try writeMounts(copy, id)
    try writeLogins(id)
    try write(hosts, of: id, isNew: existing == nil)
    return try tx.deployables.one(id)
  }

  private func write(
    _ copy: PreviewCopy, _ variables: PreviewVariables, _ existing: ID<Deployable>?, _ hosts: [Domain]
  ) throws -> ID<Deployable> {
    if parent.kind == .compose {
      let stack = copy.stack(
        try tx.composeStacks.one(parent.id), variables,
        before: try existing.flatMap { try tx.composeStacks.find($0) }, exposed: hosts.compactMap(\.serviceName))
      if existing == nil { try tx.composeStacks.insert(stack) } else { try tx.composeStacks.update(stack) }
      return stack.id
    }
    let application = copy.application(
      try tx.applications.one(parent.id), variables, before: try existing.flatMap { try tx.applications.find($0) })
    if existing == nil { try tx.applications.insert(application) } else { try tx.applications.update(application) }
    return application.id
  }

  /// One for each that is wanted and there; one that it has already stays as it is.
  private func makeDatabases(
    _ preview: inout PreviewDeployment, network: String?
  ) throws -> [(name: String, copy: Database)] {
    for wanted in plan.settings.previewDatabaseIds where preview.databases[wanted.rawValue] == nil {
      guard let original = try tx.databases.find(wanted), original.environmentID == parent.environmentID,
        original.organizationID == parent.organizationID, original.serverID == parent.serverID
      else { continue }
      let maker = PreviewCopy(
        plan: plan, preview: preview, appName: try freeName(original.appName),
        proxyNetwork: Surroundings.network(instance: place.instance), ownNetwork: network, now: place.now)
      let copy = maker.database(original)
      try tx.databases.insert(copy)
      try tx.deployables.setPreview(copy.id, preview.id)
      try insertVolume(of: copy)
      preview.databases[wanted.rawValue] = copy.id
    }
    var found: [(String, Database)] = []
    for (original, id) in preview.databases.sorted(by: { $0.key < $1.key }) {
      guard let copy = try tx.databases.find(id) else { continue }
      found.append((try tx.databases.find(ID(original))?.name ?? copy.name, copy))
    }
    return found
  }

  private func insertVolume(of database: Database) throws {
    let engine = DatabaseEngines.engine(database.settings.engine)
    let path = engine.dataPath(of: try ImageReference(parsing: database.settings.dockerImage))
    let volume = "\(database.appName)-data"
    try tx.volumeClaims.claim(volume, for: database.organizationID)
    try tx.mounts.insert(
      Mount(
        organizationID: database.organizationID, deployableID: database.id, type: .volume, volumeName: volume,
        mountPath: path))
  }

  /// What it has stays, with its volume: what was there once must go with it in the end.
  private func writeMounts(_ copy: PreviewCopy, _ id: ID<Deployable>) throws {
    let present = try tx.mounts.all(of: id)
    for mount in copy.mounts(try tx.mounts.all(of: parent.id), of: id) {
      if var same = present.first(where: { $0.mountPath == mount.mountPath && $0.type == mount.type }) {
        (same.content, same.filePath) = (mount.content, mount.filePath)
        try tx.mounts.update(same)
        continue
      }
      if let volume = mount.volumeName { try tx.volumeClaims.claim(volume, for: mount.organizationID) }
      try tx.mounts.insert(mount)
    }
  }

  /// Who must log in to the parent must log in to what it becomes.
  private func writeLogins(_ id: ID<Deployable>) throws {
    for old in try tx.basicAuths.all(of: id) { try tx.basicAuths.delete(old.id) }
    for var login in try tx.basicAuths.all(of: parent.id) {
      (login.id, login.deployableID) = (.random(), id)
      try tx.basicAuths.insert(login)
    }
  }

  /// The original's name behind `preview-`, without the suffix that made it unique.
  private func freeName(_ original: String) throws -> String {
    let base = original.split(separator: "-").dropLast().joined(separator: "-")
    for _ in 0..<5 {
      let name = try AppName.make(from: "preview-\((base.isEmpty ? original : base).prefix(30))")
      if try !tx.deployables.appNameExists(name) { return name }
    }
    throw SlipwayError(.conflict, "No free name was found for the preview; try again.")
  }
}

extension PreviewParts {
  /// The hosts that lead to it: once made they stay, with what the settings say of them now.
  private func hosts(
    _ preview: PreviewDeployment, _ existing: Deployable?, _ appName: String
  ) throws -> [Domain] {
    if let existing {
      return try tx.domains.all(of: existing.id).map { domain in
        var domain = domain
        if parent.kind != .compose { apply(plan.settings, to: &domain) }
        return domain
      }
    }
    let name = try PreviewHost(
      appName: appName, app: parent.appName, number: preview.number, branch: preview.origin.branch,
      address: place.address
    ).name(plan.settings.previewWildcard)
    return try parent.kind == .compose ? serviceHosts(name) : [domain(name, service: nil, like: nil)]
  }

  /// One for each service that the stack has a domain for: the first has the name, the others theirs before it.
  private func serviceHosts(_ name: String) throws -> [Domain] {
    let own = try tx.domains.all(of: parent.id).filter(\.isEnabled)
    if let service = plan.settings.previewServiceName, !service.isEmpty {
      return [try domain(name, service: service, like: own.first { $0.serviceName == service })]
    }
    var seen: Set<String> = []
    let first = own.filter { domain in domain.serviceName.map { seen.insert($0).inserted } ?? false }
    return try first.enumerated().map { number, original in
      let service = original.serviceName ?? ""
      return try domain(
        number == 0 ? name : "\(PreviewHost.label(service)).\(name)", service: service, like: original)
    }
  }

  private func domain(_ host: String, service: String?, like original: Domain?) throws -> Domain {
    var domain = Domain(
      organizationID: parent.organizationID, deployableID: parent.id, host: host, createdAt: place.now)
    domain.serviceName = service
    apply(plan.settings, to: &domain)
    if let original { (domain.port, domain.path) = (original.port, original.path) }
    try domain.normalize()
    let isTaken = try !tx.domains.claiming(host: host).isEmpty || tx.settings.server()?.host == host
    guard !isTaken else {
      throw SlipwayError(
        .conflict, "previewWildcard: \(host) is in use on this server; change the pattern",
        details: ["previewWildcard": "\(host) is in use"])
    }
    return domain
  }

  private func apply(_ settings: PreviewSettings, to domain: inout Domain) {
    (domain.port, domain.path, domain.https) = (settings.previewPort, settings.previewPath, settings.previewHttps)
    domain.certificateType = settings.previewHttps ? settings.previewCertificateType : .none
    domain.customCertResolver = settings.previewCustomCertResolver
  }

  private func write(_ hosts: [Domain], of id: ID<Deployable>, isNew: Bool) throws {
    for var domain in hosts {
      domain.deployableID = id
      if isNew { try tx.domains.insert(domain) } else { try tx.domains.update(domain) }
    }
  }
}
