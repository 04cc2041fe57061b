/// What an administrator of this installation sets at run time; one row.
package struct ServerSettings: Sendable, Hashable, Codable {
  /// Deployments that build at work at once; at least 1.
  package var buildsConcurrency: Int
  /// The ceiling of a build step, in cores; 0 is none.
  package var buildCPULimit: Double
  /// The ceiling of a build step, in bytes; 0 is none.
  package var buildMemoryLimit: Int
  /// How much of each machine's disk the build cache may take, in bytes; what was not used for longest goes first. 0 is no limit.
  package var buildCacheBudget = 20 << 30
  /// Base images of Dockerfiles that Slipway writes, by what they are for.
  package var baseImages: [String: String] = [:]
  /// Addresses of package registries for them, by kind.
  package var packageMirrors: [String: String] = [:]
  /// The dashboard's own host, when it has one.
  package var host: String?
  package var https = false
  package var certificateType = Domain.CertificateType.none
  package var letsEncryptEmail: String?
  /// The directory of another ACME server than Let's Encrypt's.
  package var acmeServer: String?
  /// How long a release must be healthy before it counts, in seconds.
  package var monitorSeconds: Double = 5
  /// How long a release may take to become healthy, in seconds.
  package var startSeconds: Double = 90
  /// Requests in flight get this long before the old tasks are stopped, in seconds.
  package var drainSeconds: Double = 3
  /// How much of each service's output is kept when its containers are gone, in megabytes of text; 0 is none.
  package var logMegabytes = 20
  /// Whether the proxy writes an access log and what it was asked is counted.
  package var countsRequests = false
  /// When the access log is put aside, as a cron expression in UTC; `nil` only when it is large.
  package var logCleanupCron: String? = "0 0 * * *"

  /// - Parameters:
  ///   - cores: of this machine; one is left free of builds.
  ///   - memory: of this machine in bytes; a build step gets three quarters, in whole quarters of a gigabyte.
  package init(cores: Int, memory: Int) {
    buildsConcurrency = max(1, cores - 1)
    buildCPULimit = max(1, Double(cores - 1))
    let quarter = 1 << 28
    buildMemoryLimit = max(quarter, memory / 4 * 3 / quarter * quarter)
  }
}
