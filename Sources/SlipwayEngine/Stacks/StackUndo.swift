import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Brings a stack back to its last good file after a deployment that could not be put into service.
enum StackUndo {
  /// - Parameters:
  ///   - current: the release that served before.
  ///   - isStopped: its owner had stopped it before: then nothing runs afterwards.
  static func run(_ place: StackPlace, _ stack: ComposeStack, current: Release?, failed: StackFile) async throws {
    let control = StackControl(place)
    guard let current else {
      for kind in StackSettings.Kind.allCases { try await control.removeContainers(of: kind) }
      return
    }
    let file = try StackFile.read(current)
    if file.kind != failed.kind { try await control.removeContainers(of: failed.kind) }
    let wishes =
      stack.isStopped
      ? Dictionary(uniqueKeysWithValues: file.services.keys.map { ($0, Self.stopped) }) : stack.settings.services
    do {
      try await control.arrive(file, wishes, within: .seconds(60))
    } catch let problem as StackProblem {
      throw SlipwayError(.commandFailed, "The last good file does not come up: \(problem.summary)")
    } catch let error as SlipwayError where error.code == .forbidden {
      throw SlipwayError(.commandFailed, "The last good file may not run any more: \(error.message)")
    }
    try await control.removeOthers(than: file)
  }

  private static let stopped = StackSettings.Service(isStopped: true)
}
