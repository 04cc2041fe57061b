/// The sockets that wait for connections in one container, read from `/proc/<pid>/net/tcp` and `tcp6`.
package struct SocketTable: Sendable, Hashable {
  /// One listening socket.
  package struct Listener: Sendable, Hashable {
    package var port: Int
    /// Only processes in the same container can reach it.
    package var isLoopback: Bool
  }

  /// What the table says of a port that requests are sent to.
  package enum Finding: Sendable, Hashable {
    case accepting
    /// Something listens there, but on 127.0.0.1 or ::1.
    case loopbackOnly
    /// Something listens, but elsewhere; in order.
    case otherPorts([Int])
    case nothing
  }

  package var listeners: Set<Listener>

  /// - Parameters: the texts of both files; what is no line of such a table is passed over.
  package init(tcp: String, tcp6: String) {
    let lines = tcp.split(separator: "\n") + tcp6.split(separator: "\n")
    listeners = Set(lines.compactMap(Self.listener))
  }

  package func finding(port: Int) -> Finding {
    let here = listeners.filter { $0.port == port }
    if here.contains(where: { !$0.isLoopback }) { return .accepting }
    if !here.isEmpty { return .loopbackOnly }
    let others = Set(listeners.filter { !$0.isLoopback }.map(\.port))
    return others.isEmpty ? .nothing : .otherPorts(others.sorted())
  }

  /// `sl local_address rem_address st …`, addresses in hexadecimal, each 32-bit word in the machine's (little) order.
  private static func listener(_ line: Substring) -> Listener? {
    let fields = line.split(separator: " ", omittingEmptySubsequences: true)
    guard fields.count > 3, fields[3] == "0A" else { return nil }
    let halves = fields[1].split(separator: ":")
    guard halves.count == 2, let port = Int(halves[1], radix: 16), (1...65535).contains(port) else { return nil }
    let address = halves[0]
    guard [8, 32].contains(address.count), address.allSatisfy(\.isHexDigit) else { return nil }
    // 127.0.0.11 is Docker's own name server, in every container of a network.
    guard address != "0B00007F" else { return nil }
    return Listener(port: port, isLoopback: isLoopback(address))
  }

  private static func isLoopback(_ address: Substring) -> Bool {
    if address.count == 8 { return address.hasSuffix("7F") }
    let isMapped = address.hasPrefix("0000000000000000FFFF0000")
    return isMapped ? address.hasSuffix("7F") : address == "00000000000000000000000001000000"
  }
}
