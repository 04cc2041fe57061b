import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// A change of the installation's settings, kept in one transaction and told to everybody.
enum ServerSettingsChange {
  static func keep(
    _ call: Call, _ body: @escaping @Sendable (inout ServerSettings, Transaction) throws -> Void
  ) async throws -> ServerSettings {
    let settings = try await call.store.write { tx in
      var settings = try tx.serverSettings()
      try body(&settings, tx)
      try tx.settings.save(settings)
      return settings
    }
    call.publish(.serverSettingsChanged)
    return settings
  }
}
