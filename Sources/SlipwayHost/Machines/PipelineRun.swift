import Glibc
import SlipwayCore
import Subprocess
import Synchronization

/// One run of a pipeline on this machine.
final class PipelineRun: Sendable {
  /// What came to its end.
  enum Ended: Sendable {
    case source(Int, CommandResult)
    case sink(CommandResult)
    case gate(StreamGate.End)
    case ticker
  }

  private let host: LocalHost
  private let pipeline: Pipeline
  private let output: (@Sendable (String) async -> Void)?
  /// Of the sources, then of the sink.
  private let groups: [ProcessGroup]
  private let isAborted = Mutex(false)
  private let isReleased = Mutex(false)

  init(_ host: LocalHost, _ pipeline: Pipeline, _ output: (@Sendable (String) async -> Void)?) {
    self.host = host
    self.pipeline = pipeline
    self.output = output
    groups = (0...pipeline.sources.count).map { _ in ProcessGroup() }
  }

  /// - Throws: ``SlipwayError`` `command_failed` of the program that failed first; what ``Pipeline/approve`` throws.
  func run() async throws -> StreamMeasure {
    let pipes = try pipeline.sources.map { _ in try StreamDescriptor.pipe() }
    let toSink = try pipeline.sink.map { _ in try StreamDescriptor.pipe() }
    guard let last = pipes.last else { throw SlipwayError(.internal, "A pipeline without a source cannot be run.") }
    let gate = StreamGate(
      from: last.read, to: toSink?.write, preface: Array((pipeline.preface?.reveal() ?? "").utf8))
    return try await withThrowingTaskGroup(of: Ended.self) { group in
      for (index, command) in pipeline.sources.enumerated() {
        let input = index == 0 ? nil : pipes[index - 1].read
        group.addTask { .source(index, try await self.source(index, command, input, pipes[index].write)) }
      }
      if let sink = pipeline.sink, let toSink {
        group.addTask { .sink(try await self.sink(sink, toSink.read)) }
      }
      group.addTask { .gate(await gate.copy()) }
      group.addTask { try await self.tick(gate) }
      var outcome = PipelineOutcome(pipeline)
      do {
        let measure = try await self.collect(&group, &outcome, gate, closing: toSink?.write)
        group.cancelAll()
        return measure
      } catch {
        // Killed before its pipe is closed: a sink must not take what came for everything.
        await abort()
        group.cancelAll()
        while await group.nextResult() != nil {}
        toSink?.write.close()
        try Task.checkCancellation()
        throw error
      }
    }
  }

  private func collect(
    _ group: inout ThrowingTaskGroup<Ended, any Error>, _ outcome: inout PipelineOutcome, _ gate: StreamGate,
    closing target: StreamDescriptor?
  ) async throws -> StreamMeasure {
    while let ended = try await group.next() {
      outcome.note(ended, isRefused: gate.isRefused)
      if let problem = outcome.problem { throw problem }
      if !outcome.isReleased, outcome.isReadyToRelease, let measure = outcome.measure {
        try pipeline.approve(measure)
        outcome.isReleased = true
        isReleased.withLock { $0 = true }
        target?.close()
      }
      if outcome.isOver, let measure = outcome.measure { return measure }
    }
    throw SlipwayError(.internal, "\(pipeline.what) ended without an end.")
  }

  private func tick(_ gate: StreamGate) async throws -> Ended {
    let interval = min(.seconds(5), (pipeline.stall ?? .seconds(5)) / 4)
    while (try? await Task.sleep(for: interval)) != nil {
      await pipeline.progress?(gate.bytes)
      try checkStall(gate)
    }
    return .ticker
  }

  /// - Throws: ``SlipwayError`` `timeout` when nothing has moved for too long.
  private func checkStall(_ gate: StreamGate) throws {
    let (phase, idle) = gate.idleness
    guard let stall = pipeline.stall, idle > stall else { return }
    let isSinksTurn = phase == .sink || isReleased.withLock { $0 }
    guard !(isSinksTurn && pipeline.isSinkPatient) else { return }
    let what = isSinksTurn ? "nothing was taken" : phase == .source ? "nothing came" : "nothing ended"
    let time = stall < .seconds(120) ? stall.inWords : "\(Int(stall.inSeconds) / 60) minutes"
    throw SlipwayError(.timeout, "\(pipeline.what) was given up: \(what) for \(time).")
  }

