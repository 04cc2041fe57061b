import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// The address ranges that a stack's networks ask for: the server reaches nothing in them afterwards but the stack.
struct StackSubnets: Sendable {
  let host: any Host

  /// - Parameter present: the network as it is on the engine already.
  /// - Throws: ``SlipwayError`` `badRequest` naming the network.
  func check(_ name: String, _ network: JSONValue, present: DockerNetwork?) async throws {
    let known = Set((present?.IPAM?.Config ?? []).compactMap { $0.Subnet.flatMap { AddressRange($0) } })
    let asked = (network["ipam"]?["config"]?.arrayValue ?? []).compactMap { $0["subnet"]?.stringValue }
    guard !asked.isEmpty else { return }
    var routes = try await routes()
    // What it has already is its own bridge's.
    routes.all.removeAll { known.contains($0.range) }
    for text in asked {
      guard let range = AddressRange(text), !known.contains(range), let reason = routes.refusal(of: range) else {
        continue
      }
      throw SlipwayError.invalid(
        "composeFile", "the network '\(name)' asks for \(text), \(reason); choose another range")
    }
  }

  private func routes() async throws -> ServerRoutes {
    ServerRoutes(
      four: (try? await host.files.readText("/proc/net/route")) ?? "",
      six: (try? await host.files.readText("/proc/net/ipv6_route")) ?? "",
      resolvers: (try? await host.files.readText("/etc/resolv.conf")) ?? "")
  }
}
