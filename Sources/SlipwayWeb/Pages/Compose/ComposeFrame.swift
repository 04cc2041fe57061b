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

  static func load(_ request: PageRequest) async throws -> ComposeFrame {
    let input = ComposeInput(composeId: request.id("compose"))
    let detail = try await request.desk.ask(ComposeOne.self, input)
    async let state = request.desk.find(ComposeState.self, input)
    async let pending = request.desk.find(ComposePendingChanges.self, input)
    // What is in a repository is fetched when it is deployed, not for a page.
    let isKnown = detail.stack.settings.sourceType == .raw || detail.stack.composeStatus != .idle
    async let names =
      isKnown
      ? request.desk.find(ComposeLoadServices.self, ComposeLoadServices.Input(composeId: input.composeId)) : []
    return ComposeFrame(
      detail: detail, changes: await pending?.changes, problem: await pending?.problem, state: await state?.state,
      names: await names ?? [])
  }

  var stack: ComposeRow { detail.stack }

  var facts: ServiceFacts {
    ServiceFacts(
      id: stack.composeId, kind: .compose, type: "compose", name: stack.name, appName: stack.appName,
      description: stack.description ?? "", status: stack.composeStatus, isStopped: stack.isStopped,
      env: stack.env ?? "", runtime: RuntimeSettings(), environment: detail.environment, mounts: detail.mounts,
      deployments: detail.deployments)
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

  func actions(_ context: PageContext) -> HTML { ComposeActions(frame: self, context: context).html }

  var tabs: [Tab] {
    [
      Tab("Overview", base, key: "o"), Tab("Deployments", base + "/deployments", key: "d"),
      Tab("Logs", base + "/logs", key: "l"), Tab("File", base + "/file", key: "b"),
      Tab("Environment", base + "/environment", key: "e"),
      Tab("Domains", base + "/domains", key: "m", count: detail.domains.isEmpty ? nil : detail.domains.count),
      Tab("Storage", base + "/storage", key: "s", count: detail.mounts.isEmpty ? nil : detail.mounts.count),
      Tab("Advanced", base + "/advanced", key: "v"),
    ]
  }

  var address: HTML? { DomainAddress.html(of: detail.domains) }
}

extension ComposeFrame: DomainFrame {
  var domains: [DomainRow] { detail.domains }
  var serviceNames: [String] { names }
}
