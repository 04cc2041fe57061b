package import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What the making of a preview needs to know of the installation and the machine that it comes to.
package struct PreviewPlace: Sendable {
  package var instance: String
  /// The IPv4 address that visitors reach the machine by; `nil` when its name leads to none.
  package var address: String?
  package var now: Date

  package init(instance: String, address: String?, now: Date) {
    self.instance = instance
    self.address = address
    self.now = now
  }

  /// - Parameter server: `nil` is the machine that Slipway runs on.
  package static func of(_ server: ID<Server>?, _ engine: Engine) async throws -> PreviewPlace {
    PreviewPlace(
      instance: engine.configuration.instance, address: try await address(of: server, engine), now: engine.now())
  }

  private static func address(of server: ID<Server>?, _ engine: Engine) async throws -> String? {
    guard let server else { return ServerAddress.outward() }
    guard let name = try await engine.store.read({ try $0.servers.find(server)?.address }) else { return nil }
    let isIPv4 = { (text: String) in IPAddress(text) != nil && !text.contains(":") }
    if isIPv4(name) { return name }
    return ((try? await NameLookup.addresses(of: name)) ?? []).first(where: isIPv4)
  }
}
