import NIOCore

/// The address that others reach this server by, as far as the server itself can tell.
package enum ServerAddress {
  /// The first IPv4 address of a network card; containers' bridges and tunnels do not count.
  package static func outward() -> String {
    let devices = (try? System.enumerateDevices()) ?? []
    let inner = ["lo", "docker", "br-", "veth", "virbr", "vxlan", "cni", "flannel"]
    let addresses = devices.filter { device in !inner.contains { device.name.hasPrefix($0) } }
      .compactMap(\.address).filter { $0.protocol == .inet }.compactMap(\.ipAddress)
    return addresses.first ?? "127.0.0.1"
  }
}
