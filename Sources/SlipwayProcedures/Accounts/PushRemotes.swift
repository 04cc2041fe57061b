import Foundation
package import SlipwayCore

/// The addresses that code is pushed to.
package struct PushRemotes: Sendable {
  private let configuration: Configuration
  private let baseURL: String

  /// - Parameter baseURL: what links to the dashboard begin with.
  package init(_ configuration: Configuration, baseURL: String) {
    self.configuration = configuration
    self.baseURL = baseURL
  }

  package func http(_ appName: String) -> String { "\(baseURL)/git/\(appName).git" }

  /// - Returns: `nil` where nothing listens.
  package func ssh(_ appName: String) -> String? {
    guard let place = configuration.gitSSHListen else { return nil }
    let host = URLComponents(string: baseURL)?.host ?? place.host
    let port = place.port == 22 ? "" : ":\(place.port)"
    return "ssh://\(configuration.gitSSHUser)@\(host)\(port)/\(appName).git"
  }
}
