import Logging
package import ServiceLifecycle

/// A small service that puts one thing in order, again and again.
package protocol Caretaker: Service {
  /// A stable word for the log.
  static var name: String { get }
  var interval: Duration { get }
  /// How long after the start it waits for its first turn.
  var delay: Duration { get }
  /// Puts it in order once.
  /// - Returns: how many things it changed.
  func runOnce() async throws -> Int
}

extension Caretaker {
  package var delay: Duration { .zero }

  /// Once after the delay, then after every interval, until the process stops; a throw is logged and tried
  /// again.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      while !Task.isCancelled {
        await attempt()
        guard (try? await Task.sleep(for: interval)) != nil else { return }
      }
    }
  }

  private func attempt() async {
    let logger = Logger(label: "slipway.caretaker")
    do {
      let count = try await runOnce()
      if count > 0 {
        logger.info("caretaker changed something", metadata: ["caretaker": "\(Self.name)", "count": "\(count)"])
      }
    } catch is CancellationError {
    } catch {
      logger.warning("caretaker failed", metadata: ["caretaker": "\(Self.name)", "error": "\(error)"])
    }
  }
}
