package import Foundation
package import SlipwayCore

/// A server on the wire.
package struct ServerRow: Codable, Sendable {
  /// How it stands, in one word.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Nobody has confirmed its host key, or it has no SSH key.
    case unconfirmed, keyless
    /// It was never set up; it is being set up; that failed.
    case fresh, settingUp, failed
    case ready, unreachable, disabled
  }

  /// The published words for one that works and one that is disabled.
  package enum Status: String, Codable, Sendable, CaseIterable {
    case active, inactive
  }

  package var serverId: ID<Server>
  package var name: String
  @Null package var description: String?
  package var ipAddress: String
  package var port: Int
  package var username: String
  package var appName: String
  package var enableDockerCleanup: Bool
  package var buildsConcurrency: Int
  package var createdAt: Date
  package var organizationId: ID<Organization>
  package var serverStatus: Status
  package var serverType: Server.Purpose
  /// Always empty: servers are set up step by step, not by a script.
  package var command: String
  @Null package var sshKeyId: ID<SSHKey>?
  @Null package var sshKeyName: String?
  package var state: State
  package var isEnabled: Bool
  /// `SHA256:…` of the host key that was confirmed.
  @Null package var hostKeyFingerprint: String?
  /// Whether it answered at the last look; `null` before the first.
  @Null package var isReachable: Bool?
  @Null package var observedSince: Date?
  /// Why it cannot be reached, or why setting it up failed.
  @Null package var problem: String?
  /// The version of its Docker Engine.
  @Null package var dockerVersion: String?
}
