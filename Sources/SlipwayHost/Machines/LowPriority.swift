import Glibc

/// The words before a command that should leave processor and disk to everybody else.
enum LowPriority {
  /// Of `nice` and `ionice`, those that this machine has.
  static let words: [String] = [["nice", "-n", "10"], ["ionice", "-c", "2", "-n", "7"]]
    .filter { isInstalled($0[0]) }.flatMap { $0 }

  static func isInstalled(_ program: String) -> Bool {
    MinimalEnvironment.searchPath.contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
