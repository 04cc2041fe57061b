import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import SlipwayCore
import SlipwayEngine

/// A listener for those who watch a process, and nobody else: the only one that a worker has.
package struct HealthListener: Service, CustomStringConvertible {
  private let routes: HealthRoutes
  private let host: String
  private let port: Int

  package init(_ routes: HealthRoutes, host: String, port: Int) {
    self.routes = routes
    self.host = host
    self.port = port
  }

  package func run() async throws {
    let router = Router()
    routes.add(to: router)
    var logger = Logger(label: "slipway.health")
    logger.logLevel = .warning
    do {
      try await Application(
        router: router,
        configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
        logger: logger
      ).run()
    } catch let error as IOError {
      throw SlipwayError(
        .preconditionFailed,
        "Slipway cannot listen for its health on \(host):\(port): \(error). Choose another place with --health-listen.",
        cause: error)
    }
  }

  package var description: String { "HealthListener" }
}
