import Glibc

/// What every program is told of its surroundings; none of it comes from the environment that Slipway was started with.
enum MinimalEnvironment {
  static let searchPath = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

  static let variables = [
    "PATH": searchPath.joined(separator: ":"), "HOME": home, "LANG": "C.UTF-8",
  ]

  /// The home folder of the user that this process runs as.
  private static var home: String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil,
      let directory = entry.pw_dir
    else { return "/" }
    return String(cString: directory)
  }
}
