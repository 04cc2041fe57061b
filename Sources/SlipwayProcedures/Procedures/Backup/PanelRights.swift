import SlipwayCore
import SlipwayStore

/// Who may back up Slipway itself: it holds what every organisation of the installation has, so that only the owner of
/// the first one may take it elsewhere.
enum PanelRights {
  /// - Throws: ``SlipwayError`` `forbidden`.
  static func check(_ call: Call, _ tx: Transaction) throws {
    guard try call.ownsServer(tx) else {
      throw SlipwayError(.forbidden, "Only the owner of this server may back up Slipway itself.")
    }
  }
}
