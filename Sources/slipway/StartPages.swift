import ServiceLifecycle
import SlipwayAgent

/// Gives back the pages of program files that only the start needed.
///
/// A small process is mostly code that ran once. The kernel would take it back when memory is short; until then it counts.
struct StartPages: Service, CustomStringConvertible {
  private let delay: Duration
  private let interval: Duration?

  /// - Parameter interval: what ran once since is given back, too; `nil` leaves it at the start's.
  init(delay: Duration = .seconds(10), every interval: Duration? = nil) {
    self.delay = delay
    self.interval = interval
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var pause: Duration? = delay
      while let next = pause, (try? await Task.sleep(for: next)) != nil {
        ResidentPages.giveBack()
        pause = interval
      }
    }
    try? await gracefulShutdown()
  }

  var description: String { "StartPages" }
}
