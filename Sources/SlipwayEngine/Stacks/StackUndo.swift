import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Brings a stack back to its last good file after a deployment that could not be put into service.
struct StackUndo: Sendable {
  let place: StackPlace
  let stack: ComposeStack
  /// Where the way back is told, when somebody reads it.
  let log: DeploymentLog?

  /// - Parameter current: the release that served before.
  /// - Returns: whether something of it had been replaced or stopped, and runs again.
  func run(current: Release?, failed: StackFile) async throws -> Bool {
    let control = StackControl(place)
    guard let current else {
      for kind in StackSettings.Kind.allCases { try await control.removeContainers(of: kind) }
      return false
    }
    let file = try StackFile.read(current)
    let before = try await running(file)
    await log?.line("Going back to the last good file.")
    if file.kind != failed.kind { try await control.removeContainers(of: failed.kind) }
    do {
      // Its owner had stopped it before: then nothing runs afterwards.
      try await control.arrive(file, stack.isStopped ? file.stopped : stack.settings.services, within: .seconds(60))
    } catch let problem as StackProblem {
      throw SlipwayError(.commandFailed, "The last good file does not come up: \(problem.summary)")
    } catch let error as SlipwayError where error.code == .forbidden {
      throw SlipwayError(.commandFailed, "The last good file may not run any more: \(error.message)")
    }
    try await control.removeOthers(than: file)
    return await tell(StackReturn(before: before, after: try await running(file), names: file.names))
  }

  private func running(_ file: StackFile) async throws -> [StackContainer] {
    try await place.runner(file.kind).containers()
  }

  private func tell(_ way: StackReturn) async -> Bool {
    let names = way.services
    await log?.line(
      names.isEmpty
        ? "The last good file runs; nothing of it had been replaced."
        : "The last good file runs again; put back: \(names.joined(separator: ", ")).")
    return !names.isEmpty
  }
}

extension StackFile {
  /// The wishes of an owner who wants none of it to run.
  fileprivate var stopped: [String: StackSettings.Service] {
    Dictionary(uniqueKeysWithValues: services.keys.map { ($0, StackSettings.Service(isStopped: true)) })
  }
}

/// What had to be started again on the way back to a stack's last good file: pure.
struct StackReturn: Sendable {
  /// What was there when the way back began, and what runs at its end.
  var before: [StackContainer]
  var after: [StackContainer]
  /// Names in the user's file by the keys of the last good one.
  var names: [String: String]

  /// Those with a container that did not run before, in their order.
  var services: [String] {
    // One that falls and is started again by Docker was not touched by anybody.
    let alive = Set(before.filter { $0.isRunning || $0.state == "restarting" }.map(\.id))
    return Set(after.filter { $0.isRunning && !alive.contains($0.id) }.compactMap { names[$0.key] }).sorted()
  }
}
