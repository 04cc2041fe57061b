import Foundation
import Glibc
import Synchronization

/// The processes that a command started, as the system groups them.
final class ProcessGroup: Sendable {
  private let leader = Mutex<pid_t>(0)

  /// Told as soon as the leader, whose number is the group's, is known.
  func begin(_ process: pid_t) { leader.withLock { $0 = process } }

  /// Ends whoever is left after the leader, and waits until they are gone: at most a second.
  /// - Parameters:
  ///   - grace: how long they have between SIGTERM and the end.
  ///   - isAsked: they have had SIGTERM: many programs take a second one for the end.
  func end(after grace: Duration = .zero, isAsked: Bool = false) async {
    let group = leader.withLock { $0 }
    if grace > .zero, group > 1, killpg(group, isAsked ? 0 : SIGTERM) == 0 {
      let end = ContinuousClock.now + grace
      try? await BlockingPool.run(lasting: .long) {
        while ContinuousClock.now < end, Self.hasLiveMember(group) { usleep(20_000) }
      }
    }
    guard group > 1, killpg(group, SIGKILL) == 0 else { return }
    try? await BlockingPool.run(lasting: .long) {
      for _ in 0..<100 where Self.hasLiveMember(group) { usleep(10_000) }
    }
  }

  /// A zombie counts as gone: it can do nothing any more, and only init can take it away.
  private static func hasLiveMember(_ group: pid_t) -> Bool {
    guard killpg(group, 0) == 0 else { return false }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.contains { name in
      guard pid_t(name) != nil, let data = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(name)/stat")),
        // The program's name is in parentheses and may contain anything.
        let end = data.lastIndex(of: UInt8(ascii: ")"))
      else { return false }
      let fields = String(decoding: data[end...], as: UTF8.self).split(separator: " ")
      return fields.count > 3 && pid_t(fields[3]) == group && fields[1] != "Z" && fields[1] != "X"
    }
  }
}
