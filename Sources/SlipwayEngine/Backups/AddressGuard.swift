import SlipwayCore
import SlipwayHost

/// Keeps what people type as an address from leading back into this machine or to a cloud's own services.
package enum AddressGuard {
  /// - Parameter address: a host, or a web address without a path.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when it leads to the loopback, to link-local or to no place.
  package static func check(_ address: String, field: String) async throws {
    guard !address.isEmpty else { return }
    let host = host(of: address)
    // A program that dials no host dials its own machine.
    guard !host.isEmpty else { throw SlipwayError.invalid(field, "must name a host") }
    let found = try await NameLookup.addresses(of: host)
    guard !found.isEmpty else {
      throw SlipwayError.invalid(field, "the name \(host) cannot be found; check its spelling and the server's DNS")
    }
    if let own = found.first(where: { (IPAddress($0)?.reach ?? .machine) == .machine }) {
      throw SlipwayError.invalid(
        field, "leads to \(own), which is this machine itself; name an address that other machines reach it by")
    }
  }

  static func host(of address: String) -> String {
    var rest = Substring(address)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "/" }
    if rest.hasPrefix("[") { return String(rest.dropFirst().prefix { $0 != "]" }) }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    return String(parts.count == 2 ? parts[0] : rest)
  }
}
