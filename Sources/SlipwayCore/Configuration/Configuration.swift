package import Logging

/// How this process was started; read once, never changed. What an administrator changes at run time is
/// ``ServerSettings``.
package struct Configuration: Sendable {
  /// Everything that must survive: store, key, checkouts, the proxy's files.
  package var dataDirectory = "/var/lib/slipway"
  /// Where the store is kept on a PostgreSQL server; `nil` is a file in the data directory.
  package var database: Secret?
  /// Where events between processes travel; `nil` is through the database, or in memory.
  package var bus: RedisAddress?
  package var listenHost = "127.0.0.1"
  package var listenPort = 3000
  /// Where this process also answers for its health; `nil` is nowhere.
  package var healthListen: (host: String, port: Int)?
  /// Where code can be pushed to over SSH; `nil` is nowhere.
  package var gitSSHListen: (host: String, port: Int)?
  /// The user of the system that whoever pushes over SSH is.
  package var gitSSHUser = "git"
  /// How many MiB one push may bring.
  package var gitPushLimit = 1024
  /// What whoever asks for `/metrics` must show; `nil` answers nobody.
  package var metricsToken: Secret?
  /// The proxy's ports on every node.
  package var httpPort = 80
  package var httpsPort = 443
  /// `unix://` and the path of the Docker Engine's socket; ``noEngine`` for a process that runs apart from it.
  package var dockerHost = "unix:///var/run/docker.sock"
  package var logLevel = Logger.Level.info
  package var logFormat = LogFormat.text
  /// How long the process may take to end after it was told to.
  package var stopTimeout = Duration.seconds(20)
  /// Names the network, the proxy and the labels, so that several installations can share an engine.
  package var instance = "slipway"
  package var traefikImage = "traefik:v3.7"
  /// 32 bytes in base64 or hex; `nil` uses the file in the data directory.
  package var encryptionKey: Secret?
  /// What links to the dashboard begin with; `nil` uses the address that a request came to.
  package var publicURL: String?
  /// The docker command line to build with; `nil` searches `PATH`.
  package var dockerCommand: String?
  /// The directory URL of an ACME server other than Let's Encrypt's, when the settings name none.
  package var acmeServer: String?
  /// A file with certificates that the proxy trusts when it speaks to the ACME server.
  package var acmeCAFile: String?
  /// How long that server's certificates last, in hours, when it is not the usual 90 days: the proxy renews them in time.
  package var acmeCertificateHours: Int?
  /// The catalogue of templates beside Slipway's own: a web address or a folder; `none` for no other.
  package var templates = "https://templates.dokploy.com"
  /// Folders of the server below which admins may mount; elsewhere only the server's owner may.
  package var bindFolders: [String] = []
  /// Middlewares, entry points and certificate resolvers that the server's owner has added to the proxy for domains.
  package var proxyNames: [String] = []
  /// Whether code may be fetched from this machine itself, which also has what nobody else should reach.
  package var allowsLocalGit = false
  /// The same for where backups go.
  package var allowsLocalDestinations = false
  /// The same for registries of images.
  package var allowsLocalRegistries = false
  /// How long nothing may move in a backup or a restore before it is given up.
  package var backupStall = Duration.seconds(1800)
  /// Whether this process measures its machine and the containers on it.
  package var measures = true
  /// For tests of crashes: the process kills itself when a deployment reaches this point.
  package var killAt: String?

  package init() {}

  package static let noEngine = "none"

  /// Whether this process has the Docker Engine, and the data directory beside it, that the work happens on.
  package var hasEngine: Bool { dockerHost != Self.noEngine }

  /// How lines of the log are written.
  package enum LogFormat: String, Sendable, CaseIterable {
    case text, json
  }

  /// Every setting as it is in force, for `slipway config`; secrets are masked.
  package var printable: [(name: String, value: String)] {
    [
      ("data-dir", dataDirectory), ("database", database == nil ? "(file in the data directory)" : Secret.mask),
      (
        "bus",
        bus.map { "\($0.isEncrypted ? "rediss" : "redis")://\($0.place)/\($0.database)" }
          ?? "(the database or memory)"
      ),
      ("health-listen", healthListen.map { "\($0.host):\($0.port)" } ?? "(nowhere)"),
      ("metrics-token", metricsToken == nil ? "(no metrics)" : Secret.mask), ("log-format", logFormat.rawValue),
      ("stop-timeout", String(Int(stopTimeout.inSeconds))), ("monitoring", measures ? "on" : "off"),
      ("git-ssh-listen", gitSSHListen.map { "\($0.host):\($0.port)" } ?? "(nowhere)"),
      ("git-ssh-user", gitSSHUser), ("git-push-limit", String(gitPushLimit)),
      ("listen", "\(listenHost):\(listenPort)"), ("http-port", String(httpPort)),
      ("https-port", String(httpsPort)), ("docker-host", dockerHost), ("log-level", logLevel.rawValue),
      ("instance", instance), ("traefik-image", traefikImage),
      ("encryption-key", encryptionKey == nil ? "(file in the data directory)" : Secret.mask),
      ("public-url", publicURL ?? "(as requested)"),
      ("docker-command", dockerCommand ?? "(first in PATH that can build)"),
      ("acme-server", acmeServer ?? "(Let's Encrypt's)"), ("acme-ca-file", acmeCAFile ?? "(the system's)"),
      ("acme-certificate-hours", acmeCertificateHours.map(String.init) ?? "(90 days)"),
      ("templates", templates),
      ("bind-folders", bindFolders.isEmpty ? "(none)" : bindFolders.joined(separator: ",")),
      ("backup-stall-minutes", String(Int(backupStall.inSeconds) / 60)),
      ("local-git", allowsLocalGit ? "allow" : "refuse"),
      ("local-destinations", allowsLocalDestinations ? "allow" : "refuse"),
      ("local-registries", allowsLocalRegistries ? "allow" : "refuse"),
      ("proxy-names", proxyNames.isEmpty ? "(none)" : proxyNames.joined(separator: ",")),
    ]
  }
}