  /// The sink last, and while its pipe is open: it must not take what came for everything.
  private func abort() async {
    isAborted.withLock { $0 = true }
    // First: it takes the end of whoever feeds it for the end of its input.
    let marks = (pipeline.sources + [pipeline.sink].compactMap { $0 }).compactMap(\.mark)
    for mark in marks { await OrphanProcesses.end(mark) }
    for group in groups.dropLast() { await group.end() }
    // A cancellation has reached it by itself.
    await groups.last?.end(after: pipeline.sinkGrace, isAsked: Task.isCancelled)
    // One that was just being started.
    for mark in marks { await OrphanProcesses.end(mark) }
  }

  private func source(
    _ index: Int, _ command: Command, _ input: StreamDescriptor?, _ output: StreamDescriptor
  ) async throws -> CommandResult {
    defer {
      input?.close()
      output.close()
    }
    let configuration = try host.configuration(of: command)
    let begin = { (process: pid_t) in await self.begin(index, process, [input, output]) }
    // Each kind of input is a type of its own.
    guard let input else {
      return try await execute(configuration, CommandInput(command.input), try Self.target(output), begin)
    }
    return try await execute(configuration, try Self.origin(input), try Self.target(output), begin)
  }

  private func execute<Input: InputProtocol>(
    _ configuration: Subprocess.Configuration, _ input: Input, _ target: FileDescriptorOutput,
    _ begin: (pid_t) async -> Void
  ) async throws -> CommandResult {
    let result = try await host.starting(configuration) {
      try await Subprocess.run(configuration, input: input, output: target, error: .sequence) { execution in
        await begin(execution.processIdentifier.value)
        return try await self.lines(of: execution.standardError)
      }
    }
    return CommandResult(status: LocalHost.status(result.terminationStatus), lines: result.closureResult)
  }

  private func sink(_ command: Command, _ input: StreamDescriptor) async throws -> CommandResult {
    defer { input.close() }
    let configuration = try host.configuration(of: command)
    let origin = try Self.origin(input)
    let result = try await host.starting(configuration) {
      try await Subprocess.run(configuration, input: origin, output: .sequence, error: .combinedWithOutput) {
        execution in
        await self.begin(self.groups.count - 1, execution.processIdentifier.value, [input])
        return try await self.lines(of: execution.standardOutput)
      }
    }
    return CommandResult(status: LocalHost.status(result.terminationStatus), lines: result.closureResult)
  }

  /// Our copies of the pipe's ends would keep the other side from seeing its end.
  private func begin(_ index: Int, _ process: pid_t, _ ours: [StreamDescriptor?]) async {
    groups[index].begin(process)
    for descriptor in ours { descriptor?.close() }
    if isAborted.withLock({ $0 }) { await groups[index].end() }
  }

  private func lines(of sequence: SubprocessOutputSequence) async throws -> [String] {
    var lines = OutputLines(output)
    for try await buffer in sequence { await lines.feed(buffer.withUnsafeBytes { lines.feed($0) }) }
    return await lines.finish()
  }

  private static func origin(_ end: StreamDescriptor) throws -> FileDescriptorInput {
    .fileDescriptor(try descriptor(end), closeAfterSpawningProcess: false)
  }

  private static func target(_ end: StreamDescriptor) throws -> FileDescriptorOutput {
    .fileDescriptor(try descriptor(end), closeAfterSpawningProcess: false)
  }

  /// Of the type that Subprocess wants, without importing the module that defines it.
  private static func descriptor<Descriptor: RawRepresentable>(_ end: StreamDescriptor) throws -> Descriptor
  where Descriptor.RawValue == CInt {
    guard let descriptor = Descriptor(rawValue: end.number) else {
      throw SlipwayError(.internal, "A pipe could not be handed on.")
    }
    return descriptor
  }
}
