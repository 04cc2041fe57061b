import Foundation
import Glibc
import SlipwayCore

/// Processes that a killed Slipway left behind: they carry its mark in their environment.
package enum OrphanProcesses {
  /// Ends every process with this mark but the present one: SIGTERM, then SIGKILL after two seconds.
  ///
  /// To be called before any command is run: the children of this process carry the same mark.
  /// - Returns: how many there were.
  package static func kill(marker: String) async -> Int {
    let found = await processes(marker)
    for process in found { Glibc.kill(process, SIGTERM) }
    var left = found
    for _ in 0..<20 where !left.isEmpty {
      guard (try? await Task.sleep(for: .milliseconds(100))) != nil else { break }
      left = await processes(marker)
    }
    for process in left { Glibc.kill(process, SIGKILL) }
    return found.count
  }

  private static func processes(_ marker: String) async -> [pid_t] {
    (try? await BlockingPool.run { scan("\(LocalHost.markerVariable)=\(marker)") }) ?? []
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
