import SlipwayCore
import SlipwayHost
import Synchronization

/// Looks at what a running build says it uses: an image that begins it may name further ones, which stand in no Dockerfile.
struct BuildWatch: Sendable {
  let context: StageContext
  /// Who counts its steps.
  var meter: BuildMeter?
  /// The image that this very build has just made, and goes on with.
  var own: String?

  /// Runs the build, and ends it when it uses what the organisation may not have; nothing is shown from then on.
  /// - Throws: ``SlipwayError`` `badRequest` naming the image.
  func run(_ command: Command) async throws -> CommandResult {
    let refusal = Refusal()
    let result = try await withThrowingTaskGroup(of: CommandResult?.self) { group in
      group.addTask {
        defer { refusal.end() }
        return try await context.workshop.run(command) { line in await hear(line, refusal) }
      }
      group.addTask {
        for await problem in refusal.told { throw problem }
        return nil
      }
      defer { group.cancelAll() }
      while let next = try await group.next() {
        if let next { return next }
      }
      throw CancellationError()
    }
    if let problem = refusal.first { throw problem }
    return result
  }

  private func hear(_ line: String, _ refusal: Refusal) async {
    meter?.read(line)
    if let name = Self.image(in: line), name != own.map({ "docker.io/" + $0 }), let problem = await problem(of: name)
    {
      refusal.tell(problem)
    }
    if refusal.first == nil { await context.log.line(line) }
  }

  /// BuildKit looks at each image before it uses it.
  static func image(in line: String) -> String? {
    let step = line.dropFirst().drop { $0.isNumber }
    let mark = " [internal] load metadata for "
    guard line.hasPrefix("#"), step.hasPrefix(mark) else { return nil }
    return step.dropFirst(mark.count).split(separator: " ").first.map(String.init)
  }

  private func problem(of name: String) async -> SlipwayError? {
    do {
      try await ForeignImages(context: context).judge([name], EnvironmentVariables([]))
      return nil
    } catch is CancellationError {
      return nil
    } catch {
      return error as? SlipwayError ?? SlipwayError(.internal, "The image \(name) could not be looked at: \(error)")
    }
  }
}

/// What a build is ended for, told to whoever waits for it.
private final class Refusal: Sendable {
  let told: AsyncStream<SlipwayError>
  private let teller: AsyncStream<SlipwayError>.Continuation
  private let kept = Mutex<SlipwayError?>(nil)

  init() { (told, teller) = AsyncStream.makeStream(of: SlipwayError.self) }

  var first: SlipwayError? { kept.withLock { $0 } }

  func tell(_ problem: SlipwayError) {
    kept.withLock { $0 = $0 ?? problem }
    teller.yield(problem)
  }

  func end() { teller.finish() }
}
