import SlipwayCompose
import SlipwayCore
import SlipwayStore

/// The ports of the server that a stack's file publishes: none is the server's own, or another service's.
enum StackPortRules {
  /// - Returns: in their order; ports that follow each other are one range.
  /// - Throws: ``SlipwayError`` `badRequest` naming the service.
  static func all(in model: StackModel) throws -> [StackPorts.Range] {
    var found: Set<StackPorts.Range> = []
    for (name, service) in model.services {
      for port in service["ports"]?.arrayValue ?? [] {
        guard let range = try range(port, name) else { continue }
        found.insert(range)
      }
    }
    return joined(found.sorted { ($0.transport, $0.first) < ($1.transport, $1.first) })
  }

  /// - Throws: ``SlipwayError`` `badRequest` or `conflict` naming the port.
  static func check(_ ranges: [StackPorts.Range], of stack: ID<Deployable>, reserved: Set<Int>, _ tx: Transaction)
    throws
  {
    let server = try tx.deployables.find(stack)?.serverID
    for range in ranges {
      if let port = reserved.sorted().first(where: { (range.first...range.last).contains($0) }) {
        throw SlipwayError.invalid("composeFile", "port \(port) is used by the server itself; publish another one")
      }
      let other =
        try tx.ports.claiming(among: range, on: server)?.deployableID
        ?? tx.stackPorts.claiming(range, on: server, besides: stack)
      guard other == nil else {
        let ports = range.first == range.last ? "\(range.first)" : "\(range.first)-\(range.last)"
        let problem = "\(ports)/\(range.transport) is published by another service; publish another port"
        throw SlipwayError(.conflict, "composeFile: \(problem)", details: ["composeFile": problem])
      }
    }
  }

  /// - Returns: `nil` for a port that Docker chooses.
  private static func range(_ port: JSONValue, _ service: String) throws -> StackPorts.Range? {
    let published = port["published"] ?? .null
    let text = published.wholeNumber.map(String.init) ?? published.stringValue ?? ""
    guard published != .null, text != "0", !text.isEmpty else { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let transport = port["protocol"]?.stringValue ?? "tcp"
    guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last, first <= last,
      (1...65535).contains(first), (1...65535).contains(last), ["tcp", "udp", "sctp"].contains(transport)
    else {
      throw SlipwayError.invalid("composeFile", "the service '\(service)' publishes '\(text)', which is no port")
    }
    return StackPorts.Range(first: first, last: last, transport: transport)
  }

  private static func joined(_ sorted: [StackPorts.Range]) -> [StackPorts.Range] {
    var result: [StackPorts.Range] = []
    for range in sorted {
      guard let before = result.last, before.transport == range.transport, range.first <= before.last + 1 else {
        result.append(range)
        continue
      }
      result[result.count - 1].last = max(before.last, range.last)
    }
    return result
  }
}
