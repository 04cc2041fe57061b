import Foundation
import Glibc
import SlipwayCore

/// The processes of a terminal: those that carry its mark, and all others of their sessions.
enum TerminalProcesses {
  /// The variable that the programs of one terminal carry in their environment.
  static let variable = "SLIPWAY_TERMINAL"
  private static let pause: UInt32 = 25_000

  static func mark() -> ProcessMark { ProcessMark(name: variable, value: RandomText.suffix(20)) }

  /// Hangs up, as a terminal that is pulled out does, and after half a second ends whoever is left; returns when all are
  /// gone, after two seconds at most.
  static func end(_ mark: ProcessMark) async {
    try? await BlockingPool.run(lasting: .long) {
      for process in find(mark) {
        kill(process, SIGHUP)
        // One that was stopped hears of it only when it goes on.
        kill(process, SIGCONT)
      }
      for _ in 0..<20 where !find(mark).isEmpty { usleep(pause) }
      for _ in 0..<60 {
        let left = find(mark)
        guard !left.isEmpty else { return }
        for process in left { kill(process, SIGKILL) }
        usleep(pause)
      }
    }
  }

  private static func find(_ mark: ProcessMark) -> [pid_t] {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
    let others = processes.filter { $0 > 1 && $0 != getpid() }
    let text = Array("\(mark.name)=\(mark.value)".utf8)
    let marked = others.filter { process in
      read("/proc/\(process)/environ")?.split(separator: 0).contains { $0.elementsEqual(text) } ?? false
    }
    let sessions = Set(marked.compactMap(session(of:))).subtracting([getsid(0)])
    // Those that changed their environment, as sudo does, are still of the session.
    return others.filter { process in marked.contains(process) || session(of: process).map(sessions.contains) ?? false
    }
  }

  /// - Returns: `nil` of a process that is gone, or is nothing but its number any more.
  private static func session(of process: pid_t) -> pid_t? {
    // The program's name is in parentheses and may contain anything.
    guard let data = read("/proc/\(process)/stat"), let end = data.lastIndex(of: UInt8(ascii: ")")) else {
      return nil
    }
    let fields = String(decoding: data[end...], as: UTF8.self).split(separator: " ")
    guard fields.count > 4, fields[1] != "Z", fields[1] != "X" else { return nil }
    return pid_t(fields[4])
  }

  private static func read(_ path: String) -> Data? { try? Data(contentsOf: URL(fileURLWithPath: path)) }
}
