package import SlipwayCore

/// Work that has a folder beside those of deployments and runs for a moment. Whoever makes one removes it; what a crash
/// leaves goes at the start.
package enum PassingWork: String, Sendable, CaseIterable {
  case browsing = "code-"
  case destination = "destination-"

  /// The name of a new folder.
  package var folderName: String { rawValue + RandomText.suffix(12) }

  /// Whether a folder is one of these.
  package static func owns(_ folder: String) -> Bool { allCases.contains { folder.hasPrefix($0.rawValue) } }
}

/// The paths below the data directory, each said once.
package struct DataFolders: Sendable, Hashable {
  /// Below the root: what the containers of stacks mount, and write to.
  package static let stacksName = "stacks"
  package let root: String
  /// Which of the workers that share the folder this is; `nil` for the only one.
  package let worker: Int?

  package init(root: String, worker: Int? = nil) {
    self.root = root
    self.worker = worker
  }

  /// Checkouts and temporary keys of deployments at work; emptied at start.
  package var work: String { root + "/work" + (worker.map { "-\($0)" } ?? "") }
  package var knownHosts: String { root + "/ssh/known_hosts" }
  /// The sockets of connections to servers, of this process only.
  package var connections: String { root + "/connections" + (worker.map { "-\($0)" } ?? "") }
  package var uploads: String { root + "/uploads" }
  /// Code that was pushed to Slipway itself.
  package var repositories: String { root + "/repositories" }
  package var files: String { root + "/files" }
  /// What services wrote; see ``LogFolder``.
  package var logs: String { root + "/logs" }
  package var stacks: String { root + "/" + Self.stacksName }
  /// Second names of what is being backed up of Slipway itself, beside what they name.
  package var backupLinks: String { root + "/backup-links" }
  package var traefik: String { root + "/traefik" }
  /// The proxy's access log, while there is one.
  package var accessLog: String { traefik + "/\(ProxySettings.requests)/\(ProxySettings.accessLogName)" }

  /// What was measured of this machine.
  package var monitoring: String { root + "/monitoring" }

  /// Code that was fetched to be looked at.
  package var browsing: String { root + "/code" }

  /// The code of one service, to be looked at.
  package func browsed(_ deployable: ID<Deployable>) -> String { "\(browsing)/\(deployable)" }

  /// What one deployment may write to while it is at work.
  package func work(of deployment: ID<Deployment>) -> String { "\(work)/\(deployment)" }

  /// What one backup's run may write to while it is at work.
  package func work(of run: ID<BackupRun>) -> String { "\(work)/\(run)" }

  /// What was pushed to one application.
  package func repository(of application: ID<Deployable>) -> String { "\(repositories)/\(application).git" }

  /// The zip that came with a deployment.
  package func upload(of deployment: ID<Deployment>) -> String { "\(uploads)/\(deployment).zip" }
}
