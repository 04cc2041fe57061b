import Foundation
import Glibc
import SlipwayCore

/// Processes that nobody waits for any more, as those that a killed Slipway left behind: they carry a mark in their
/// environment. Programs within containers are among them.
package enum OrphanProcesses {
  /// Ends every process with this mark but the present one: SIGTERM, then SIGKILL after two seconds.
  ///
  /// To be called before any command is run: the children of this process carry the same mark.
  /// - Returns: how many there were.
  package static func kill(marker: String) async -> Int {
    let mark = ProcessMark(name: LocalHost.markerVariable, value: marker)
    let found = await processes(mark)
    for process in found { Glibc.kill(process, SIGTERM) }
    var left = found
    for _ in 0..<20 where !left.isEmpty {
      guard (try? await Task.sleep(for: .milliseconds(100))) != nil else { break }
      left = await processes(mark)
    }
    for process in left { Glibc.kill(process, SIGKILL) }
    return found.count
  }

  /// Ends every process with this mark, and returns when they are gone: at most a second after the grace.
  /// - Parameter grace: how long they have between SIGTERM and the end; without, they are ended at once.
  static func end(_ mark: ProcessMark, after grace: Duration = .zero) async {
    if grace > .zero { await ask(mark, for: grace) }
    for _ in 0..<20 {
      let found = await processes(mark)
      guard !found.isEmpty else { return }
      for process in found { Glibc.kill(process, SIGKILL) }
      _ = try? await BlockingPool.run { usleep(50_000) }
    }
  }

  /// Asks them to end, and waits for it.
  private static func ask(_ mark: ProcessMark, for grace: Duration) async {
    var left = await processes(mark)
    for process in left { Glibc.kill(process, SIGTERM) }
    let end = ContinuousClock.now + grace
    while !left.isEmpty, .now < end {
      _ = try? await BlockingPool.run { usleep(100_000) }
      left = await processes(mark)
    }
  }

  private static func processes(_ mark: ProcessMark) async -> [pid_t] {
    (try? await BlockingPool.run { scan("\(mark.name)=\(mark.value)") }) ?? []
  }

  /// Zombies have no environment any more, and so are not found.
  private static func scan(_ variable: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
      guard process > 1, process != getpid(),
        let environment = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/environ"))
      else { return false }
      return environment.split(separator: 0).contains { $0.elementsEqual(variable.utf8) }
    }
  }
}
