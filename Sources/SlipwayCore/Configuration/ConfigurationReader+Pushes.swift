extension ConfigurationReader {
  mutating func readPushes(into configuration: inout Configuration) {
    if let listen = value("git-ssh-listen") {
      configuration.gitSSHListen = Self.hostAndPort(listen)
      problems.require(
        configuration.gitSSHListen != nil, "git-ssh-listen", "must be HOST:PORT, such as 0.0.0.0:2222")
    }
    if let user = value("git-ssh-user") {
      let isPlain = user.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
      problems.require(
        isPlain && !user.hasPrefix("-") && user.utf8.count <= 32, "git-ssh-user",
        "must be the name of a user of this system")
      configuration.gitSSHUser = user
    }
    if let text = value("git-push-limit") {
      let limit = Int(text)
      problems.require(limit.map { (1...65_536).contains($0) } ?? false, "git-push-limit", "must be MiB, 1 to 65536")
      configuration.gitPushLimit = limit ?? configuration.gitPushLimit
    }
  }
}
