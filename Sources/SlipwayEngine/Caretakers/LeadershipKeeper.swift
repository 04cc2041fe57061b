import Logging
import ServiceLifecycle
import SlipwayCore
package import SlipwayStore

/// Takes the lead when nobody has it, and gives it up when it was lost with the connection that it hangs on.
package struct LeadershipKeeper: Service {
  private let store: Store
  private let leadership: Leadership
  private let interval: Duration
  private let logger = Logger(label: "slipway.store")

  package init(_ store: Store, _ leadership: Leadership, interval: Duration = .seconds(3)) {
    self.store = store
    self.leadership = leadership
    self.interval = interval
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      repeat { await look() } while (try? await Task.sleep(for: interval)) != nil
    }
  }

  private func look() async {
    // Without an answer nobody knows who leads: what is done once rests.
    let isOurs = (try? await store.claim()) ?? false
    if leadership.set(isOurs) {
      logger.notice(isOurs ? "this process leads now" : "this process does not lead any more")
    }
  }
}
