import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayEngine
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

  /// The long-lived services of the given roles.
  static func services(_ roles: Set<Role>, _ parts: Parts) -> [any Service] {
    (roles.contains(.worker) ? work(parts) : [])
      + (roles.contains(.web) || roles.contains(.api) ? [server(parts, hasDashboard: roles.contains(.web))] : [])
  }

  private static func work(_ parts: Parts) -> [any Service] {
    let engine = parts.engine
    let leadership = Leadership(isLeader: !parts.sharesStore)
    let led: [any Service] = [
      ProxyCaretaker(engine), LeaseCaretaker(engine: engine), SessionCaretaker(engine: engine),
      LeftoverCaretaker(engine), OrphanCaretaker(engine), StackCaretaker(engine), BackupCaretaker(engine),
      ScheduleCaretaker(engine),
      ServerCaretaker(engine),
    ]
    let place = parts.sharesStore ? parts.marker : nil
    return [LeadershipKeeper(engine.store, leadership)] + led.map { Led($0, by: leadership) }
      + [JobRunner(engine: engine, place: place), Scheduler(engine)]
  }

  private static func server(_ parts: Parts, hasDashboard: Bool) -> any Service {
    let engine = parts.engine
    let accounts = Accounts(engine: engine)
    let dispatcher = Dispatcher(engine: engine, procedures: Procedures.all, accounts: accounts)
    let webhooks = WebhookRoutes(engine: engine)
    guard hasDashboard else {
      return HTTPServer(
        engine: engine, dispatcher: dispatcher, accounts: accounts, pages: [webhooks],
        onRunning: { Output.line("Slipway's API listens on http://\(parts.configuration.listenHost):\($0)") })
    }
    let web = WebPages(dispatcher: dispatcher)
    return HTTPServer(
      engine: engine, dispatcher: dispatcher, accounts: accounts, pages: [webhooks, web], htmlAnswers: web,
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
