import Glibc
import NIOCore

/// An address of the fourth or the sixth version of the Internet protocol; one of the fourth that is written as one of
/// the sixth is one of the fourth.
package struct IPAddress: Sendable, Hashable {
  /// How far from this machine an address leads: what a stranger typed is judged by it.
  package enum Reach: Sendable, Hashable {
    /// To the machine itself, to whoever is on its cable, to a cloud's own services.
    case machine
    /// Into networks that the world does not reach.
    case network
    case world
  }

  private let bytes: [UInt8]

  /// - Parameter text: as the resolver writes it, with or without a zone; `nil` for what is no address.
  package init?(_ text: String) {
    let plain = String(text.prefix { $0 != "%" })
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      guard inet_pton(family, plain, &bytes) == 1 else { continue }
      self.init(bytes)
      return
    }
    return nil
  }

  private init(_ bytes: [UInt8]) {
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
  }

  /// Of every network card, bridge and tunnel of this machine.
  package static func own() -> Set<IPAddress> {
    let devices = (try? System.enumerateDevices()) ?? []
    return Set(devices.compactMap { $0.address?.ipAddress }.compactMap(IPAddress.init))
  }

  /// The networks that this machine has with its containers, which nobody but itself reaches.
  package static func bridges() -> [IPNetwork] {
    let devices = (try? System.enumerateDevices()) ?? []
    return devices.filter { $0.name.hasPrefix("docker") || $0.name.hasPrefix("br-") }.compactMap { device in
      guard let address = device.address?.ipAddress.flatMap(IPAddress.init),
        let mask = device.netmask?.ipAddress.flatMap(IPAddress.init)
      else { return nil }
      return IPNetwork(address: address, mask: mask)
    }
  }

  /// The bits of the address that a mask lets through; `nil` when they are of different versions.
  func masked(by mask: IPAddress) -> [UInt8]? {
    bytes.count == mask.bytes.count ? zip(bytes, mask.bytes).map { $0 & $1 } : nil
  }

  package var reach: Reach { Self.clouds.contains(self) ? .machine : bytes.count == 4 ? reach4 : reach6 }

  /// Where clouds answer their machines' secrets, beside link-local.
  private static let clouds = Set(
    ["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"].compactMap(IPAddress.init))

  private var reach4: Reach {
    switch (bytes[0], bytes[1]) {
    case (0, _), (127, _), (169, 254): .machine
    case (10, _), (192, 168), (224..., _), (100, 64...127), (172, 16...31), (198, 18...19): .network
    case (192, 0): bytes[2] == 0 || bytes[2] == 2 ? .network : .world
    case (198, 51): bytes[2] == 100 ? .network : .world
    case (203, 0): bytes[2] == 113 ? .network : .world
    default: .world
    }
  }

  /// Of the sixth version only what is given out to the world is public, and not what hides one of the fourth in it.
  private var reach6: Reach {
    let isLoopbackOrNone = bytes.prefix(15).allSatisfy { $0 == 0 } && bytes[15] <= 1
    if isLoopbackOrNone || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 { return .machine }
    // 64:ff9b::/96 is the fourth version behind a translator.
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return IPAddress(Array(bytes.suffix(4))).reach }
    // 2002::/16 and 2001::/23 are tunnels, 2001:db8::/32 is for books.
    if bytes[0] == 0x20, bytes[1] == 0x02 { return .network }
    if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] <= 1 || bytes[2] == 0x0D && bytes[3] == 0xB8 { return .network }
    return bytes[0] & 0xE0 == 0x20 ? .world : .network
  }
}

/// The addresses that have their first bits in common.
package struct IPNetwork: Sendable, Hashable {
  let address: IPAddress
  let mask: IPAddress

  func contains(_ other: IPAddress) -> Bool {
    guard let own = address.masked(by: mask), let bits = other.masked(by: mask) else { return false }
    return own == bits
  }
}
