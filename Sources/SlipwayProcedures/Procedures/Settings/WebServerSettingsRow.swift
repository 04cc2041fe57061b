package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine

/// The installation's settings on the wire; nothing secret.
package struct WebServerSettingsRow: Codable, Sendable {
  package var id: String
  package var serverIp: String
  package var certificateType: Domain.CertificateType
  package var https: Bool
  @Null package var host: String?
  @Null package var letsEncryptEmail: String?
  package var enableDockerCleanup: Bool
  @Null package var logCleanupCron: String?
  package var remoteServersOnly: Bool
  package var enforceSSO: Bool
  package var buildsConcurrency: Int
  /// In cores; 0 is none.
  package var buildCPULimit: Double
  /// In bytes; 0 is none.
  package var buildMemoryLimit: Int
  package var monitorSeconds: Double
  package var startSeconds: Double
  package var drainSeconds: Double
  /// How much of each service's output is kept, in megabytes; 0 is none.
  package var logMegabytes: Int
  /// Why a host of its own would not lead to the dashboard, and what to do; `null` when nothing is in the way.
  @Null package var hostProblem: String?
  /// Slipway's own version.
  package var version: String
  /// Whether the caller may change them.
  package var mayChange: Bool

  init(_ settings: ServerSettings, hostProblem: String? = nil, mayChange: Bool) {
    id = "server"
    serverIp = ServerAddress.outward()
    certificateType = settings.certificateType
    https = settings.https
    host = settings.host
    letsEncryptEmail = settings.letsEncryptEmail
    enableDockerCleanup = false
    logCleanupCron = settings.logCleanupCron
    remoteServersOnly = false
    enforceSSO = false
    buildsConcurrency = settings.buildsConcurrency
    buildCPULimit = settings.buildCPULimit
    buildMemoryLimit = settings.buildMemoryLimit
    monitorSeconds = settings.monitorSeconds
    startSeconds = settings.startSeconds
    drainSeconds = settings.drainSeconds
    logMegabytes = settings.logMegabytes
    self.hostProblem = hostProblem
    version = PublishedVersion.own
    self.mayChange = mayChange
  }
}
