package import Foundation

/// What a child of sshd says first at the door of the process that takes pushes: a packet of JSON.
package struct DoorRequest: Codable, Sendable {
  /// Of the key that was shown, as ssh-keygen prints it.
  package var fingerprint: String
  /// As the client sent it.
  package var command: String
  /// Of git's protocol, as the client sent it.
  package var version: String?
  /// Of the client.
  package var address: String?

  package init(fingerprint: String, command: String, version: String?, address: String?) {
    self.fingerprint = fingerprint
    self.command = command
    self.version = version
    self.address = address
  }

  /// The packet that a connection begins with.
  package func packet() throws -> Data { Data(Packet.data(Array(try JSONEncoder().encode(self))).bytes) }
}
