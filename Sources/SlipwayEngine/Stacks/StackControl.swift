import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayLogs
import SlipwayStore

/// Stops, starts and removes what runs of a compose stack; each returns only when it is so. The jobs of the stack's lane
/// call it, and nobody else.
struct StackControl: Sendable {
  private let place: StackPlace

  init(_ place: StackPlace) { self.place = place }

  private var engine: Engine { place.engine }
  private var docker: DockerClient { place.host.docker }

  /// - Parameter keys: of the services that are meant; `nil` is all.
  func stop(_ file: StackFile, keys: Set<String>?) async throws {
    try await place.runner(file.kind).stop(file, keys: keys)
  }

  /// - Throws: ``JobRefusal`` with the reason when the file may not run any more.
  func require(_ file: StackFile, of stack: ComposeStack) async throws {
    do {
      try await StackGuard(engine: engine, host: place.host, stack: stack).check(file)
    } catch let error as SlipwayError where [.forbidden, .badRequest, .conflict].contains(error.code) {
      throw JobRefusal(error.message)
    }
  }

  /// Brings the file's containers back, as many of each service as its owner wants.
  /// - Throws: ``JobRefusal`` with the reason when they do not come to run, or may not any more.
  func start(_ file: StackFile, of stack: ComposeStack) async throws {
    try await require(file, of: stack)
    do {
      try await arrive(file, stack.settings.services, within: nil)
    } catch let error as SlipwayError where error.code == .forbidden {
      throw JobRefusal(error.message)
    } catch let problem as StackProblem {
      throw JobRefusal("\(problem.summary) Its log says more; deploy it again to mend it.")
    }
  }

  /// - Parameter limit: `nil` for as long as the settings say.
  func arrive(_ file: StackFile, _ wishes: [String: StackSettings.Service], within limit: Duration?) async throws {
    let runner = place.runner(file.kind)
    let settings = try await engine.store.read { try $0.serverSettings() }
    let before = try await runner.containers()
    let restarts = Dictionary(before.map { ($0.id, $0.restarts) }, uniquingKeysWith: { first, _ in first })
    let began = engine.now()
    try await place.start(file, wishes, log: nil)
    let times = ReleaseTimes(start: limit ?? .seconds(settings.startSeconds), monitor: .seconds(1))
    try await StackGate(
      runner: runner, file: file, look: StackLook(wishes: wishes, restarts: restarts, began: began), times: times,
      log: nil
    ).wait()
  }

  /// Removes what runs of services that the file does not have, or has under another key.
  func removeOthers(than file: StackFile) async throws {
    let keys = Set(file.services.values.map(\.key))
    try await place.runner(file.kind).remove { !keys.contains($0) }
    for kind in StackSettings.Kind.allCases where kind != file.kind {
      try await place.runner(kind).remove { _ in true }
    }
  }

  /// Removes all that one type runs, with its networks; volumes stay.
  func removeContainers(of kind: StackSettings.Kind) async throws {
    try await place.runner(kind).remove { _ in true }
    try await removeNetworks(isSwarm: kind == .stack)
  }

  /// Removes everything that is not a row.
  /// - Parameters:
  ///   - removesVolumes: whether what the stack has written goes, too.
  ///   - keepsOwn: whether only what is on its server goes.
  func remove(removesVolumes: Bool, keepsOwn: Bool = false) async throws {
    for kind in StackSettings.Kind.allCases { try await place.runner(kind).remove { _ in true } }
    for container in try await docker.listContainers(labels: place.labels, all: true) {
      try await docker.removeContainer(container.Id, force: true)
    }
    try await removeNetworks(isSwarm: nil)
    if removesVolumes {
      for volume in try await docker.listVolumes(labels: place.labels) { try await docker.removeVolume(volume.Name) }
      try await place.host.files.remove(place.folders.root)
      if !keepsOwn { try await place.workshop.files.remove(place.ownFolders.root) }
    } else if keepsOwn {
      try await removeVersions(keeping: [], in: place.folders.root, place.host.files)
    } else {
      try await removeVersions(keeping: [])
    }
    _ = try await ImagePruning(docker: docker).prune(appName: place.appName, keeping: [])
    if !keepsOwn { try await engine.logs.folder.removeAll(of: place.id) }
  }

  /// Removes the code that no kept release binds any more.
  /// - Parameter specs: the kept releases' files, as text.
  func removeVersions(keeping specs: [Secret]) async throws {
    try await place.workshop.files.remove(place.ownFolders.runFile)
    try await removeVersions(keeping: specs, in: place.folders.root, place.host.files)
    guard place.machine.server != nil else { return }
    try await removeVersions(keeping: specs, in: place.ownFolders.root, place.workshop.files)
  }

  private func removeVersions(keeping specs: [Secret], in root: String, _ files: any HostFiles) async throws {
    guard try await files.exists(root) else { return }
    for name in try await files.list(root) where name.hasPrefix("code-") {
      let path = "\(place.folders.root)/\(name)"
      guard !specs.contains(where: { $0.reveal().contains(path + "/") || $0.reveal().contains(path + "\"") }) else {
        continue
      }
      try await files.remove("\(root)/\(name)")
    }
  }

  /// - Parameter isSwarm: only those of the Swarm, or only those of this engine; `nil` is both.
  private func removeNetworks(isSwarm: Bool?) async throws {
    for network in try await docker.listNetworks(labels: place.labels) {
      if let isSwarm, isSwarm != (network.Scope == "swarm") { continue }
      try await removeNetwork(network.Id)
    }
  }

  /// Docker needs a moment to take the last container off.
  private func removeNetwork(_ id: String) async throws {
    for attempt in 0..<20 {
      do {
        return try await docker.removeNetwork(id)
      } catch let error as SlipwayError where error.code != .unreachable && attempt < 19 {
        try await Task.sleep(for: .milliseconds(250))
      }
    }
  }
}
