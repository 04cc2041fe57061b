import Foundation
import SlipwayCore
import Subprocess
import Synchronization

/// A program that runs beside a test until it ends by itself or is told to.
///
/// Not Foundation's `Process`: that one takes an end for noticed only when every program that was started in the same moment,
/// and inherited its descriptors, has ended too.
package final class EndToEndProcess: Sendable {
  private let identifier = Mutex<Int32?>(nil)
  private let end = Mutex<Int32?>(nil)

  private init() {}

  /// The status that it ended with, 128 and the number of the signal when one ended it; `nil` while it runs.
  package var status: Int32? { end.withLock { $0 } }
  package var isRunning: Bool { status == nil }
  package var id: Int32 { identifier.withLock { $0 } ?? 0 }

  /// Begins a program; its environment is this one's with the given variables over it.
  /// - Parameter log: the file that both of its outputs are appended to.
  /// - Throws: ``EndToEndFailure`` when there is no such program.
  package static func start(
    _ words: [String], environment: [String: String] = [:], log: String = "/dev/null"
  ) async throws -> EndToEndProcess {
    let process = EndToEndProcess()
    let configuration = try EndToEndCommand.configuration(of: words, environment: environment)
    // Several processes write to it: each line goes to its end.
    let output = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    try await withCheckedThrowingContinuation { began in
      // A task of its own, because the program goes on when the caller's does not.
      Task { await process.run(configuration, output, Once(began)) }
    }
    return process
  }

  private func run(_ configuration: Subprocess.Configuration, _ output: CInt, _ began: Once) async {
    do {
      let result = try await Subprocess.run(
        configuration, input: .none, output: Self.target(output), error: .combinedWithOutput
      ) { execution in
        identifier.withLock { $0 = execution.processIdentifier.value }
        began.succeed()
      }
      end.withLock { $0 = EndToEndCommand.status(of: result.terminationStatus) }
    } catch {
      end.withLock { $0 = -1 }
      began.fail(error)
    }
  }

  private static func target(_ number: CInt) throws -> FileDescriptorOutput {
    .fileDescriptor(try descriptor(number), closeAfterSpawningProcess: true)
  }

  /// Of the type that Subprocess wants, without importing the module that defines it.
  private static func descriptor<Descriptor: RawRepresentable>(_ number: CInt) throws -> Descriptor
  where Descriptor.RawValue == CInt {
    guard let descriptor = Descriptor(rawValue: number) else { throw EndToEndFailure("no descriptor \(number)") }
    return descriptor
  }

  /// Sends a signal; nothing when it has ended.
  package func signal(_ number: Int32) {
    if isRunning, id > 0 { kill(id, number) }
  }

  package func waitForExit(within limit: Duration) async throws {
    try await eventually("process \(id) ends", within: limit) { !self.isRunning }
  }

  /// Says once that the program began, or that it could not.
  private final class Once: Sendable {
    private let waiting: Mutex<CheckedContinuation<Void, any Error>?>

    init(_ continuation: CheckedContinuation<Void, any Error>) { waiting = Mutex(continuation) }

    func succeed() { take()?.resume() }
    func fail(_ error: any Error) { take()?.resume(throwing: error) }

    private func take() -> CheckedContinuation<Void, any Error>? {
      waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
    }
  }
}
