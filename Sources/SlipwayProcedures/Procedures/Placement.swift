import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Where something new shall run, as it was asked for: on this machine, or on a server of the organisation.
struct Placement: Sendable {
  private static let field = "serverId"
  /// `nil` is this machine.
  private let server: ID<Server>?

  /// - Parameter typed: what forms and published clients send for this machine is blank.
  init(_ typed: String?) { server = MachineWord.server(typed) }

  /// Where a stack runs already.
  init(of stack: ComposeStack) { server = stack.serverID }

  /// What must be allowed for it.
  var access: [Access] { server.map { [.subject(.server($0), .read)] } ?? [] }

  /// - Returns: the server, which services can run on.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field, with what is missing.
  func check(_ tx: Transaction) throws -> ID<Server>? {
    guard let server else { return nil }
    let found = try tx.servers.one(server)
    if let problem = try Self.problem(found, tx) { throw SlipwayError.invalid(Self.field, problem) }
    return server
  }

  /// Why nothing can be placed on a server, as the end of a sentence; `nil` when it can.
  static func problem(_ server: Server, _ tx: Transaction) throws -> String? {
    if server.purpose != .deploy { return "\(server.name) is for builds; services run on servers of the type deploy" }
    if !server.isEnabled { return "\(server.name) is disabled; enable it first" }
    if server.sshKeyID == nil { return "\(server.name) has no SSH key; choose one in its settings" }
    if server.hostKey == nil {
      return "the host key of \(server.name) is not confirmed yet; confirm it, then set it up"
    }
    guard try tx.serverRuns.hasSucceeded(server.id) else {
      return "\(server.name) was not set up yet; set it up first"
    }
    return nil
  }

  /// The IPv4 address that visitors reach it by.
  /// - Throws: ``SlipwayError`` `badRequest` when its name leads to none.
  func address(_ call: Call) async throws -> String {
    guard let server else { return ServerAddress.outward() }
    let name = try await call.store.read { try $0.servers.one(server).address }
    let isIPv4 = { (text: String) in IPAddress(text) != nil && !text.contains(":") }
    let all = isIPv4(name) ? [name] : (try? await NameLookup.addresses(of: name)) ?? []
    guard let found = all.first(where: isIPv4) else {
      throw SlipwayError.invalid(
        Self.field, "\(name) has no IPv4 address to make a name of; type a domain of your own")
    }
    return found
  }

  /// - Throws: ``SlipwayError`` `badRequest` for a server, where only this machine can do it.
  static func requireThisMachine(_ typed: String?) throws {
    guard Placement(typed).server != nil else { return }
    throw SlipwayError.invalid(
      field, "this works on this machine only in this version, not yet on other servers; leave it out")
  }
}
