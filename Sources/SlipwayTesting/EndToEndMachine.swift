import Foundation
import SlipwayCore

/// What end-to-end tests need of this machine.
package enum EndToEndMachine {
  /// A Docker Engine answers and the executable was built; otherwise the tests are skipped and say so.
  package static let isReady =
    answers(at: "/var/run/docker.sock") && FileManager.default.isExecutableFile(atPath: EndToEndServer.binary)

  /// The Python with the packages that the tests need.
  package static var python: String {
    let environment = Configuration.processEnvironment
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache"
    let own = cache + "/slipway/python/bin/python"
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
  }

  /// An address that other machines, and containers, reach this one by.
  /// - Throws: ``EndToEndFailure`` on a machine that has a loopback only.
  package static func address() throws -> String {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { throw EndToEndFailure("the addresses of this machine cannot be listed") }
    defer { freeifaddrs(first) }
    var next = first
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let address = entry.ifa_addr, Int32(address.pointee.sa_family) == AF_INET else { continue }
      var name = [CChar](repeating: 0, count: 64)
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      guard getnameinfo(address, size, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
      let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      if !text.hasPrefix("127.") { return text }
    }
    throw EndToEndFailure("this machine has no address but its loopback")
  }

  private static func answers(at path: String) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
