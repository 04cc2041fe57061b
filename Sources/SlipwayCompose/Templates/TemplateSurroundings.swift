package import Foundation

/// What a template's helpers are made of besides chance.
package struct TemplateSurroundings: Sendable {
  /// The stack's name in Docker: the value of `APP_NAME`.
  package var appName: String
  package var now: Date
  /// Makes a host name that leads to this server.
  package var makeHost: @Sendable () throws -> String

  package init(appName: String, now: Date, makeHost: @escaping @Sendable () throws -> String) {
    self.appName = appName
    self.now = now
    self.makeHost = makeHost
  }
}
