/// How a compose stack is made of its file, in the published API's field names.
package struct StackSettings: Sendable, Hashable, Codable {
  /// Who runs it.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// The Docker Engine of this machine, by Docker Compose.
    case compose = "docker-compose"
    /// The Swarm, by `docker stack`.
    case stack
  }

  /// Where the file comes from, in the published API's words.
  package enum Source: String, Sendable, Codable, CaseIterable {
    case git, github, gitlab, bitbucket, gitea, raw
  }

  /// How the server's owner allowed what a file asks of the server.
  package enum Leave: String, Sendable, Codable, CaseIterable {
    /// By writing the file through the API.
    case typed
    /// By being shown what it asks for, and saying yes.
    case asked
  }

  /// What its owner wants of one service besides what the file says.
  package struct Service: Sendable, Hashable, Codable {
    /// No container of it is wanted until it is started.
    package var isStopped: Bool
    /// How many containers are wanted; `nil` as the file says.
    package var replicas: Int?

    package init(isStopped: Bool = false, replicas: Int? = nil) {
      self.isStopped = isStopped
      self.replicas = replicas
    }
  }

  /// The networks of one service besides those of the file.
  package struct ServiceNetworks: Sendable, Hashable, Codable {
    /// By its name in the file.
    package var serviceName: String
    /// The networks' names in Docker.
    package var networkIds: [String]
    /// Whether it leaves the proxy's network and the file's own.
    package var detachDokployNetwork: Bool?

    package init(serviceName: String, networkIds: [String], detachDokployNetwork: Bool? = nil) {
      self.serviceName = serviceName
      self.networkIds = networkIds
      self.detachDokployNetwork = detachDokployNetwork
    }
  }

  package var composeType = Kind.compose
  package var sourceType = Source.raw
  /// The file's path in the repository.
  package var composePath = "./docker-compose.yml"
  /// Words that are added to the command that starts it.
  package var command = ""
  /// Ends the names of services, volumes and networks where ``randomize`` is on, and names the isolated network.
  package var suffix = ""
  package var randomize = false
  /// Whether its services see nothing but each other.
  package var isolatedDeployment = false
  /// Whether the names of volumes end in the suffix, too, where it is isolated.
  package var isolatedDeploymentsVolume = false
  /// Whether the environment is written to `.env` beside the file.
  package var createEnvFile = true
  /// The digests of what the file may ask of the server itself: what the server's owner has seen and allowed.
  package var allowedDangers: [String] = []
  /// How the server's owner gave the leave; `nil` when nothing is allowed.
  package var allowedBy: Leave?
  /// At most one for each service.
  package var serviceNetworks: [ServiceNetworks] = []
  /// By the services' names; only what differs from the file.
  package var services: [String: Service] = [:]
  /// Whether it is a preview's: then nothing of its file reaches beyond it.
  package var isPreview = false

  package init() {}

  /// What the names of services, volumes and networks end in; `nil` when they are as in the file.
  package var nameSuffix: String? { randomize && !suffix.isEmpty ? suffix : nil }
}

/// The texts of a compose stack that are sealed at rest.
package struct StackSecrets: Sendable, Hashable, Codable {
  /// The environment as typed.
  package var env = Secret("")
  /// The file as typed; people write passwords into it.
  package var composeFile = Secret("")
  /// Of the git repository's `https` URL.
  package var gitPassword: Secret?

  package init() {}
}
