import SlipwayCore

/// The kinds of service that mounts belong to, as published.
package enum MountServiceKind: String, Codable, Sendable, CaseIterable {
  case application, postgres, mysql, mariadb, mongo, redis, compose, libsql

  /// - Throws: ``SlipwayError`` `badRequest` for the kinds that are not there yet.
  func check() throws {
    guard self == .application else {
      throw SlipwayError.invalid("serviceType", "must be 'application' in this version")
    }
  }
}
