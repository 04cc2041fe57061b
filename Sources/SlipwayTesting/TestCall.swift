package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayHost
package import SlipwayProcedures
package import SlipwayStore

/// Procedures on a store of their own, with two organisations in it and nobody else behind it: no HTTP, no Docker.
package struct TestCall: Sendable {
  package static let now = Date(timeIntervalSince1970: 1_800_000_000)

  package let engine: Engine
  package let dispatcher: Dispatcher
  package let acme: TestTenant
  package let other: TestTenant

  /// What came back: as a client of the REST door would see it.
  package struct Answer: Sendable {
    package var code: SlipwayError.Code?
    package var message: String
    package var fields: [String]
    package var body: JSONValue
    package var text: String

    /// 200, or the status of the failure.
    package var isOK: Bool { code == nil }
  }

  /// - Parameter procedures: all of them unless a test has its own.
  package static func make(
    procedures: [any Procedure.Type] = Procedures.all, host: any SlipwayHost.Host = FakeHost(),
    now: @escaping @Sendable () -> Date = { TestCall.now }, _ change: (inout Configuration) -> Void = { _ in }
  ) async throws -> TestCall {
    let ready = try await template.value
    let path = try temporaryPath("slipway.sqlite")
    let store: Store
    if TestPostgres.isWanted {
      store = try await temporaryStore()
      try await ready.fill(store)
    } else {
      try FileManager.default.copyItem(atPath: ready.path, toPath: path)
      store = try await Store.open(path: path, secrets: testSecrets())
    }
    var configuration = Configuration()
    configuration.templates = "none"
    configuration.dataDirectory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    change(&configuration)
    let engine = Engine(
      store: store, hosts: Hosts(local: configuration.hasEngine ? host : nil), bus: MemoryEventBus(),
      configuration: configuration, now: now)
    return TestCall(
      engine: engine, dispatcher: Dispatcher(engine: engine, procedures: procedures), acme: ready.acme,
      other: ready.other)
  }

  /// Two organisations in a file that each test copies: migrating and filling one for each takes most of their time.
  private static let template = Task {
    let path = try temporaryPath("template.sqlite")
    let template = Template(
      path: path, acme: TestTenant("acme", number: 1, at: now), other: TestTenant("other", number: 2, at: now + 1))
    let store = try await Store.open(path: path, secrets: testSecrets())
    try await template.fill(store)
    try store.close()
    return template
  }

  /// What each test begins with.
  private struct Template {
    var path: String
    var acme: TestTenant
    var other: TestTenant

    func fill(_ store: Store) async throws {
      try await store.write { [acme, other] tx in
        try acme.insert(tx)
        try other.insert(tx)
      }
    }
  }

  package var store: Store { engine.store }

  /// The same, where a machine answers for those of all servers.
  package func reaching(_ machine: any SlipwayHost.Host) throws -> TestCall {
    let engine = Engine(
      store: store, hosts: Hosts(local: try engine.hosts.thisMachine(), connect: { _ in machine }), bus: engine.bus,
      configuration: engine.configuration, now: engine.now)
    return TestCall(
      engine: engine, dispatcher: Dispatcher(engine: engine, procedures: dispatcher.procedures), acme: acme,
      other: other)
  }

  /// Has a tenant's server reachable, as far as its settings say.
  package func enable(_ server: Server, of tenant: TestTenant) async throws {
    let key = tenant.sshKey.id
    try await store.write { tx in
      var changed = try tx.servers.one(server.id)
      changed.isEnabled = true
      changed.sshKeyID = key
      changed.hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"
      try tx.servers.update(changed)
    }
  }

  package func call(as caller: Caller?, uploads: [String: UploadedFile] = [:]) -> Call {
    Call(
      engine: engine, caller: caller,
      request: RequestInfo(id: "test", address: "192.0.2.1", baseURL: "https://panel.test", uploads: uploads))
  }

  /// Calls a procedure by its name, as a door does.
  package func answer(
    _ name: String, _ input: JSONValue = .object([:]), as caller: Caller?, uploads: [String: UploadedFile] = [:]
  ) async -> Answer {
    do {
      let json = try JSONEncoder().encode(input)
      let data = try await dispatcher.call(name: name, json: json, call(as: caller, uploads: uploads))
      let text = data.map { String(decoding: $0, as: UTF8.self) } ?? ""
      let body = try data.map { try JSONDecoder().decode(JSONValue.self, from: $0) } ?? .null
      return Answer(code: nil, message: "", fields: [], body: body, text: text)
    } catch let error as SlipwayError {
      let fields = error.details.keys.sorted()
      return Answer(code: error.code, message: error.message, fields: fields, body: .null, text: error.message)
    } catch {
      return Answer(code: .internal, message: "\(error)", fields: [], body: .null, text: "\(error)")
    }
  }

  /// What is stored of one organisation, as text that can be compared.
  package func rows(of tenant: TestTenant) async throws -> String {
    let organization = tenant.organization.id
    return try await store.read { try TestRows.text(of: organization, $0) }
  }

  /// Everything that is stored, as text that can be compared.
  package func rows() async throws -> String {
    let organizations = [acme.organization.id, other.organization.id]
    return try await store.read { tx in
      try organizations.map { try TestRows.text(of: $0, tx) }.joined(separator: "\n")
        + "\n\(String(describing: try tx.settings.server()))"
    }
  }
}
