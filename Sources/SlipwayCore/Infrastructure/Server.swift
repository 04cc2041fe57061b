package import Foundation

/// A machine that its owner added: reached by SSH, with a Docker Engine of its own.
package struct Server: Sendable, Hashable {
  /// What it is for.
  package enum Purpose: String, Sendable, Codable, CaseIterable {
    /// Services run there.
    case deploy
    /// Images are made there.
    case build
  }

  package var id: ID<Server>
  package var organizationID: ID<Organization>
  package var name: String
  package var description: String?
  package var appName: String
  /// A host name or an address.
  package var address: String
  package var port: Int
  package var username: String
  package var sshKeyID: ID<SSHKey>?
  package var purpose: Purpose
  /// `ssh-ed25519 AAAA…`: what it proves itself by; `nil` until somebody has confirmed it.
  package var hostKey: String?
  package var enableDockerCleanup: Bool
  package var buildsConcurrency: Int
  /// Whether anything is done there; one that is not is left alone.
  package var isEnabled: Bool
  /// What was found at the last look; `nil` before the first.
  package var observation: ServerObservation?
  package var createdAt: Date

  package init(
    id: ID<Server> = .random(), organizationID: ID<Organization>, name: String, appName: String, address: String,
    port: Int = 22, username: String = "root", sshKeyID: ID<SSHKey>?, purpose: Purpose = .deploy, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.appName = appName
    self.address = address
    self.port = port
    self.username = username
    self.sshKeyID = sshKeyID
    self.purpose = purpose
    self.createdAt = createdAt
    enableDockerCleanup = true
    buildsConcurrency = 1
    isEnabled = true
  }
}

/// Whether a server answered when it was looked at.
package struct ServerObservation: Sendable, Hashable, Codable {
  /// Since when it is as it is.
  package var since: Date
  package var isReachable: Bool
  /// Why it cannot be reached, in a sentence.
  package var problem: String?
  /// The version of its Docker Engine.
  package var docker: String?

  package init(since: Date, isReachable: Bool, problem: String? = nil, docker: String? = nil) {
    self.since = since
    self.isReachable = isReachable
    self.problem = problem
    self.docker = docker
  }

  /// The same but for its moment.
  package func says(_ other: ServerObservation?) -> Bool {
    isReachable == other?.isReachable && problem == other?.problem && docker == other?.docker
  }
}
