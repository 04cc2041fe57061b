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
  let host: any Host
  let id: ID<Deployable>
  let appName: String

  init(_ engine: Engine, _ id: ID<Deployable>, appName: String) throws {
    self.engine = engine
    host = try engine.hosts.thisMachine()
    self.id = id
    self.appName = appName
  }

  var folders: StackFolders { StackFolders(engine.folders, appName: appName) }
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

  /// Hands a file that holds secrets to `body`; it is gone afterwards.
  func withFile(_ text: String, _ body: (String) async throws -> CommandResult) async throws -> CommandResult {
    let path = folders.runFile
    try await host.files.makeDirectory(folders.root, mode: 0o711)
    try await host.files.write(text, to: path, mode: 0o600)
    do {
      let result = try await body(path)
      try await host.files.remove(path)
      return result
    } catch {
      let files = host.files
      try? await uncancelled { try await files.remove(path) }
      throw error
    }
  }
}
