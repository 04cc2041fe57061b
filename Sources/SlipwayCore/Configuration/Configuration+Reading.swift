import Foundation
import Logging

extension Configuration {
  /// The flags of `slipway serve`, without their dashes; each is also `SLIPWAY_` in capitals with underscores.
  package static let flagNames = [
    "data-dir", "database", "listen", "http-port", "https-port", "docker-host", "log-level", "instance",
    "traefik-image",
    "encryption-key", "public-url", "docker-command", "acme-server", "acme-ca-file", "templates",
    "bind-folders", "proxy-names", "local-git", "local-destinations", "local-registries", "acme-certificate-hours",
    "backup-stall-minutes", "bus", "health-listen", "metrics-token", "log-format", "stop-timeout",
    "monitoring", "git-ssh-listen", "git-ssh-user", "git-push-limit",
  ]

  /// The environment of this process; the only place that reads it.
  package static var processEnvironment: [String: String] { ProcessInfo.processInfo.environment }

  /// - Parameters:
  ///   - flags: by their names without dashes; they win over the environment.
  ///   - environment: `SLIPWAY_DATA_DIR` and so on.
  /// - Throws: ``SlipwayError`` `badRequest` with every problem at once.
  package static func read(flags: [String: String], environment: [String: String]) throws -> Configuration {
    var reader = ConfigurationReader(flags: flags, environment: environment)
    var configuration = Configuration()
    reader.readPlaces(into: &configuration)
    reader.readOperation(into: &configuration)
    reader.readProxy(into: &configuration)
    reader.readRest(into: &configuration)
    reader.readAllowances(into: &configuration)
    reader.readPushes(into: &configuration)
    configuration.killAt = environment["SLIPWAY_TEST_KILL_AT"]
    try reader.problems.throwIfAny()
    return configuration
  }
}

/// Looks settings up and gathers what is wrong with them.
struct ConfigurationReader {
  let flags: [String: String]
  let environment: [String: String]
  var problems = ValidationProblems()

  init(flags: [String: String], environment: [String: String]) {
    self.flags = flags
    self.environment = environment
    let known = Set(Configuration.flagNames.map(Self.variable))
    // What marks processes, also those that Slipway starts on a server.
    let others: Set = ["SLIPWAY_TEST_KILL_AT", "SLIPWAY_RUN", "SLIPWAY_COMMAND"]
    for name in environment.keys.sorted() where name.hasPrefix("SLIPWAY_") {
      problems.require(
        known.contains(name) || others.contains(name), name, "is no setting; `slipway serve --help` lists them")
    }
  }

  mutating func readPlaces(into configuration: inout Configuration) {
    if let path = value("data-dir") {
      problems.require(path.hasPrefix("/"), "data-dir", "must be an absolute path")
      configuration.dataDirectory = path
    }
    if let address = value("database") {
      problems.require(
        address.hasPrefix("postgres://") || address.hasPrefix("postgresql://"), "database",
        "must be the URL of a PostgreSQL database, such as postgres://slipway@db.internal/slipway")
      configuration.database = Secret(address)
    }
    if let listen = value("listen") {
      if let (host, port) = Self.hostAndPort(listen) {
        configuration.listenHost = host
        configuration.listenPort = port
      } else {
        problems.require(false, "listen", "must be HOST:PORT, such as 0.0.0.0:3000")
      }
    }
    if let docker = value("docker-host") {
      problems.require(
        docker.hasPrefix("unix:///") || docker == Configuration.noEngine, "docker-host",
        "must be unix:// and an absolute path, or none for a web or api process that runs apart from the workers")
      configuration.dockerHost = docker
    }
    configuration.dockerCommand = value("docker-command")
    configuration.acmeCAFile = value("acme-ca-file")
    for (name, path) in [("docker-command", configuration.dockerCommand), ("acme-ca-file", configuration.acmeCAFile)]
    {
      problems.require(path?.hasPrefix("/") ?? true, name, "must be an absolute path")
    }
  }

  mutating func readOperation(into configuration: inout Configuration) {
    if let address = value("bus") {
      do {
        configuration.bus = try RedisAddress(parsing: address)
      } catch {
        problems.require(false, "bus", (error as? SlipwayError)?.message ?? "cannot be read")
      }
    }
    if let listen = value("health-listen") {
      configuration.healthListen = Self.hostAndPort(listen)
      problems.require(
        configuration.healthListen != nil, "health-listen", "must be HOST:PORT, such as 127.0.0.1:3900")
    }
    if let token = value("metrics-token") {
      problems.require(token.utf8.count >= 16, "metrics-token", "must have 16 signs or more; `openssl rand -hex 24`")
      configuration.metricsToken = Secret(token)
    }
    if let format = value("log-format") {
      problems.require(
        Configuration.LogFormat(rawValue: format) != nil, "log-format", "must be text or json")
      configuration.logFormat = Configuration.LogFormat(rawValue: format) ?? .text
    }
    if let word = value("monitoring") {
      problems.require(["on", "off"].contains(word), "monitoring", "must be on or off")
      configuration.measures = word == "on"
    }
    if let text = value("stop-timeout") {
      let seconds = Int(text)
      problems.require(seconds.map { (1...3600).contains($0) } ?? false, "stop-timeout", "must be seconds, 1 to 3600")
      configuration.stopTimeout = .seconds(seconds ?? 20)
    }
  }

