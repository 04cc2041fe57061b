package import Foundation

/// What runs: an application, a database or a compose stack, as far as they are alike.
package struct Deployable: Sendable, Hashable {
  /// Which of them it is.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case application, database, compose

    /// The word for a person: "Application not found".
    package var noun: String {
      switch self {
      case .application: "Application"
      case .database: "Database"
      case .compose: "Compose stack"
      }
    }

    /// What the addresses of its pages begin with.
    package var folder: String {
      switch self {
      case .application: "applications"
      case .database: "databases"
      case .compose: "compose"
      }
    }
  }

  /// What was last observed of it, in the published API's words.
  package enum Status: String, Sendable, Codable, CaseIterable {
    /// Never deployed, or stopped by its owner.
    case idle
    /// A deployment is at work.
    case running
    /// The last deployment serves.
    case done
    /// The last deployment failed; what served before still does.
    case error
  }

  package var id: ID<Deployable>
  package var kind: Kind
  package var organizationID: ID<Organization>
  package var environmentID: ID<Environment>
  package var name: String
  /// The Docker-level name: a DNS label of at most 63 characters, unique among all kinds, never changed.
  package var appName: String
  package var status: Status
  /// Its owner stopped it: no tasks are wanted until it is started or deployed.
  package var isStopped: Bool
  package var icon: String?
  /// Where it runs; `nil` is the machine that Slipway runs on. Chosen when it is made, never changed.
  package var serverID: ID<Server>?
  /// The preview that it is a part of; lists leave it out.
  package var previewID: ID<PreviewDeployment>?
  package var createdAt: Date

  package init(
    id: ID<Deployable>, kind: Kind, organizationID: ID<Organization>, environmentID: ID<Environment>, name: String,
    appName: String, status: Status = .idle, isStopped: Bool = false, icon: String? = nil,
    serverID: ID<Server>? = nil, createdAt: Date
  ) {
    self.id = id
    self.kind = kind
    self.organizationID = organizationID
    self.environmentID = environmentID
    self.name = name
    self.appName = appName
    self.status = status
    self.isStopped = isStopped
    self.icon = icon
    self.serverID = serverID
    self.createdAt = createdAt
  }
}
