import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Runs a stack on the Swarm: `docker stack deploy` makes the services, the engine's API tells how their tasks are.
struct SwarmStackRunner: StackRunner {
  let place: StackPlace

  private var docker: DockerClient { place.host.docker }
  private var removal: ServiceRemoval { ServiceRemoval(docker: docker, output: place.output) }

  func start(_ file: StackFile, _ wishes: [String: StackSettings.Service], recreates: Bool, log: DeploymentLog?)
    async throws
  {
    let isMeshed = try await Surroundings.hasVirtualAddresses(place.host)
    let swarm = try await self.docker.info().Swarm
    var (model, omitted) = SwarmStackFile(hasVirtualAddresses: isMeshed, node: swarm?.NodeID)
      .make(of: file.running(wishes))
    if (swarm?.Nodes ?? 1) > 1 {
      await log?.line(
        "The Swarm has more nodes; images and volumes of the stack are on this one, and so are its tasks.")
    }
    if place.machine.server != nil {
      model = model.readFiles(in: place.ownFolders.root, insteadOf: place.folders.root)
    }
    for line in omitted { await log?.line(line) }
    let docker = try await command()
    let result = try await place.withFile(model.text()) { file in
      var command = Command([
        docker.path, "stack", "deploy", "--resolve-image", "never", "--compose-file", file, place.appName,
      ])
      command.environment = ["DOCKER_HOST": Secret(docker.dockerHost)]
      command.deadline = .seconds(300)
      return try await place.workshop.run(command, output: log?.output)
    }
    guard !result.isSuccess else { return }
    try await place.checkReach()
    throw StackProblem(
      summary: "Docker could not start the stack: \(ComposeRunner.message(in: result.lines)).",
      advice: "Mend what Docker names, then deploy again.", dockerMessage: ComposeRunner.message(in: result.lines),
      lines: result.lines)
  }

  func stop(_ file: StackFile, keys: Set<String>?) async throws {
    let services = try await services().filter { keys?.contains(key(of: $0)) ?? true }
    // All are told at once, then each is waited for.
    try await withThrowingDiscardingTaskGroup { group in
      for service in services {
        group.addTask { try await removal.empty(service.Spec.Name) { $0.stopped() } }
      }
    }
  }

  func containers() async throws -> [StackContainer] {
    var found: [StackContainer] = []
    for service in try await services() {
      let tasks = try await docker.listTasks(service: service.Spec.Name).map(TaskFact.init)
      found += tasks.filter { $0.isWanted || $0.hasEnded }.map { fact($0, service) }
    }
    return found.sorted { $0.name < $1.name }
  }

  func look(_ file: StackFile, _ look: StackLook) async throws -> [String: StackVerdict] {
    let services = Dictionary(
      try await services().map { (key(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var verdicts: [String: StackVerdict] = [:]
    for (name, service) in file.services {
      guard let found = services[service.key] else {
        verdicts[name] = .waiting("its service is not there")
        continue
      }
      verdicts[name] = try await judge(found, service, look)
    }
    return verdicts
  }

  func remove(keys: (String) -> Bool) async throws {
    for service in try await services() where keys(key(of: service)) {
      try await removal.remove(service.Spec.Name)
    }
  }

  func restart(key: String) async throws {
    for service in try await services() where self.key(of: service) == key {
      // By the command line: our own idea of a service has no configs and secrets, and would take them away.
      let docker = try await command()
      var command = Command([docker.path, "service", "update", "--force", "--detach", service.Spec.Name])
      command.environment = ["DOCKER_HOST": Secret(docker.dockerHost)]
      command.deadline = .seconds(60)
      try await place.workshop.require(command, what: "Restarting \(service.Spec.Name)")
    }
  }

  func lastLines(_ container: StackContainer, count: Int) async throws -> [String] {
    guard let id = container.container else { return [] }
    return try await docker.lastLines(container: id, count: count)
  }

  private func judge(_ found: DockerService, _ service: StackFile.Service, _ look: StackLook) async throws
    -> StackVerdict
  {
    let wanted = TaskJudgement.Wanted(found.Spec)
    if wanted == .replicas(0) { return .completed }
    if let update = found.UpdateStatus, let state = update.State,
      (update.StartedAt?.date ?? .distantPast) >= look.began
    {
      if ["updating", "rollback_started"].contains(state) { return .waiting("Swarm replaces its tasks") }
    }
    let tasks = try await docker.listTasks(service: found.Spec.Name).map(TaskFact.init)
      .filter { !$0.hasEnded || ($0.since ?? .distantPast) > look.began }
    let isFinal = ["none", "on-failure"].contains(found.Spec.TaskTemplate.RestartPolicy?.Condition)
    let ended = tasks.filter { $0.state == .complete }
    if isFinal, !ended.isEmpty, !service.hasDomain, tasks.allSatisfy({ $0.state == .complete }) { return .completed }
    switch TaskJudgement(tasks: tasks, wanted: wanted, isFinal: found.Spec.endsForGood).verdict {
    case .waiting(let reason): return .waiting(reason)
    case .working, .completed: return .completed
    case .running(let containers):
      return .running(Dictionary(containers.map { ($0, 0) }, uniquingKeysWith: { first, _ in first }))
    case .failed(let task): return .failed(fact(task, found))
    }
  }

  private func command() async throws -> DockerCommand {
    try await place.engine.dockerCommands.command(on: place.workshop, place.engine.configuration)
      .reaching(place.machine)
  }

  private func services() async throws -> [DockerService] {
    try await docker.listServices(labels: place.labels)
  }

  private func key(of service: DockerService) -> String {
    String(service.Spec.Name.dropFirst(place.appName.count + 1))
  }

  private func fact(_ task: TaskFact, _ service: DockerService) -> StackContainer {
    var fact = StackContainer(
      id: task.id, name: "\(service.Spec.Name).\(task.slot)", key: key(of: service), state: task.state.rawValue)
    if task.state == .complete { fact.state = "exited" }
    fact.exitCode = task.hasEnded ? task.exitCode : nil
    fact.error = task.error
    fact.pid = task.pid
    fact.container = task.container
    fact.since = task.since
    return fact
  }
}
