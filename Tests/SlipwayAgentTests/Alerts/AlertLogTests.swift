import Foundation
import Testing

@testable import SlipwayAgent

/// The alerts that are kept for who asks.
@Suite struct AlertLogTests {
  private func alert(_ seconds: Double) -> MonitoringAlert {
    MonitoringAlert(
      kind: .memory, series: .machine, value: 91, threshold: 90, time: Date(timeIntervalSince1970: seconds))
  }

  @Test func `each is told once to who says which was the last, also two of one moment`() {
    let log = AlertLog()
    log.add(alert(10))
    log.add(alert(10))
    let all = log.all(after: 0)
    #expect(all.map(\.id) == [10_000, 10_001])
    #expect(log.all(after: all[0].id).count == 1 && log.all(after: all[1].id).isEmpty)
  }

  @Test func `only the last ones are kept`() {
    let log = AlertLog()
    for second in 1...100 { log.add(alert(Double(second))) }
    #expect(log.all(after: 0).count == 64 && log.all(after: 0).last?.id == 100_000)
  }
}
