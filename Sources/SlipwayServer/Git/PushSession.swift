import Logging
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// One push of one person to one application, however it came: what git sends is taken apart and looked at in quarantine,
/// then it is accepted with its deployment, whose log is shown until it ends. No program of git's own decides anything, and
/// nothing that was pushed is run.
struct PushSession: Sendable {
  /// What is kept of one application, as a multiple of one push.
  private static let repositoryFactor = 4
  /// What a commit may be when it is checked out: its files, and their bytes as a multiple of one push.
  private static let (mostFiles, checkoutFactor) = (500_000, 8)
  let engine: Engine
  let access: PushAccess
  let caller: Caller
  let application: Application
  let request: RequestInfo

  /// What has come, and what is known of it.
  struct Received: Sendable {
    var request: PushRequest
    /// By the names of the references.
    var refusals: [String: String] = [:]
    /// Why the pack was not taken.
    var problem: String?
    var offer: PushOffer?
    var reference = ""
  }

  private var limit: Int { engine.configuration.gitPushLimit << 20 }

  /// What git is told before it sends anything.
  func advertisement() async throws -> [UInt8] {
    let branch = try PushedBranch(engine, application)
    let commit = try await branch.settle()
    let capabilities = "report-status delete-refs side-band-64k ofs-delta object-format=sha1 agent=slipway"
    let first =
      commit.map { "\($0) refs/heads/\(branch.name)" }
      ?? String(repeating: "0", count: 40) + " capabilities^{}"
    return Packet.line("\(first)\0\(capabilities)\n") + Packet.flush.bytes
  }

  /// Takes what is sent, as far as it is wanted.
  /// - Returns: `nil` when nothing was asked for.
  /// - Throws: ``SlipwayError`` for what is no push, or comes too often.
  func receive(_ input: GitInput) async throws -> Received? {
    guard let request = try await PushRequest.read(input) else { return nil }
    try access.count(caller)
    var received = Received(request: request)
    let branch = try PushedBranch(engine, application)
    for command in request.commands {
      received.refusals[command.reference] = request.refusal(of: command, branch: branch.name)
    }
    guard let wanted = request.commands.first(where: { received.refusals[$0.reference] == nil }),
      let commit = wanted.new
    else { return received }
    received.reference = wanted.reference
    try await branch.settle()
    let quarantine = try await Quarantine(in: branch.repository)
    do {
      received.problem = try await problem(of: commit, request, quarantine, input)
    } catch {
      await quarantine.remove()
      throw error
    }
    guard received.problem == nil else {
      await quarantine.remove()
      return received
    }
    received.offer = offer(commit, wanted.old, quarantine)
    return received
  }

  /// Accepts what was received, and tells how it went. What was accepted goes on when nobody listens any more.
  func answer(_ received: Received, _ output: GitOutput) async throws {
    let terminal = PushTerminal(output: output, hasBands: received.request.capabilities.contains("side-band-64k"))
    var refusals = received.refusals
    for (name, words) in refusals.sorted(by: { $0.key < $1.key }) { try await terminal.say("\(name): \(words)") }
    if let problem = received.problem { try await terminal.say("Nothing was changed: \(problem)") }
    if let offer = received.offer { refusals[received.reference] = try await deploy(offer, terminal) }
    if received.offer == nil { await access.trail(caller, application, "bad_request", address: request.address) }
    guard received.request.capabilities.contains("report-status") else { return }
    try await terminal.end(
      problem: received.problem,
      received.request.commands.map { command in
        (command.reference, received.problem == nil ? refusals[command.reference] : "unpacker error")
      })
  }

  private func follower(_ terminal: PushTerminal) -> PushFollower {
    PushFollower(engine: engine, caller: caller, terminal: terminal, baseURL: request.baseURL)
  }

  private func offer(_ commit: String, _ seen: String?, _ quarantine: Quarantine) -> PushOffer {
    let (caller, engine) = (caller, engine)
    return PushOffer(commit: commit, seen: seen, quarantine: quarantine, pusher: caller.user.email) { tx in
      try PushAccess.require(caller, engine.now(), tx)
    }
  }

