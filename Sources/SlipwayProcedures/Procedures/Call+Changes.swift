import SlipwayCore
import SlipwayEngine
import SlipwayStore

extension Call {
  /// Tells everybody who watches.
  func publish(_ event: Event) { engine.bus.publish(event) }

  /// Whether the caller decides about the server itself.
  func ownsServer(_ tx: Transaction) throws -> Bool { try caller?.ownsServer(tx) ?? false }
}
