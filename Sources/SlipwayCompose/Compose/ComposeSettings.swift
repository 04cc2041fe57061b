/// What Slipway adds to a user's compose file: with the file itself, all that the effective file is made of.
package struct ComposeSettings: Sendable, Hashable {
  /// Who runs the file.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case dockerCompose = "docker-compose"
    case stack
  }

  /// A service that the proxy must reach: it has a domain.
  package struct Exposure: Sendable, Hashable {
    package var service: String
    package var host: String

    package init(service: String, host: String) {
      self.service = service
      self.host = host
    }
  }

  /// Networks that a service joins beside those that the file names.
  package struct Attachment: Sendable, Hashable {
    package var service: String
    /// The networks' names in Docker.
    package var networks: [String]
    /// Takes the service off the proxy's network and the file's default one.
    package var isDetached: Bool

    package init(service: String, networks: [String], isDetached: Bool = false) {
      self.service = service
      self.networks = networks
      self.isDetached = isDetached
    }
  }

  /// The stack's name in Docker.
  package var appName: String
  package var kind: Kind
  /// The network over which the proxy reaches services; it exists already.
  package var proxyNetwork: String
  /// The services with an enabled domain, by their names in the user's file.
  package var exposures: [Exposure]
  /// Every service joins one network of its own stack, named ``isolatedNetwork``, and none the proxy's.
  package var isIsolated: Bool
  /// Isolation sets volumes apart, too.
  package var isolatesVolumes: Bool
  /// Put behind each name in the file; `nil` leaves names as they are.
  package var suffix: String?
  package var attachments: [Attachment]
  /// Labels that every container gets, by which Slipway knows it again.
  package var labels: [String: String]
  /// The folder that `../files` in the file stands for: the stack's file mounts. `nil` leaves such paths alone.
  package var filesFolder: String?

  package init(
    appName: String, kind: Kind = .dockerCompose, proxyNetwork: String, exposures: [Exposure] = [],
    isIsolated: Bool = false, isolatesVolumes: Bool = false, suffix: String? = nil, attachments: [Attachment] = [],
    labels: [String: String] = [:], filesFolder: String? = nil
  ) {
    self.appName = appName
    self.kind = kind
    self.proxyNetwork = proxyNetwork
    self.exposures = exposures
    self.isIsolated = isIsolated
    self.isolatesVolumes = isolatesVolumes
    self.suffix = suffix
    self.attachments = attachments
    self.labels = labels
    self.filesFolder = filesFolder
  }

  /// The network of an isolated stack: the suffix, or else the stack's name. Whoever runs the file makes it first.
  package var isolatedNetwork: String { suffix.flatMap { $0.isEmpty ? nil : $0 } ?? appName }
}
