import SlipwayCore

/// What a git client wants to change: the commands that come before the pack.
struct PushRequest: Sendable, Hashable {
  /// One reference, and where it is to go.
  struct Command: Sendable, Hashable {
    /// `nil` when the client saw no such reference.
    var old: String?
    /// `nil` removes it.
    var new: String?
    var reference: String
  }

  private static let mostCommands = 200
  var commands: [Command] = []
  var capabilities: Set<String> = []
  /// Whether the client has not all of the history itself.
  var isShallow = false

  /// - Returns: `nil` when nothing is wanted: clients ask so whether they are let in.
  /// - Throws: ``SlipwayError`` `badRequest`.
  static func read(_ input: GitInput) async throws -> PushRequest? {
    var request = PushRequest()
    while let packet = try await input.packet(), packet != .flush {
      guard let line = packet.text, request.commands.count < mostCommands else {
        throw SlipwayError(.badRequest, "Push fewer references at once.")
      }
      if line.hasPrefix("shallow ") {
        request.isShallow = true
        continue
      }
      try request.add(line)
    }
    return request.commands.isEmpty ? nil : request
  }

  private mutating func add(_ line: String) throws {
    let halves = line.split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
    if halves.count == 2, commands.isEmpty {
      capabilities = Set(halves[1].split(separator: " ").map(String.init))
    }
    let parts = (halves.first ?? "").split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 3, GitReference.isCommit(parts[0]), GitReference.isCommit(parts[1]), !parts[2].isEmpty else {
      throw SlipwayError(.badRequest, "This push is of a kind that is not taken here.")
    }
    commands.append(
      Command(old: Self.object(parts[0]), new: Self.object(parts[1]), reference: parts[2]))
  }

  private static func object(_ name: String) -> String? { name.allSatisfy { $0 == "0" } ? nil : name.lowercased() }
}

extension PushRequest {
  /// Why a command is not followed, in git's manner; `nil` when it may be.
  /// - Parameter branch: the one that deploys.
  func refusal(of command: Command, branch: String) -> String? {
    let name = command.reference
    if name.hasPrefix("refs/tags/") { return "tags are not kept here; push \(branch)" }
    guard name.hasPrefix("refs/heads/") else { return "only the branch \(branch) is taken here" }
    let wanted = String(name.dropFirst("refs/heads/".count))
    guard (try? GitReference.validate(wanted, field: "branch")) != nil else { return "this is no name of a branch" }
    guard wanted == branch else { return "only \(branch) deploys; git push slipway HEAD:\(branch)" }
    guard command.new != nil else { return "the branch that deploys cannot be deleted" }
    return commands.filter { $0.reference == name }.count == 1 ? nil : "it was named twice"
  }
}
