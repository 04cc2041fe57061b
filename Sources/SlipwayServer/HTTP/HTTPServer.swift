import Foundation
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import SlipwayCore
package import SlipwayEngine
package import SlipwayProcedures
import SlipwayStore

/// Everything that answers HTTP and WebSockets, on one port, as a service that stops gracefully.
package struct HTTPServer: Service {
  private let engine: Engine
  private let dispatcher: Dispatcher
  private let accounts: Accounts
  private let pages: [any PageRoutes]
  private let health: HealthRoutes
  private let htmlAnswers: (any HTMLAnswers)?
  private let onRunning: @Sendable (_ port: Int) async -> Void

  /// - Parameters:
  ///   - pages: routes beside the API: the dashboard, webhooks.
  ///   - htmlAnswers: shows errors and refused forms as pages.
  ///   - health: those of a process that may lead.
  ///   - onRunning: called once with the port when it listens.
  package init(
    engine: Engine, dispatcher: Dispatcher, accounts: Accounts, pages: [any PageRoutes] = [],
    htmlAnswers: (any HTMLAnswers)? = nil, health: HealthRoutes? = nil,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) {
    self.engine = engine
    self.dispatcher = dispatcher
    self.accounts = accounts
    self.pages = pages
    self.htmlAnswers = htmlAnswers
    self.health = health ?? HealthRoutes(engine, MetricsReport(engine, leadership: nil))
    self.onRunning = onRunning
  }

  package func run() async throws {
    let place = "\(engine.configuration.listenHost):\(engine.configuration.listenPort)"
    do {
      try await application(
        at: .hostname(engine.configuration.listenHost, port: engine.configuration.listenPort)
      ).run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw SlipwayError(
        .preconditionFailed, "Something else listens on \(place) already; stop it, or choose another with --listen.",
        cause: error)
    } catch let error as IOError {
      throw SlipwayError(.preconditionFailed, "Slipway cannot listen on \(place): \(error)", cause: error)
    }
  }

  /// The server itself; tests drive it without a port.
  package func application(
    at address: BindAddress = .hostname("127.0.0.1", port: 0), logLevel: Logger.Level? = nil
  ) -> some ApplicationProtocol {
    let onRunning = onRunning
    var logger = Logger(label: "slipway.http")
    logger.logLevel = logLevel ?? engine.configuration.logLevel
    return Application(
      router: router(), server: .http1WithWebSockets(proxyToken: engine.store.proxyToken),
      configuration: ApplicationConfiguration(address: address, serverName: nil),
      onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: logger)
  }

  private func router() -> Router<SlipwayRequestContext> {
    let router = Router(context: SlipwayRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(
      middleware: RequestScope(
        publicURL: engine.configuration.publicURL, proxyToken: engine.store.proxyToken,
        procedures: Set(dispatcher.procedures.map { $0.name }), htmlAnswers: htmlAnswers, metrics: engine.metrics))
    router.add(middleware: Authentication(accounts: accounts))
    router.add(middleware: ErrorBoundary())
    let origin = OriginGuard(publicURL: engine.configuration.publicURL)
    let uploads = UploadReceiver(directory: engine.configuration.hasEngine ? engine.folders.uploads : nil)
    let forms = FormAnswers(publicURL: engine.configuration.publicURL)
    health.add(to: router)
    AuthEndpoints(accounts: accounts, origin: origin).add(to: router)
    RESTDoor(dispatcher: dispatcher, origin: origin, uploads: uploads).add(to: router)
    TRPCDoor(dispatcher: dispatcher, origin: origin, uploads: uploads).add(to: router)
    FormPosts(dispatcher: dispatcher, answers: forms, uploads: uploads).add(to: router)
    AccountForms(accounts: accounts, answers: forms).add(to: router)
    StreamRoutes(engine: engine, accounts: accounts, origin: origin).add(to: router)
    for routes in pages { routes.add(to: router) }
    OtherMethods.add(to: router)
    return router
  }
}

extension HTTPServer: CustomStringConvertible {
  /// The service group prints its services; without this it would print every page and icon, for half a second.
  package var description: String { "HTTPServer" }
}
