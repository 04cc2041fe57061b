import Foundation
import SlipwayCore
import Testing

@testable import SlipwayAgent

@Suite struct ThresholdWatchTests {
  /// Minutes of one load, a sample a second.
  private static func minutes(_ watch: inout ThresholdWatch, _ cpu: Float, from: Int, _ count: Int)
    -> [MonitoringAlert]
  {
    (0..<count * 60).flatMap { second in
      var next = Sample(time: UInt32((from + second / 60) * 60 + second % 60))
      next.cpu = cpu
      (next.memory, next.memoryLimit) = (50, 100)
      (next.diskUsed, next.diskTotal) = (95, 100)
      return watch.hear(next, Thresholds(cpu: 80, memory: 0, disk: 0))
    }
  }

  @Test func `a minute over the threshold is one alert, and then it is quiet for a while`() {
    var watch = ThresholdWatch(coolDown: 600)
    let found = Self.minutes(&watch, 90, from: 100, 5)
    #expect(found.count == 1)
    #expect(found.first?.kind == .cpu)
    #expect(found.first?.value == 90)
    #expect(Self.minutes(&watch, 90, from: 105, 3).isEmpty)
    #expect(Self.minutes(&watch, 90, from: 112, 2).count == 1)
  }

  @Test func `a short peak is none, and a threshold of 0 is off`() {
    var watch = ThresholdWatch()
    #expect(Self.minutes(&watch, 20, from: 100, 5).isEmpty)
  }

  @Test func `memory and disk are shares of what there is`() {
    var watch = ThresholdWatch()
    var found: [MonitoringAlert] = []
    for second in 0..<61 {
      var next = Sample(time: UInt32(6000 + second))
      (next.memory, next.memoryLimit) = (95, 100)
      (next.diskUsed, next.diskTotal) = (99, 100)
      found += watch.hear(next, Thresholds(cpu: 0, memory: 90, disk: 90))
    }
    #expect(Set(found.map(\.kind)) == [.memory, .disk])
  }
}

@Suite struct CrashLoopWatchTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  private static func end(_ watch: inout CrashLoopWatch, at second: Double, code: Int = 1) -> MonitoringAlert? {
    SeriesName(rawValue: "other.web").flatMap {
      watch.ended("id-\(second)", of: $0, exitCode: code, at: now + second)
    }
  }

  @Test func `three ends within five minutes are a loop, told once`() {
    var watch = CrashLoopWatch()
    #expect(Self.end(&watch, at: 0) == nil)
    #expect(Self.end(&watch, at: 10) == nil)
    #expect(Self.end(&watch, at: 20)?.kind == .crashLoop)
    #expect(Self.end(&watch, at: 30) == nil)
    #expect(Self.end(&watch, at: 1900) == nil)
  }

  @Test func `ends that are far apart, went well or were wanted are none`() {
    var watch = CrashLoopWatch()
    for second in [0.0, 400, 800, 1200] { #expect(Self.end(&watch, at: second) == nil) }
    var clean = CrashLoopWatch()
    for second in [0.0, 1, 2, 3] { #expect(Self.end(&clean, at: second, code: 0) == nil) }
    var killed = CrashLoopWatch()
    for second in [0.0, 1, 2, 3] {
      killed.wasKilled("id-\(second)")
      #expect(Self.end(&killed, at: second) == nil)
    }
  }
}
