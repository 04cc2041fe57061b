import FoundationEssentials
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Who runs the file of a compose stack; there is one for each of the two types.
protocol StackRunner: Sendable {
  /// Makes what runs what the file says, and leaves what the file does not name.
  /// - Parameter recreates: whether what did not change is made anew, too; Swarm does not know that.
  /// - Throws: ``StackProblem`` with what Docker said.
  func start(_ file: StackFile, _ wishes: [String: StackSettings.Service], recreates: Bool, log: DeploymentLog?)
    async throws
  /// Takes it away so that ``start(_:_:recreates:log:)`` brings it back as it was; returns when nothing of it runs.
  /// - Parameter keys: of the services that are meant; `nil` is all.
  func stop(_ file: StackFile, keys: Set<String>?) async throws
  /// Everything that this type runs of the stack, whatever file it is from.
  func containers() async throws -> [StackContainer]
  /// - Returns: by the service's name in the user's file.
  func look(_ file: StackFile, _ look: StackLook) async throws -> [String: StackVerdict]
  /// Removes what runs of services with these keys, giving it time to end; volumes stay.
  func remove(keys: (String) -> Bool) async throws
  /// Ends and starts the containers of one service, one after the other.
  func restart(key: String) async throws
  /// The last lines that a container wrote.
  func lastLines(_ container: StackContainer, count: Int) async throws -> [String]
}

/// What a look at a stack is compared with.
struct StackLook: Sendable {
  var wishes: [String: StackSettings.Service]
  /// How often each container had been started again before.
  var restarts: [String: Int] = [:]
  /// What ended before is no sign of anything.
  var began: Date
}

/// What failed while a compose stack was started or watched.
struct StackProblem: Error {
  var summary: String
  var advice: String?
  /// The service, by its name in the user's file.
  var service: String?
  var container: StackContainer?
  var dockerMessage: String?
  var lines: [String] = []
}

/// What both runners know of the stack.
struct StackPlace: Sendable {
  let engine: Engine
  /// Where it runs.
  let machine: Machine
  /// Where its file is read, and handed to Docker's command lines: the machine that Slipway runs on.
  let workshop: any Host
  let id: ID<Deployable>
  let appName: String

  init(_ engine: Engine, _ machine: Machine, _ id: ID<Deployable>, appName: String) throws {
    guard StackFolders.isName(appName) else {
      throw SlipwayError(.internal, "'\(appName)' names no folder of a stack.")
    }
    self.engine = engine
    self.machine = machine
    workshop = try engine.hosts.thisMachine()
    self.id = id
    self.appName = appName
  }

  /// - Throws: as `Engine.machine(at:)` does.
  init(_ engine: Engine, _ stack: ComposeStack) async throws {
    try self.init(engine, try await engine.machine(at: stack.serverID), stack.id, appName: stack.appName)
  }

  var host: any Host { machine.host }
  /// What its containers mount, on their machine.
  var folders: StackFolders { StackFolders(machine.folders, appName: appName) }
  /// The same in the workshop, which everything is brought to its machine from.
  var ownFolders: StackFolders { StackFolders(engine.folders, appName: appName) }
  /// Keeps what its containers write.
  var output: ServiceOutput { ServiceOutput(engine, machine) }
  var labels: [String: String] { StackLabels.owned(by: id, instance: engine.configuration.instance) }

  func runner(_ kind: StackSettings.Kind) -> any StackRunner {
    switch kind {
    case .compose: ComposeRunner(place: self)
    case .stack: SwarmStackRunner(place: self)
    }
  }

  /// Starts a file with what must be there before it, and without what must not. Whatever starts one comes by here: what
  /// it asks for is judged anew each time.
  /// - Throws: ``SlipwayError`` `forbidden`, `badRequest` or `conflict` of ``StackGuard``; ``StackProblem``.
  func start(
    _ file: StackFile, _ wishes: [String: StackSettings.Service], recreates: Bool = false, log: DeploymentLog?
  ) async throws {
    let id = id
    let stack = try await engine.store.read { try $0.composeStacks.one(id) }
    try await StackGuard(engine: engine, host: host, stack: stack).check(file)
    try await StackRoom(place: self, file: file, log: log).make()
    if let network = file.isolatedNetwork, try await host.docker.inspectNetwork(network) == nil {
      try await host.docker.createOverlay(network, labels: labels)
    }
    try await runner(file.kind).start(file, wishes, recreates: recreates, log: log)
  }

  /// Where the way to a server broke, that is the reason of what failed, whatever a command line makes of it.
  func checkReach() async throws { if machine.server != nil { try await machine.docker.ping() } }

  /// Hands a file that holds secrets to `body`; it is gone afterwards.
  func withFile(_ text: String, _ body: (String) async throws -> CommandResult) async throws -> CommandResult {
    let (path, files) = (ownFolders.runFile, workshop.files)
    try await files.makeDirectory(ownFolders.root, mode: 0o711)
    try await files.write(text, to: path, mode: 0o600)
    do {
      let result = try await body(path)
      try await files.remove(path)
      return result
    } catch {
      try? await uncancelled { try await files.remove(path) }
      throw error
    }
  }
}