  /// - Returns: why the pack cannot be taken.
  private func problem(
    of commit: String, _ request: PushRequest, _ quarantine: Quarantine, _ input: GitInput
  ) async throws -> String? {
    let room = try await room()
    guard room > 0 else { return noRoom }
    let result = try await quarantine.index(
      limit: min(limit, room), next: { await input.chunk() }, ended: { input.stop() })
    guard result.isSuccess else { return words(for: result, room: room) }
    guard try await quarantine.isCommit(commit) else { return "what was pushed is no commit" }
    let most = CheckoutSize(files: Self.mostFiles, bytes: Self.checkoutFactor * limit)
    guard try await quarantine.fits(commit, within: most) else {
      return "its files are more than \(most.files), or larger than \(most.bytes >> 20) MiB when they are unpacked"
    }
    guard try await quarantine.isComplete(commit) else {
      return request.isShallow
        ? "a part of the history is missing; run 'git fetch --unshallow', then push again"
        : "a part of the history is missing"
    }
    return nil
  }

  /// - Returns: how many bytes more are kept of this application. When they are few, room is made first.
  private func room() async throws -> Int {
    let (branch, most) = (try PushedBranch(engine, application), Self.repositoryFactor * limit)
    let room = most - (try await branch.repository.size().bytes)
    guard room < limit / Self.repositoryFactor else { return room }
    do {
      try await branch.shrink()
    } catch let error as SlipwayError {
      Logger(label: "slipway.git").warning("no room was made for a push", metadata: [LogKeys.error: "\(error)"])
    }
    return most - (try await branch.repository.size().bytes)
  }

  private var noRoom: String {
    "what is kept of this application's pushes comes to \(Self.repositoryFactor * limit >> 20) MiB, and its releases need "
      + "it; have --git-push-limit raised, or push a smaller history to a new application"
  }

  private func words(for result: CommandResult, room: Int) -> String {
    let line = result.lines.last { $0.hasPrefix("fatal:") || $0.hasPrefix("error:") } ?? "git ended without a word"
    if line.lowercased().contains("out of memory") || line.contains("mmap failed") || line.contains("virtual memory")
    {
      return "reading it takes more memory than a push may; keep very large files out of it"
    }
    if line.contains("maximum allowed size") {
      guard room >= limit else { return noRoom }
      return "it is larger than \(limit >> 20) MiB, the most that one push may bring"
    }
    let plain = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return String(String.UnicodeScalarView(plain)).replacing("fatal: ", with: "").prefix(300).description
  }

  /// - Returns: why the reference is not where the pusher wants it.
  private func deploy(_ offer: PushOffer, _ terminal: PushTerminal) async throws -> String? {
    let queued: QueuedDeployment
    do {
      let answer = try await PushedBranch(engine, application).accept(offer)
      await offer.quarantine.remove()
      switch answer {
      case .refused(let words):
        await access.trail(caller, application, SlipwayError.Code.conflict.rawValue, address: request.address)
        return words
      case .queued(let found): queued = found
      }
    } catch {
      await offer.quarantine.remove()
      let known = error as? SlipwayError
      await access.trail(caller, application, (known?.code ?? .internal).rawValue, address: request.address)
      guard let known, known.code != .internal else { throw error }
      return known.message
    }
    await access.trail(caller, application, "ok", address: request.address)
    let branch = try PushedBranch(engine, application)
    try await terminal.say(
      "Slipway deploys \(offer.commit.prefix(12)) of \(branch.name) as \(application.name).\n"
        + "\(request.baseURL)/deployments/\(queued.id)\n"
        + (queued.superseded.isEmpty ? "" : "It takes the place of \(queued.superseded.count) that waited.\n"))
    let refusal = try await follower(terminal).follow(queued.id)
    // Where the branch is now is what whoever looks next is told.
    if refusal != nil { _ = try? await branch.settle() }
    return refusal
  }
}
