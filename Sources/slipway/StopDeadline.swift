import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore

/// Ends the process when it has not ended by itself in time: something waits for a server or a disk that does not answer.
/// What was at work is as after `kill -9`, and is taken up again.
struct StopDeadline: Service, CustomStringConvertible {
  /// What came before the end was not whole: the same as `sysexits.h` calls a temporary failure.
  static let status: Int32 = 75
  let timeout: Duration

  func run() async throws {
    try await gracefulShutdown()
    let (seconds, logger) = (timeout.inSeconds, Logger(label: "slipway"))
    // A thread of its own: all others may be waiting.
    DispatchQueue(label: "slipway.stop").asyncAfter(deadline: .now() + seconds) {
      logger.error("not stopped in time; ends now", metadata: ["timeout": "\(Int(seconds)) s"])
      _exit(Self.status)
    }
  }

  var description: String { "StopDeadline" }
}
