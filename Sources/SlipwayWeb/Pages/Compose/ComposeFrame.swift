import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What all pages of one compose stack show around their content.
struct ComposeFrame: ServiceFrame {
  static let path = "/compose/:compose"

  var detail: ComposeDetail
  var changes: [Evidence.Change]?
  var problem: String?
  /// What Docker runs, service by service; `nil` when nothing was released or Docker does not answer.
  var state: StackState?
  /// The services of its file.
  var names: [String] = []

  static func load(_ id: ID<Deployable>, observing: Bool, _ desk: Desk) async throws -> ComposeFrame {
    let input = ComposeInput(composeId: id)
    let detail = try await desk.ask(ComposeOne.self, input)
    // Nobody waits for a server that is known not to answer.
    let observing = observing && detail.server?.isReachable != false
    async let state = observing ? desk.find(ComposeState.self, input) : nil
    async let pending = desk.find(ServicePendingChanges<StackService>.self, input)
    async let names = names(detail.stack, desk)
    return ComposeFrame(
      detail: detail, changes: try await pending?.changes, problem: try await pending?.problem,
      state: try await state?.state, names: await names)
  }

  /// None where the file cannot be read: its own page says why.
  private static func names(_ stack: ComposeRow, _ desk: Desk) async -> [String] {
    // What is in a repository is fetched when it is deployed, not for a page.
    guard stack.settings.sourceType == .raw || stack.composeStatus != .idle else { return [] }
    let input = ComposeLoadServices.Input(composeId: stack.composeId)
    return (try? await desk.ask(ComposeLoadServices.self, input)) ?? []
  }

  var stack: ComposeRow { detail.stack }

  var facts: ServiceFacts {
    ServiceFacts(
      id: stack.composeId, kind: .compose, type: "compose", name: stack.name, appName: stack.appName,
      description: stack.description ?? "", status: stack.composeStatus, isStopped: stack.isStopped,
      env: stack.env ?? "", runtime: RuntimeSettings(), environment: detail.environment, mounts: detail.mounts,
      deployments: detail.deployments, server: detail.server)
  }

  /// All containers as if they were one service's: how many are wanted, and which run.
  var observed: ObservedService? {
    guard let state else { return nil }
    let services = state.services.filter { !$0.isCompleted }
    let containers = services.flatMap(\.containers).enumerated().map { index, container in
      ObservedService.Task(
        slot: index + 1, state: container.state, isRunning: container.isRunning, message: container.error,
        container: container.container, since: container.since)
    }
    return ObservedService(wanted: services.reduce(0) { $0 + $1.wanted }, tasks: containers)
  }

  /// By the names of their services, and by their own where a service has several.
  var containers: [RunningContainer] {
    (state?.services ?? []).flatMap { service in
      let running = service.containers.filter(\.isRunning)
      return running.enumerated().compactMap { index, container in
        container.container.map {
          RunningContainer(id: $0, title: running.count > 1 ? "\(service.name) \(index + 1)" : service.name)
        }
      }
    }
  }

  func actions(_ context: PageContext) -> HTML { ComposeActions(frame: self, context: context).html }

  var tabs: [Tab] {
    [
      Tab("Overview", base, key: "o"), Tab("Deployments", base + "/deployments", key: "d"),
      Tab("Logs", base + "/logs", key: "l"),
      Tab("Metrics", base + "/metrics", key: "h"), Tab("Terminal", base + "/terminal", key: "t"),
      Tab("File", base + "/file", key: "b"),
      Tab("Environment", base + "/environment", key: "e"),
      Tab("Domains", base + "/domains", key: "m", count: detail.domains.isEmpty ? nil : detail.domains.count),
      Tab("Storage", base + "/storage", key: "s", count: detail.mounts.isEmpty ? nil : detail.mounts.count),
      Tab("Schedules", base + "/schedules", key: "c"), Tab("Backups", base + "/backups", key: "a"),
      previewTab,
      Tab("Advanced", base + "/advanced", key: "v"),
    ]
  }

  var address: HTML? { DomainAddress.html(of: detail.domains) }
}

extension ComposeFrame: DomainFrame {
  var domains: [DomainRow] { detail.domains }
  var serviceNames: [String] { names }
}
