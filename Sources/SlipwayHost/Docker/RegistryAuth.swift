import Foundation
package import SlipwayCore

/// What a registry wants to know before it hands out an image.
package struct RegistryAuth: Sendable, Hashable {
  static let headerName = "X-Registry-Auth"

  package var username: String
  package var password: Secret
  /// The registry's host, with its port; Docker Hub when empty.
  package var serverAddress: String

  package init(username: String, password: Secret, serverAddress: String = "") {
    self.username = username
    self.password = password
    self.serverAddress = serverAddress
  }

  /// The header's value: JSON in URL-safe base64, as the engine wants it.
  func header() throws -> String {
    let fields = ["username": username, "password": password.reveal(), "serveraddress": serverAddress]
    return try JSONEncoder.docker.encode(fields).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_")
  }
}
