package import SlipwayCore
import SlipwayHost
package import SlipwayStore

/// Servers as they are answered.
package enum ServerReading {
  package static func rows(_ tx: Transaction, in organization: ID<Organization>) throws -> [ServerRow] {
    let names = Dictionary(
      try tx.sshKeys.all(in: organization).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return try tx.servers.all(in: organization).map { server in
      try row(server, keyName: server.sshKeyID.flatMap { names[$0] }, tx)
    }
  }

  package static func row(_ server: Server, _ tx: Transaction) throws -> ServerRow {
    try row(server, keyName: server.sshKeyID.flatMap { try tx.sshKeys.find($0)?.name }, tx)
  }

  /// - Parameter id: `nil` is the machine that Slipway runs on.
  package static func row(of id: ID<Server>?, _ tx: Transaction) throws -> ServerRow? {
    try id.map { try row(try tx.servers.one($0), tx) }
  }

  private static func row(_ server: Server, keyName: String?, _ tx: Transaction) throws -> ServerRow {
    let newest = try tx.serverRuns.newest(of: server.id)
    let state = try state(of: server, newest, tx)
    let observation = server.isEnabled ? server.observation : nil
    return ServerRow(
      serverId: server.id, name: server.name, description: server.description, ipAddress: server.address,
      port: server.port, username: server.username, appName: server.appName,
      enableDockerCleanup: server.enableDockerCleanup, buildsConcurrency: server.buildsConcurrency,
      createdAt: server.createdAt, organizationId: server.organizationID,
      serverStatus: server.isEnabled ? .active : .inactive, serverType: server.purpose, command: "",
      sshKeyId: server.sshKeyID, sshKeyName: keyName, state: state, isEnabled: server.isEnabled,
      hostKeyFingerprint: server.hostKey.flatMap { HostKey(line: $0)?.fingerprint },
      isReachable: observation?.isReachable,
      observedSince: observation?.since,
      problem: state == .failed ? newest?.message : state == .unreachable ? observation?.problem : nil,
      dockerVersion: observation?.docker)
  }

  private static func state(of server: Server, _ newest: ServerRun?, _ tx: Transaction) throws -> ServerRow.State {
    guard server.isEnabled else { return .disabled }
    guard server.sshKeyID != nil else { return .keyless }
    guard server.hostKey != nil else { return .unconfirmed }
    if let newest, !newest.status.isFinal { return .settingUp }
    if server.observation?.isReachable == false { return .unreachable }
    if newest?.status == .error { return .failed }
    return try tx.serverRuns.hasSucceeded(server.id) ? .ready : .fresh
  }
}
