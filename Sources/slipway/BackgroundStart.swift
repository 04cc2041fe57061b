import Foundation
import Glibc
import SlipwayCore

/// Starts this program once more, apart from whoever started it: in a session of its own, with an empty environment and no
/// open files but its log.
enum BackgroundStart {
  /// `POSIX_SPAWN_SETSID`, which the C library's headers show to GNU sources only.
  private static let newSession: Int16 = 0x80

  /// - Parameters:
  ///   - flag: is left out, with the word behind it.
  ///   - log: is begun anew.
  /// - Throws: ``SlipwayError`` when it cannot be started.
  static func again(without flag: String, log: String) throws {
    var words = CommandLine.arguments
    if let index = words.firstIndex(of: flag) { words.removeSubrange(index..<min(index + 2, words.count)) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    posix_spawnattr_setflags(&attributes, newSession)
    keepFiles()
    let problem = start(words, &actions, &attributes)
    guard problem == 0 else {
      throw SlipwayError(.internal, "Slipway could not start itself again: \(String(cString: strerror(problem)))")
    }
  }

  /// What this process has open stays with it.
  private static func keepFiles() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      if let number = CInt(name), number > 2 { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    }
  }

  private static func start(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) -> CInt {
    let path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
    defer { for text in arguments + environment { free(text) } }
    var number = pid_t()
    return posix_spawn(&number, "/proc/self/exe", &actions, &attributes, &arguments, &environment)
  }
}
