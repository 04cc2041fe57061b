import SlipwayCore
import SlipwayEngine
import SlipwayStore

extension Call {
  /// Tells everybody who watches.
  func publish(_ event: Event) { engine.bus.publish(event) }

  /// Whether the caller is the owner of the present organisation.
  var isOwner: Bool { caller?.role == .owner }
}
