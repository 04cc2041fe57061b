import ArgumentParser
import SlipwayCore

/// The flags of the configuration. Each is also an environment variable: `--data-dir` is `SLIPWAY_DATA_DIR`.
struct ConfigurationFlags: ParsableArguments {
  @Option(help: "Everything that must survive. (SLIPWAY_DATA_DIR, default /var/lib/slipway)")
  var dataDir: String?
  @Option(help: "postgres://… instead of a file; better as SLIPWAY_DATABASE, for flags are seen in process lists.")
  var database: String?
  @Option(
    help: "redis://… or rediss://… between processes; better as SLIPWAY_BUS, for flags are seen in process lists.")
  var bus: String?
  @Option(help: "HOST:PORT of the dashboard and the API. (SLIPWAY_LISTEN, default 127.0.0.1:3000)")
  var listen: String?
  @Option(help: "HOST:PORT for health, readiness and metrics alone. (SLIPWAY_HEALTH_LISTEN, default nowhere)")
  var healthListen: String?
  @Option(help: "What shows /metrics, as a bearer token; better as SLIPWAY_METRICS_TOKEN. (default no metrics)")
  var metricsToken: String?
  @Option(help: "The proxy's port for http. (SLIPWAY_HTTP_PORT, default 80)")
  var httpPort: String?
  @Option(help: "The proxy's port for https. (SLIPWAY_HTTPS_PORT, default 443)")
  var httpsPort: String?
  @Option(help: "unix:// and the Docker Engine's socket; none for web or api apart from it. (SLIPWAY_DOCKER_HOST)")
  var dockerHost: String?
  @Option(help: "trace, debug, info, notice, warning, error or critical. (SLIPWAY_LOG_LEVEL, default info)")
  var logLevel: String?
  @Option(help: "text or json. (SLIPWAY_LOG_FORMAT, default text)")
  var logFormat: String?
  @Option(help: "Seconds until the process has ended after SIGTERM. (SLIPWAY_STOP_TIMEOUT, default 20)")
  var stopTimeout: String?
  @Option(help: "Names this installation on its engine. (SLIPWAY_INSTANCE, default slipway)")
  var instance: String?
  @Option(help: "The proxy's image. (SLIPWAY_TRAEFIK_IMAGE)")
  var traefikImage: String?
  @Option(help: "32 bytes in base64 or hex; better as SLIPWAY_ENCRYPTION_KEY, for flags are seen in process lists.")
  var encryptionKey: String?
  @Option(help: "What links to the dashboard begin with. (SLIPWAY_PUBLIC_URL)")
  var publicUrl: String?
  @Option(help: "The docker command line for builds. (SLIPWAY_DOCKER_COMMAND)")
  var dockerCommand: String?
  @Option(help: "The directory URL of another ACME server. (SLIPWAY_ACME_SERVER)")
  var acmeServer: String?
  @Option(help: "Certificates that the proxy trusts at the ACME server. (SLIPWAY_ACME_CA_FILE)")
  var acmeCaFile: String?
  @Option(help: "How long the ACME server's certificates last. (SLIPWAY_ACME_CERTIFICATE_HOURS, default 90 days)")
  var acmeCertificateHours: String?
  @Option(help: "A catalogue of templates: a URL, a folder or none. (SLIPWAY_TEMPLATES, default Dokploy's)")
  var templates: String?
  @Option(help: "Folders of the server below which admins may mount, with commas. (SLIPWAY_BIND_FOLDERS)")
  var bindFolders: String?
  @Option(help: "What domains may use of your own in the proxy: middlewares … (SLIPWAY_PROXY_NAMES)")
  var proxyNames: String?
  @Option(help: "allow: code may be fetched from this machine itself. (SLIPWAY_LOCAL_GIT, default refuse)")
  var localGit: String?
  @Option(help: "allow: backups may go to this machine itself. (SLIPWAY_LOCAL_DESTINATIONS, default refuse)")
  var localDestinations: String?
  @Option(help: "allow: images may be of registries on this machine. (SLIPWAY_LOCAL_REGISTRIES, default refuse)")
  var localRegistries: String?
  @Option(help: "HOST:PORT where code can be pushed to over SSH. (SLIPWAY_GIT_SSH_LISTEN, default nowhere)")
  var gitSshListen: String?
  @Option(help: "The system's user that whoever pushes over SSH is. (SLIPWAY_GIT_SSH_USER, default git)")
  var gitSshUser: String?
  @Option(help: "How many MiB one push may bring. (SLIPWAY_GIT_PUSH_LIMIT, default 1024)")
  var gitPushLimit: String?
  @Option(help: "on, or off: nothing of this machine is measured. (SLIPWAY_MONITORING, default on)")
  var monitoring: String?

  @Option(help: "How long nothing may move in a backup. (SLIPWAY_BACKUP_STALL_MINUTES, default 30)")
  var backupStallMinutes: String?

  /// By their names without dashes.
  private var given: [String: String] {
    let all: [(String, String?)] = [
      ("data-dir", dataDir), ("database", database), ("listen", listen), ("http-port", httpPort),
      ("https-port", httpsPort),
      ("docker-host", dockerHost), ("log-level", logLevel), ("instance", instance), ("traefik-image", traefikImage),
      ("encryption-key", encryptionKey), ("public-url", publicUrl), ("docker-command", dockerCommand),
      ("acme-server", acmeServer), ("acme-ca-file", acmeCaFile),
      ("acme-certificate-hours", acmeCertificateHours),
      ("templates", templates),
      ("bind-folders", bindFolders), ("proxy-names", proxyNames), ("local-git", localGit),
      ("local-destinations", localDestinations), ("local-registries", localRegistries),
      ("backup-stall-minutes", backupStallMinutes), ("bus", bus), ("health-listen", healthListen),
      ("metrics-token", metricsToken), ("log-format", logFormat), ("stop-timeout", stopTimeout),
      ("monitoring", monitoring), ("git-ssh-listen", gitSshListen), ("git-ssh-user", gitSshUser),
      ("git-push-limit", gitPushLimit),
    ]
    return Dictionary(uniqueKeysWithValues: all.compactMap { name, value in value.map { (name, $0) } })
  }

  /// The configuration in force.
  /// - Throws: ``CommandFailed`` 78 with a line for every problem.
  func read() throws -> Configuration {
    do {
      return try Configuration.read(flags: given, environment: Configuration.processEnvironment)
    } catch let error as SlipwayError {
      let lines = error.details.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value)" }
      throw CommandFailed(
        status: CommandFailed.badConfiguration,
        message: (["the configuration is wrong:"] + lines).joined(separator: "\n"))
    }
  }
}
