import Foundation

/// The ports of one fixture, all free when it was made.
package struct EndToEndPorts: Sendable {
  package let panel: Int
  package let http: Int
  package let https: Int
  package let git: Int
  package let ssh: Int

  package init() throws {
    var found: Set<Int> = []
    for _ in 0..<1000 where found.count < 5 {
      // Below the range that the system gives to outgoing connections.
      let port = Int.random(in: 20000..<32000)
      if EndToEndPorts.isFree(port) { found.insert(port) }
    }
    let ports = found.sorted()
    guard ports.count == 5 else { throw EndToEndFailure("no free ports") }
    (panel, http, https, git, ssh) = (ports[0], ports[1], ports[2], ports[3], ports[4])
  }

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
