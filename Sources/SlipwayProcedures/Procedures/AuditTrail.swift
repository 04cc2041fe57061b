import Logging
package import SlipwayCore
package import SlipwayStore

/// Writes audit rows. A row that cannot be written is an error in the log, not a failure of what was done.
package struct AuditTrail: Sendable {
  let store: Store

  package init(store: Store) { self.store = store }

  package func write(_ entry: AuditEntry) async {
    do {
      try await store.write { try $0.audit.insert(entry) }
    } catch {
      Logger.current.error(
        "audit row was not written", metadata: [LogKeys.error: "\(error)", "action": "\(entry.action)"])
    }
  }
}

/// Text from outside made fit for one line of a list.
package enum AuditText {
  /// At most 120 characters, control characters as `\u{…}`.
  package static func singleLine(_ text: String) -> String {
    text.unicodeScalars.prefix(120).map { scalar in
      scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
    }.joined()
  }
}
