import Foundation
import Synchronization

/// The last alerts, for whoever asks now and then.
final class AlertLog: Sendable {
  private static let most = 64
  private let kept = Mutex<[KeptAlert]>([])

  func add(_ alert: MonitoringAlert) {
    kept.withLock { alerts in
      // As the clock goes, and always higher: so that it goes on after another start.
      let next = max((alerts.last?.id ?? 0) + 1, Int(alert.time.timeIntervalSince1970 * 1000))
      alerts.append(KeptAlert(id: next, alert))
      if alerts.count > Self.most { alerts.removeFirst() }
    }
  }

  func all(after id: Int) -> [KeptAlert] { kept.withLock { $0.filter { $0.id > id } } }
}
