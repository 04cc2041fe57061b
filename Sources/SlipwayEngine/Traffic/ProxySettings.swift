package import SlipwayCore

/// Traefik's static file: entry points, where the routes are, who signs certificates. A change needs a restart.
package struct ProxySettings: Sendable, Hashable, Codable {
  /// Where the proxy's container sees the folder `traefik` of the data directory.
  package static let folder = "/etc/traefik"
  package static let fileName = "traefik.yml"
  /// The folder with the routes, below ``folder``.
  package static let dynamic = "dynamic"
  /// The folder with the certificates, mounted apart because only it is written to.
  package static let certificates = "/acme"
  /// The copy of the certificates that the ACME server is trusted by, below ``folder``.
  package static let authorities = "acme-ca.pem"

  /// The folder with the access log, below the proxy's, and where its container sees it: only there may it write.
  package static let requests = "requests"
  package static let requestsMount = "/requests"
  package static let accessLogName = "access.log"

  /// `nil` unless requests are counted.
  package var accessLog: AccessLog?
  package var global = Global()
  package var log = Log()
  package var entryPoints: [String: Point]
  package var providers: Providers
  package var certificatesResolvers: [String: Resolver]

  /// - Parameter settings: the administrator's; `nil` before there are any.
  package init(configuration: Configuration, settings: ServerSettings?) {
    entryPoints = [
      EntryPoint.web: Point(address: ":\(configuration.httpPort)"),
      EntryPoint.websecure: Point(address: ":\(configuration.httpsPort)"),
    ]
    providers = Providers()
    accessLog = settings?.countsRequests == true ? AccessLog() : nil
    let acme = ACME(
      email: settings?.letsEncryptEmail, storage: Self.certificates + "/acme.json",
      caServer: settings?.acmeServer ?? configuration.acmeServer,
      caCertificates: configuration.acmeCAFile.map { _ in ["\(Self.folder)/\(Self.authorities)"] },
      certificatesDuration: configuration.acmeCertificateHours)
    certificatesResolvers = [EntryPoint.resolver: Resolver(acme: acme)]
  }

  package func yaml() throws -> String { try TraefikDocument.text(of: self) }

  /// No calls home.
  package struct Global: Sendable, Hashable, Codable {
    package var checkNewVersion = false
    package var sendAnonymousUsage = false
  }

  /// What it says of itself; there is no access log unless somebody asks for one.
  package struct Log: Sendable, Hashable, Codable {
    package var level = "INFO"
  }

  /// One line of JSON for each request, without headers: these hold passwords.
  package struct AccessLog: Sendable, Hashable, Codable {
    /// Which fields a line has.
    package struct Fields: Sendable, Hashable, Codable {
      /// Which headers.
      package struct Headers: Sendable, Hashable, Codable {
        package var defaultMode = "drop"
      }
      package var headers = Headers()
    }
    package var filePath = "\(ProxySettings.requestsMount)/\(ProxySettings.accessLogName)"
    package var format = "json"
    package var fields = Fields()
  }

  /// A port that it listens on.
  package struct Point: Sendable, Hashable, Codable {
    package var address: String
    package var transport = Transport()
  }

  /// How requests arrive.
  package struct Transport: Sendable, Hashable, Codable {
    /// How long one may take.
    package struct Timeouts: Sendable, Hashable, Codable {
      /// For a whole request with its body. Traefik's own minute cuts pushes and uploads; this is a little more than the hour
      /// that Slipway gives them, which also ends those that hardly move. Never endless: applications have no such limits.
      package var readTimeout = "3660s"
    }
    package var respondingTimeouts = Timeouts()
  }

  /// Routes come from files only: the proxy never sees Docker's socket.
  package struct Providers: Sendable, Hashable, Codable {
    package var providersThrottleDuration = "100ms"
    package var file = Files()
  }

  /// The folder that it watches.
  package struct Files: Sendable, Hashable, Codable {
    package var directory = "\(ProxySettings.folder)/\(ProxySettings.dynamic)"
    package var watch = true
  }

  /// Somebody who signs certificates.
  package struct Resolver: Sendable, Hashable, Codable {
    package var acme: ACME
  }

  /// An ACME server, Let's Encrypt's when none is named.
  package struct ACME: Sendable, Hashable, Codable {
    package var email: String?
    package var storage: String
    package var caServer: String?
    package var caCertificates: [String]?
    /// Hours; says how long before the end, and how often, renewing is thought of.
    package var certificatesDuration: Int?
    package var httpChallenge = Challenge()
  }

  /// Proves that a name is ours by answering on it.
  package struct Challenge: Sendable, Hashable, Codable {
    package var entryPoint = EntryPoint.web
  }
}
