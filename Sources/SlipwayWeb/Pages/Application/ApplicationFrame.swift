import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// What all pages of one application show around their content.
struct ApplicationFrame: ServiceFrame {
  static let path = "/applications/:application"

  var detail: ApplicationDetail
  var changes: [Evidence.Change]?
  var problem: String?
  var stopsFirst = false
  var observed: ObservedService?

  static func load(_ id: ID<Deployable>, observing: Bool, _ desk: Desk) async throws -> ApplicationFrame {
    let input = ApplicationInput(applicationId: id)
    let detail = try await desk.ask(ApplicationOne.self, input)
    // Nobody waits for a server that is known not to answer.
    let observing = observing && detail.server?.isReachable != false
    async let state = observing ? desk.find(ApplicationState.self, input) : nil
    async let pending = desk.find(ServicePendingChanges<ApplicationService>.self, input)
    let next = try await pending
    return ApplicationFrame(
      detail: detail, changes: next?.changes, problem: next?.problem, stopsFirst: next?.stopsFirst ?? false,
      observed: try await state?.service.map(ObservedService.init))
  }

  var application: ApplicationRow { detail.application }

  var facts: ServiceFacts {
    ServiceFacts(
      id: application.applicationId, kind: .application, type: "application", name: application.name,
      appName: application.appName, description: application.description ?? "",
      status: application.applicationStatus, isStopped: application.isStopped,
      env: application.env ?? "", runtime: application.runtime, environment: detail.environment,
      mounts: detail.mounts, deployments: detail.deployments, server: detail.server)
  }

  func actions(_ context: PageContext) -> HTML { ApplicationActions(frame: self, context: context).html }

  var tabs: [Tab] {
    [
      Tab("Overview", base, key: "o"), Tab("Deployments", base + "/deployments", key: "d"),
      Tab("Logs", base + "/logs", key: "l"),
      Tab("Metrics", base + "/metrics", key: "h"), Tab("Terminal", base + "/terminal", key: "t"),
      Tab("Environment", base + "/environment", key: "e"),
      Tab("Domains", base + "/domains", key: "m", count: detail.domains.isEmpty ? nil : detail.domains.count),
      Tab("Source & build", base + "/source", key: "b"),
      Tab("Storage", base + "/storage", key: "s", count: detail.mounts.isEmpty ? nil : detail.mounts.count),
      Tab("Schedules", base + "/schedules", key: "c"), Tab("Backups", base + "/backups", key: "r"),
      previewTab,
      Tab("Advanced", base + "/advanced", key: "v"),
    ]
  }

  var address: HTML? { DomainAddress.html(of: detail.domains) }
}

extension ApplicationFrame: DomainFrame {
  var domains: [DomainRow] { detail.domains }

  func rules(_ context: PageContext) -> HTML {
    let redirects = RedirectsCard(application: id, redirects: detail.redirects, context: context)
    let access = AccessCard(application: id, logins: detail.security, context: context)
    return "\(redirects.html)\(access.html)"
  }
}
