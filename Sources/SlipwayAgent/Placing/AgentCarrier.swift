import SlipwayCore
import SlipwayHost

/// Brings the program to another machine: whole, checked by its digest, and tried before it is used.
struct AgentCarrier: Sendable {
  /// Nothing may move for so long.
  private static let stall = Duration.seconds(60)
  private static let unfinished = ".partial"
  private static let installTime = Duration.seconds(300)
  /// What Debian calls the libraries that a release needs.
  private static let packages = [
    "libsqlite3.so.0": "libsqlite3-0", "libcrypt.so.1": "libcrypt1", "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g", "libgcc_s.so.1": "libgcc-s1",
  ]

  let host: any SlipwayHost.Host
  let place: AgentPlace
  let log: @Sendable (String) async -> Void

  /// Does nothing where it is.
  /// - Returns: whether it was brought.
  func bring(_ program: AgentProgram, from local: any SlipwayHost.Host) async throws -> Bool {
    let path = place.program(program.digest)
    if try await host.files.exists(path) { return false }
    try await check(program)
    // Of its own for each attempt: another process of Slipway may be at the same.
    let name = ".\(path.split(separator: "/").last ?? "").\(RandomText.suffix(8))\(Self.unfinished)"
    let partial = "\(place.folder)/\(name)"
    await log("Copying the agent to \(path)")
    try await copy(program, as: name, from: local)
    let found = try await host.require(["sha256sum", "--", .plain(partial)], what: "Checking the copy").text
    guard found.hasPrefix(program.digest) else {
      throw SlipwayError(
        .preconditionFailed, "The agent did not arrive whole on \(host.name). Set the server up again.")
    }
    try await attempt(partial)
    try await host.files.move(partial, to: path)
    return true
  }

  /// Takes programs of other versions away, and what came of attempts that were cut off.
  func tidy(keeping path: String) async throws {
    for name in try await host.files.list(place.folder) where name.hasPrefix(AgentPlace.programPrefix) {
      guard "\(place.folder)/\(name)" != path else { continue }
      try await host.files.remove("\(place.folder)/\(name)")
    }
    var command = Command([
      "find", place.folder, "-maxdepth", "1", "-name", "*" + Self.unfinished, "-mmin", "+60", "-delete",
    ])
    command.deadline = .seconds(20)
    _ = try await host.run(command)
  }

  /// What can be known before anything is copied.
  private func check(_ program: AgentProgram) async throws {
    let there = try await host.require(["uname", "-m"], what: "Asking for the architecture").text.trimmingSpaces()
    guard there == program.architecture else {
      throw refusal(
        "\(host.name) is \(there) and this machine \(program.architecture): the agent is this machine's own program, which does not "
          + "run there")
    }
    for library in program.foreignLibraries where try await !host.files.exists(library) {
      throw refusal(
        "this build of Slipway is linked with \(library), which \(host.name) does not have; a release is not")
    }
  }

  private func copy(_ program: AgentProgram, as name: String, from local: any SlipwayHost.Host) async throws {
    let packing = Command([
      "tar", "-c", "-h", "--use-compress-program", "gzip -1", "-f", "-", "-C", program.folder, "--transform",
      "s,.*,\(name),", program.file,
    ])
    let unpacking = try await host.reaching(
      Command(["tar", "-x", "-z", "-f", "-", "--no-same-owner", "-C", place.folder]))
    var pipeline = Pipeline([packing], into: unpacking, what: "Copying the agent")
    pipeline.stall = Self.stall
    _ = try await local.stream(pipeline, output: log)
  }

  /// - Throws: ``SlipwayError`` with what keeps it from running there.
  private func attempt(_ path: String) async throws {
    var result = try await trial(path)
    if let package = Self.missingPackage(result.lines), try await host.files.exists("/usr/bin/apt-get") {
      await log("Installing \(package), which the agent needs")
      try await apt(["update"])
      try await apt(["install", "-y", "--no-install-recommends", package])
      result = try await trial(path)
    }
    guard !result.isSuccess else { return }
    try? await host.files.remove(path)
    throw refusal("it does not run there: \(result.lines.last ?? "it ended with \(result.status)")")
  }

  private func trial(_ path: String) async throws -> CommandResult {
    var command = Command([path, "agent", "--help"])
    command.deadline = .seconds(30)
    return try await host.run(command)
  }

  static func missingPackage(_ lines: [String]) -> String? {
    let line = lines.first { $0.contains("error while loading shared libraries:") } ?? ""
    return packages.first { line.contains($0.key) }?.value
  }

  private func apt(_ words: [String]) async throws {
    var command = Command(["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"] + words)
    command.environment = ["DEBIAN_FRONTEND": Secret("noninteractive"), "APT_LISTCHANGES_FRONTEND": Secret("none")]
    command.deadline = Self.installTime
    try await host.require(command, what: "Installing what the agent needs", output: log)
  }

  private func refusal(_ reason: String) -> SlipwayError {
    SlipwayError(
      .preconditionFailed, "\(host.name) is not measured: \(reason). Everything else works there.",
      details: ["agent": reason])
  }
}
