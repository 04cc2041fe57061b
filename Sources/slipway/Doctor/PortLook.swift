import Foundation

/// Finds out whether a port can be listened on, by trying.
enum PortLook {
  /// What came of it.
  enum State: Equatable {
    case free, taken
    case refused(String)
  }

  /// - Parameter address: an IPv4 address; anything else is looked at as all addresses.
  static func state(_ port: Int, on address: String) -> State {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return .refused(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var reuse: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = in_port_t(port).bigEndian
    if inet_pton(AF_INET, address, &place.sin_addr) != 1 { place.sin_addr.s_addr = 0 }
    let result = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result != 0 else { return listen(descriptor, 1) == 0 ? .free : .taken }
    return errno == EADDRINUSE ? .taken : .refused(String(cString: strerror(errno)))
  }
}