  mutating func readProxy(into configuration: inout Configuration) {
    configuration.httpPort = port("http-port") ?? configuration.httpPort
    configuration.httpsPort = port("https-port") ?? configuration.httpsPort
    problems.require(
      configuration.httpPort != configuration.httpsPort, "https-port", "must differ from http-port")
    if let image = value("traefik-image") {
      problems.require(
        (try? ImageReference(parsing: image)) != nil, "traefik-image", "must be an image such as traefik:v3.7")
      configuration.traefikImage = image
    }
  }

  mutating func readRest(into configuration: inout Configuration) {
    if let level = value("log-level") {
      let parsed = Logger.Level(rawValue: level)
      problems.require(
        parsed != nil, "log-level", "must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
      configuration.logLevel = parsed ?? configuration.logLevel
    }
    if let instance = value("instance") {
      let isLabel = (try? Hostname.normalize(instance)) == instance && !instance.contains(".")
      problems.require(
        isLabel && instance.utf8.count <= 20, "instance", "must have 1 to 20 of a–z, 0–9 and '-'")
      configuration.instance = instance
    }
    if let key = value("encryption-key") {
      problems.require(
        EncryptionKey.decode(key) != nil, "encryption-key", "must be 32 bytes in base64 or hexadecimal")
      configuration.encryptionKey = Secret(key)
    }
    if let url = value("public-url") {
      let parts = URLComponents(string: url)
      problems.require(
        ["http", "https"].contains(parts?.scheme) && parts?.host != nil, "public-url", "must be an http(s) URL")
      configuration.publicURL = url.hasSuffix("/") ? String(url.dropLast()) : url
    }
    if let url = value("acme-server") {
      let parts = URLComponents(string: url)
      problems.require(parts?.scheme == "https" && parts?.host != nil, "acme-server", "must be an https URL")
      configuration.acmeServer = url
    }
    if let place = value("templates") {
      let parts = URLComponents(string: place)
      let isAddress = ["http", "https"].contains(parts?.scheme) && parts?.host != nil
      problems.require(
        place == "none" || place.hasPrefix("/") || isAddress, "templates",
        "must be an http(s) URL, a folder or 'none'")
      configuration.templates = place
    }
    if let text = value("acme-certificate-hours") {
      let hours = Int(text)
      problems.require(
        hours.map { (1...87_600).contains($0) } ?? false, "acme-certificate-hours", "must be hours, 1 to 87600")
      configuration.acmeCertificateHours = hours
    }
  }

  mutating func readAllowances(into configuration: inout Configuration) {
    if let text = value("backup-stall-minutes") {
      let minutes = Int(text)
      problems.require(
        minutes.map { (1...10_080).contains($0) } ?? false, "backup-stall-minutes", "must be minutes, 1 to 10080")
      configuration.backupStall = .seconds(60 * (minutes ?? 30))
    }
    let folders = list("bind-folders").map { HostPath($0) }
    problems.require(
      folders.allSatisfy { $0 != nil && $0 != .root }, "bind-folders",
      "must be absolute paths other than '/', with commas between them")
    configuration.bindFolders = folders.compactMap { $0?.text }
    configuration.allowsLocalGit = isAllowed("local-git")
    configuration.allowsLocalDestinations = isAllowed("local-destinations")
    configuration.allowsLocalRegistries = isAllowed("local-registries")
    configuration.proxyNames = list("proxy-names")
    problems.require(
      configuration.proxyNames.allSatisfy(Domain.isValidProxyName), "proxy-names",
      "must be names of letters, digits and '-_.@', with commas between them")
  }

  private mutating func isAllowed(_ name: String) -> Bool {
    let word = value(name) ?? "refuse"
    problems.require(["allow", "refuse"].contains(word), name, "must be allow or refuse")
    return word == "allow"
  }

  private func list(_ name: String) -> [String] {
    (value(name) ?? "").split(separator: ",").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
  }

  private mutating func port(_ name: String) -> Int? {
    guard let text = value(name) else { return nil }
    let number = Int(text)
    problems.require(number.map { (1...65535).contains($0) } ?? false, name, "must be between 1 and 65535")
    return number
  }

  func value(_ name: String) -> String? {
    let found = flags[name] ?? environment[Self.variable(name)]
    return found.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func variable(_ flag: String) -> String {
    "SLIPWAY_" + flag.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  static func hostAndPort(_ text: String) -> (String, Int)? {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65535).contains(port)
    else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return host.isEmpty || host.contains(" ") ? nil : (host, port)
  }
}
