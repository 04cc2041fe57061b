import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayEngine
import SlipwayInventory
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayWeb

/// What a process does of all that Slipway does; `slipway serve` does everything.
enum Role: String, CaseIterable {
  /// The dashboard, the API and webhooks.
  case web
  /// The API and webhooks, without the dashboard.
  case api
  /// Deployments, backups, schedules, and what is looked after.
  case worker
  /// Measures this machine and what runs on it.
  case agent

  /// The long-lived services of the given roles.
  static func services(_ roles: Set<Role>, _ parts: Parts) -> [any Service] {
    let leadership = roles.contains(.worker) ? Leadership(isLeader: !parts.sharesStore) : nil
    let health = HealthRoutes(parts.engine, MetricsReport(parts.engine, leadership: leadership))
    var services: [any Service] = []
    if let leadership { services += work(parts, leadership) }
    if roles.contains(.agent), parts.configuration.measures, parts.configuration.hasEngine {
      services.append(MonitoringKeeper(parts.engine, parts.docker))
    }
    if roles.contains(.web) || roles.contains(.api) {
      services.append(server(parts, health, hasDashboard: roles.contains(.web)))
    }
    if let place = parts.configuration.healthListen {
      services.append(HealthListener(health, host: place.host, port: place.port))
    }
    if let place = parts.configuration.gitSSHListen, roles.contains(.web) || roles.contains(.api) {
      services.append(
        SSHListener(engine: parts.engine, place: place, baseURL: { (try? await parts.baseURL()) ?? "" }))
    }
    // The last one is told first.
    return services + [StopDeadline(timeout: parts.configuration.stopTimeout)]
  }

  private static func work(_ parts: Parts, _ leadership: Leadership) -> [any Service] {
    let engine = parts.engine
    let led: [any Service] = [
      ProxyCaretaker(engine), LeaseCaretaker(engine: engine), SessionCaretaker(engine: engine),
      LeftoverCaretaker(engine), BuildCacheCaretaker(engine), OrphanCaretaker(engine), StackCaretaker(engine),
      BackupCaretaker(engine),
      ScheduleCaretaker(engine), ServerCaretaker(engine), AgentCaretaker(engine),
      RouteKeeper(engine), ServerKeeper(engine),
      OutputWatch(engine), PreviewCaretaker(engine), PushCaretaker(engine),
      engine.requestCounter,
    ]
    let place = parts.sharesStore ? parts.marker : nil
    let workplace: [any Service] = parts.workplace.map { [WorkplaceKeeper(engine.store, $0)] } ?? []
    let timing = JobTiming(stop: parts.configuration.stopTimeout)
    return workplace + [LeadershipKeeper(engine.store, leadership)] + led.map { Led($0, by: leadership) }
      + [JobRunner(engine: engine, timing: timing, place: place), Scheduler(engine)]
  }

  private static func server(_ parts: Parts, _ health: HealthRoutes, hasDashboard: Bool) -> any Service {
    let engine = parts.engine
    let accounts = Accounts(engine: engine)
    let dispatcher = Dispatcher(engine: engine, procedures: Procedures.all, accounts: accounts)
    let webhooks: [any PageRoutes] = [
      WebhookRoutes(engine: engine), ProviderWebhookRoutes(engine: engine), ProviderCallbackRoutes(engine: engine),
      GitRoutes(engine: engine, accounts: accounts),
    ]
    guard hasDashboard else {
      return HTTPServer(
        engine: engine, dispatcher: dispatcher, accounts: accounts, pages: webhooks, health: health,
        onRunning: { Output.line("Slipway's API listens on http://\(parts.configuration.listenHost):\($0)") })
    }
    let web = WebPages(dispatcher: dispatcher)
    return HTTPServer(
      engine: engine, dispatcher: dispatcher, accounts: accounts, pages: webhooks + [web], htmlAnswers: web,
      health: health,
      onRunning: { await greet(parts, accounts, port: $0) })
  }

  /// Says where it listens and, while there is no owner, how to become one.
  private static func greet(_ parts: Parts, _ accounts: Accounts, port: Int) async {
    Output.line("Slipway listens on http://\(parts.configuration.listenHost):\(port)")
    do {
      guard try await accounts.needsSetUp() else { return }
      let base = try await parts.baseURL()
      let link = try await parts.engine.store.write { try accounts.links.make(.setUp, base: base, in: $0) }
      Output.line("Set up the first owner: \(link)")
    } catch {
      Logger(label: "slipway").error("no set-up link", metadata: [LogKeys.error: "\(error)"])
    }
  }
}
