import ServiceLifecycle
import SlipwayAgent

/// Gives back, once, the pages of program files that only the start needed.
///
/// A small process is mostly code that ran once. The kernel would take it back when memory is short; until then it counts.
struct StartPages: Service, CustomStringConvertible {
  private let delay: Duration

  init(delay: Duration = .seconds(10)) { self.delay = delay }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      ResidentPages.giveBack()
    }
    try? await gracefulShutdown()
  }

  var description: String { "StartPages" }
}
