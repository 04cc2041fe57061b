import Foundation
package import SlipwayCore
import SlipwayHost
package import SlipwayStore
import Synchronization

/// Keeps the proxy's files equal to the rows, and to what deployments at work want beside them.
package final class Routes: Sendable {
  /// What a deployment wants other than its release's row says, until it is written down or undone. A row of its own:
  /// another process may write the file meanwhile.
  private struct Staged: Sendable, Codable {
    private static let prefix = "staged-route:"
    var serving: RouteTarget?
    var probe: RouteProbe

    static func find(_ deployable: ID<Deployable>, _ tx: Transaction) throws -> Staged? {
      try tx.settings.value(prefix + deployable.rawValue).flatMap {
        try? JSONDecoder().decode(Staged.self, from: Data($0.utf8))
      }
    }

    /// - Parameter staged: `nil` forgets it.
    static func set(_ deployable: ID<Deployable>, _ staged: Staged?, _ tx: Transaction) throws {
      let text = try staged.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
      try tx.settings.set(prefix + deployable.rawValue, text)
    }
  }

  private let store: Store
  /// Of this machine's proxy.
  package let writer: TraefikWriter
  private let makeWriter: @Sendable (ID<Server>) -> TraefikWriter
  /// Of servers' proxies: who writes the same file must wait for its turn.
  private let writers = Mutex<[ID<Server>: TraefikWriter]>([:])
  /// Where a process that runs apart from the proxy says what is to be written; `nil` in one that writes.
  private let apart: (any EventBus)?

  /// - Parameter makeWriter: who writes the files of a server's proxy.
  package init(
    store: Store, writer: TraefikWriter, apart: (any EventBus)? = nil,
    makeWriter: @escaping @Sendable (ID<Server>) -> TraefikWriter
  ) {
    self.store = store
    self.writer = writer
    self.makeWriter = makeWriter
    self.apart = apart
  }

  /// - Parameter server: `nil` is this machine.
  package func writer(on server: ID<Server>?) -> TraefikWriter {
    guard let server else { return writer }
    return writers.withLock { writers in
      let found = writers[server] ?? makeWriter(server)
      writers[server] = found
      return found
    }
  }

  /// Opens a way to one release past the real routes.
  /// - Parameter serving: what the real routes point at from now on; `nil` leaves them as the rows say.
  package func stage(_ deployable: ID<Deployable>, probe: RouteProbe, serving: RouteTarget? = nil) async throws {
    try await store.write { try Staged.set(deployable, Staged(serving: serving, probe: probe), $0) }
    try await refresh(deployable)
  }

  /// The service that the file points the real routes at; `nil` when there is none that can be read.
  func served(_ id: ID<Deployable>) async throws -> String? {
    guard let deployable = try await store.read({ try $0.deployables.find(id) }),
      let file = try await writer(on: deployable.serverID).owned(fileName(deployable.appName)),
      file.owner == id.rawValue,
      let document = TraefikDocument(yaml: file.text)
    else { return nil }
    return TrafficRoutes.served(by: document, appName: deployable.appName)
  }

  /// Forgets what was staged and writes what the rows say.
  package func settle(_ deployable: ID<Deployable>) async throws {
    try await store.write { try Staged.set(deployable, nil, $0) }
    try await refresh(deployable)
  }

  /// Writes a deployable's file: call it after its domains changed.
  /// - Returns: whether the file changed.
  @discardableResult
  package func refresh(_ id: ID<Deployable>) async throws -> Bool {
    if let apart {
      apart.publish(.routesChanged(id))
      return false
    }
    guard let deployable = try await store.read({ try $0.deployables.find(id) }) else { return false }
    return try await write(deployable)
  }

  /// Removes the file of one that is being deleted.
  /// - Parameter server: where it ran; `nil` is this machine.
  package func remove(_ deployable: ID<Deployable>, appName: String, on server: ID<Server>?) async throws {
    try await store.write { try Staged.set(deployable, nil, $0) }
    try await writer(on: server).write(fileName(appName), owner: deployable.rawValue) { nil }
  }

  /// Writes the files of all that have a domain on one machine, and removes those of what is gone. What a
  /// deployment at work has written stays: after a crash it may point at what serves while the rows do not say so yet.
  /// - Parameter server: `nil` is this machine.
  /// - Returns: how many files changed.
  package func refreshAll(on server: ID<Server>? = nil) async throws -> Int {
    let (all, writer) = (try await store.read { try RoutedApplications($0, on: server) }, writer(on: server))
    let present = try await writer.owned()
    var changed = 0
    for deployable in all.applications {
      let name = fileName(deployable.appName)
      let file = present[name]
      if file != nil, deployable.isBusy { continue }
      let staged = try await store.read { try Staged.find(deployable.id, $0) }
      var routes = TrafficRoutes(
        appName: deployable.appName, domains: deployable.domains, serving: staged?.serving ?? deployable.serving,
        probe: staged?.probe)
      routes.redirects = deployable.redirects
      routes.logins = deployable.logins
      let wanted = routes.document()
      guard file?.text != (try wanted.map { try writer.text($0, owner: deployable.id.rawValue) }) else { continue }
      if try await refresh(deployable.id) { changed += 1 }
    }
    let known = Set(all.applications.map { fileName($0.appName) })
    return try await changed + removeForgotten(present, known: known, on: server)
  }

  /// Files that belong to no application.
  private static let shared: Set = [PanelRoute.fileName, SharedMiddlewares.fileName, CertificateDocument.fileName]

  /// Writes the certificates that organisations brought, and one machine's proxy shows: call it after they or any domains
  /// changed.
  /// - Parameter server: `nil` is this machine.
  /// - Returns: whether the file changed.
  @discardableResult
  package func refreshCertificates(on server: ID<Server>? = nil) async throws -> Bool {
    if let apart {
      apart.publish(.certificatesChanged)
      return false
    }
    let store = store
    return try await writer(on: server).write(CertificateDocument.fileName, owner: "all certificates", mode: 0o600) {
      try await store.read { tx in
        let settings = server == nil ? try tx.settings.server() : nil
        let shown = ShownCertificates(domains: try tx.domains.all(on: server), settings: settings)
        return CertificateDocument(shown.choose(from: try tx.certificates.all()))
      }
    }
  }

  private func removeForgotten(
    _ present: [String: TraefikWriter.OwnedFile], known: Set<String>, on server: ID<Server>?
  ) async throws -> Int {
    var removed = 0
    for (name, file) in present
    where !known.contains(name) && !Self.shared.contains(name) {
      let id = ID<Deployable>(file.owner)
      let found = try await store.read { try $0.deployables.find(id) }
      if let found, found.serverID == server {
        if try await refresh(id) { removed += 1 }
      } else if try await writer(on: server).write(name, owner: file.owner, document: { nil }) {
        removed += 1
      }
    }
    return removed
  }

  private func write(_ deployable: Deployable) async throws -> Bool {
    let (store, appName) = (store, deployable.appName)
    return try await writer(on: deployable.serverID).write(fileName(appName), owner: deployable.id.rawValue) {
      let routes = try await store.read { tx in
        let staged = try Staged.find(deployable.id, tx)
        var routes = TrafficRoutes(
          appName: appName, domains: try tx.domains.all(of: deployable.id),
          serving: try tx.releases.current(of: deployable.id).map { RouteTarget($0) })
        routes.redirects = try tx.redirects.all(of: deployable.id)
        routes.logins = try tx.basicAuths.all(of: deployable.id)
        routes.serving = staged?.serving ?? routes.serving
        routes.probe = staged?.probe
        return routes
      }
      return routes.document()
    }
  }

  /// A deployable's file in the writer's folder.
  package func path(of appName: String, on server: ID<Server>? = nil) -> String {
    "\(writer(on: server).folder)/\(fileName(appName))"
  }

  private func fileName(_ appName: String) -> String { "\(appName).yml" }
}
