import Foundation
import Glibc

/// The user that this process runs as, as the system's list of users has them.
struct LoginUser: Sendable, Hashable {
  var name: String
  var home: String
  /// One that is there and lets people in.
  var shell: String

  /// What a login tells programs of the user.
  var variables: [String: String] { ["HOME": home, "USER": name, "LOGNAME": name, "SHELL": shell] }

  static var present: LoginUser {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil else {
      return LoginUser(name: String(geteuid()), home: "/", shell: usable(nil))
    }
    let home = entry.pw_dir.map { String(cString: $0) } ?? "/"
    return LoginUser(
      name: entry.pw_name.map { String(cString: $0) } ?? String(geteuid()),
      home: access(home, X_OK) == 0 ? home : "/", shell: usable(entry.pw_shell.map { String(cString: $0) }))
  }

  /// Users of services have one that lets nobody in.
  static func usable(_ shell: String?) -> String {
    let isClosed = shell.map { $0.hasSuffix("/nologin") || $0.hasSuffix("/false") } ?? true
    let choices = (isClosed ? [] : [shell].compactMap(\.self)) + ["/bin/bash"]
    return choices.first { $0.hasPrefix("/") && access($0, X_OK) == 0 } ?? "/bin/sh"
  }
}
