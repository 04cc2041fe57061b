import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Makes networks in Docker as their rows say, and takes them away.
struct NetworkWorks: Sendable {
  /// Each takes a range of addresses of the machine, of which there are few.
  static let most = 20
  private static let reserved: Set = ["host", "bridge", "none", "default", "ingress", "docker_gwbridge"]
  let call: Call
  private let machine: Machine
  private var docker: DockerClient { machine.docker }

  /// - Parameter server: `nil` is this machine.
  init(_ call: Call, _ server: ID<Server>?) async throws {
    self.call = call
    machine = try await call.engine.machine(at: server)
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming the field, `conflict`.
  func check(_ network: Network) async throws {
    let instance = call.engine.configuration.instance
    var problems = ValidationProblems()
    let isName =
      network.name.first.map { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
      && network.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    problems.require(
      isName && network.name.utf8.count <= 63, "name", "must be at most 63 letters, digits and '_.-', a letter first")
    problems.require(
      !Self.reserved.contains(network.name.lowercased()) && !network.name.hasPrefix(instance + "-"), "name",
      "is kept for Docker and Slipway themselves")
    problems.require(network.mtu.map { (68...65_535).contains($0) } ?? true, "mtu", "must be between 68 and 65535")
    try problems.throwIfAny()
    try await check(network.ranges)
  }

  /// A range that the server uses itself would be cut off from it.
  private func check(_ ranges: [Network.Range]) async throws {
    let subnets = ranges.compactMap(\.subnet)
    guard !subnets.isEmpty else { return }
    let files = machine.files
    let routes = ServerRoutes(
      four: (try? await files.readText("/proc/net/route")) ?? "",
      six: (try? await files.readText("/proc/net/ipv6_route")) ?? "",
      resolvers: (try? await files.readText("/etc/resolv.conf")) ?? "")
    for text in subnets {
      guard let range = AddressRange(text) else {
        throw SlipwayError.invalid("ipam", "'\(text)' is no range of addresses")
      }
      if let reason = routes.refusal(of: range) {
        throw SlipwayError.invalid("ipam", "\(text) cannot be had: \(reason)")
      }
    }
  }

  func make(_ network: Network) async throws {
    var draft = NetworkDraft(
      Name: network.name, Driver: network.driver.rawValue,
      Labels: [
        ReleaseLabels.instance: call.engine.configuration.instance,
        ReleaseLabels.organization: network.organizationID.rawValue,
      ])
    (draft.Internal, draft.Attachable, draft.EnableIPv6) = (network.isInternal, network.isAttachable, network.hasIPv6)
    if let mtu = network.mtu { draft.Options["com.docker.network.driver.mtu"] = String(mtu) }
    let ranges = network.ranges.map { range in
      ["Subnet": range.subnet, "Gateway": range.gateway, "IPRange": range.ipRange].compactMapValues { $0 }
    }.filter { !$0.isEmpty }
    if !ranges.isEmpty { draft.IPAM = .init(Driver: "default", Config: ranges) }
    _ = try await docker.createNetwork(draft)
  }

  /// - Throws: ``SlipwayError`` `conflict` while something is on it.
  func takeAway(_ network: Network) async throws {
    guard let found = try await docker.inspectNetwork(network.name) else { return }
    // One of the same name that somebody else has made meanwhile stays.
    let owner = found.Labels?[ReleaseLabels.organization]
    guard owner == nil || owner == network.organizationID.rawValue else { return }
    let users = try await docker.listContainers(all: true).filter {
      $0.NetworkSettings?.Networks?[network.name] != nil
    }
    guard users.isEmpty else {
      let names = users.prefix(3).map(\.name).joined(separator: ", ")
      throw SlipwayError(.conflict, "The network is in use by \(names). Take those services off it first.")
    }
    do {
      try await docker.removeNetwork(found.Id)
    } catch let error as SlipwayError where error.code == .forbidden {
      throw SlipwayError(
        .conflict, "The network is in use by a service. Take the service off it first.", cause: error)
    }
  }
}
