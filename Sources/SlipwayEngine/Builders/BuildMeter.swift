import SlipwayCore
import Synchronization

/// Counts a build while it runs: its steps and its memory.
final class BuildMeter: Sendable {
  let memory = BuildMemory()
  private let progress = Mutex(BuildProgress())

  func read(_ line: String) { progress.withLock { $0.read(line) } }

  var steps: [BuildReport.Step] { progress.withLock { $0.steps } }
}
