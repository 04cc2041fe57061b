import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Runs a stack on a Docker Engine: Docker Compose makes the containers, the engine's API tells how
/// they are.
struct ComposeRunner: StackRunner {
  /// A migration that others wait for takes what it takes.
  static let deadline = Duration.seconds(3600)
  let place: StackPlace

  private var docker: DockerClient { place.host.docker }

  func start(_ file: StackFile, _ wishes: [String: StackSettings.Service], recreates: Bool, log: DeploymentLog?)
    async throws
  {
    let compose = try await place.engine.composeCommands.command(on: place.workshop, place.engine.configuration)
      .reaching(place.machine)
    // What has changed is made anew, and the old container goes with its log.
    let present = try await summaries().filter { $0.State == "running" }.map(\.Id)
    let result = try await place.output.keeping(containers: present, mayStay: true) {
      try await place.withFile(file.running(wishes).text()) { path in
        let place = ComposeCommand.Place(project: place.appName, folder: self.place.ownFolders.root, file: path)
        let command = compose.start(place, recreates: recreates, within: Self.deadline)
        return try await self.place.workshop.run(command, output: log?.output)
      }
    }
    guard !result.isSuccess else { return }
    try await place.checkReach()
    throw StackProblem(
      summary: "Docker Compose could not start the stack: \(Self.message(in: result.lines)).",
      advice: "Mend what Docker Compose names, then deploy again.", dockerMessage: Self.message(in: result.lines),
      lines: result.lines)
  }

  func stop(_ file: StackFile, keys: Set<String>?) async throws {
    let docker = docker
    let alive: Set = ["running", "restarting", "paused"]
    let meant = try await summaries().filter {
      alive.contains($0.State ?? "") && keys?.contains($0.Labels?[StackLabels.composeService] ?? "") ?? true
    }
    try await Self.each(meant) {
      try await docker.stopContainer($0.Id)
    }
  }

  func containers() async throws -> [StackContainer] {
    var found: [StackContainer] = []
    for summary in try await summaries() {
      guard let container = try await docker.inspectContainer(summary.Id) else { continue }
      found.append(Self.fact(container))
    }
    return found.sorted { $0.name < $1.name }
  }

  func look(_ file: StackFile, _ look: StackLook) async throws -> [String: StackVerdict] {
    let containers = Dictionary(grouping: try await containers(), by: \.key)
    return Dictionary(
      uniqueKeysWithValues: file.services.map { name, service in
        (
          name,
          StackVerdict(
            service, containers[service.key] ?? [], wanted: file.wanted(name, look.wishes), restarts: look.restarts)
        )
      })
  }

  func remove(keys: (String) -> Bool) async throws {
    let docker = docker
    let unwanted = try await summaries().filter { keys($0.Labels?[StackLabels.composeService] ?? "") }
    try await place.output.keeping(containers: unwanted.map(\.Id)) {
      try await Self.each(unwanted) {
        try await docker.stopContainer($0.Id)
        try await docker.removeContainer($0.Id, force: true)
      }
    }
  }

  func restart(key: String) async throws {
    for summary in try await summaries() where summary.Labels?[StackLabels.composeService] == key {
      try await docker.restartContainer(summary.Id)
    }
  }

  func lastLines(_ container: StackContainer, count: Int) async throws -> [String] {
    try await docker.lastLines(container: container.id, count: count)
  }

  private func summaries() async throws -> [DockerContainerSummary] {
    try await docker.listContainers(labels: place.labels, all: true).filter {
      $0.Labels?[StackLabels.project] != nil && $0.Labels?[StackLabels.oneOff]?.lowercased() != "true"
    }
  }

  private static func fact(_ container: DockerContainer) -> StackContainer {
    let state = container.State
    var fact = StackContainer(
      id: container.Id, name: (container.Name ?? container.Id).replacing("/", with: ""),
      key: container.Config.Labels?[StackLabels.composeService] ?? "", state: state.Status)
    // Of one that has ended, it says nothing any more.
    fact.health = state.Status == "running" ? state.Health.flatMap { $0.Status == "none" ? nil : $0.Status } : nil
    fact.exitCode = state.Status == "running" ? nil : state.ExitCode
    fact.isOutOfMemory = state.OOMKilled ?? false
    fact.restarts = container.RestartCount ?? 0
    fact.error =
      state.Error.flatMap { $0.isEmpty ? nil : $0 } ?? fact.health.flatMap { _ in Self.complaint(of: state.Health) }
    fact.pid = state.Pid
    fact.container = container.Id
    fact.since = state.StartedAt?.date
    return fact
  }

  /// What an unhealthy container's check wrote last.
  private static func complaint(of health: DockerContainer.Health?) -> String? {
    guard health?.Status == "unhealthy", let run = health?.Log?.last else { return nil }
    let output = (run.Output ?? "").trimmingSpaces()
    return "The health check ended with \(run.ExitCode ?? -1)" + (output.isEmpty ? "" : ": \(output.prefix(500))")
  }

  private static func each(
    _ containers: [DockerContainerSummary], _ body: @escaping @Sendable (DockerContainerSummary) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for container in containers { group.addTask { try await body(container) } }
      try await group.waitForAll()
    }
  }

  /// Compose's own last word.
  static func message(in lines: [String]) -> String {
    let marks = ["Error response", "error", "failed", "didn't complete", "unhealthy", "invalid"]
    let line =
      lines.last { line in marks.contains { line.contains($0) } } ?? lines.last { !$0.trimmingSpaces().isEmpty }
    return String((line ?? "it said nothing").trimmingSpaces().prefix(500))
  }
}
