import Foundation
import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct StepBarTests {
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)

  private static func classes(_ times: [DeploymentStepTime], _ status: DeploymentStatus, after: Double = 30)
    -> [String]
  {
    let bar = StepBar(times: times, status: status, now: start.addingTimeInterval(after))
    let markup = Markup(bar.html.text)
    #expect(markup.problems.isEmpty)
    return markup.all("li").map {
      $0.attributes["class"]?.split(separator: " ").dropFirst().joined(separator: " ") ?? ""
    }
  }

  private static func time(_ step: DeploymentStep, _ from: Double, _ to: Double?) -> DeploymentStepTime {
    DeploymentStepTime(
      step: step, startedAt: start.addingTimeInterval(from), finishedAt: to.map { start.addingTimeInterval($0) })
  }

  @Test func `while it works, what comes is shown waiting`() {
    let found = Self.classes([Self.time(.queue, 0, 1), Self.time(.source, 1, nil)], .running)
    #expect(found.count == DeploymentStep.allCases.count)
    #expect(found[0] == "finished g4")
    #expect(found[1].hasPrefix("working"))
    #expect(found[2] == "waiting g2")
  }

  @Test func `when it ended, only what happened is shown, and the last of it is what failed`() {
    let times = [Self.time(.queue, 0, 0), Self.time(.build, 0, 20)]
    #expect(Self.classes(times, .error).map { $0.split(separator: " ")[0] } == ["finished", "failed"])
    #expect(Self.classes(times, .cancelled).map { $0.split(separator: " ")[0] } == ["finished", "stopped"])
    #expect(Self.classes(times, .done).map { $0.split(separator: " ")[0] } == ["finished", "finished"])
  }

  @Test func `a step that was cut off by a crash does not spin for ever`() {
    #expect(Self.classes([Self.time(.build, 0, nil)], .error)[0].hasPrefix("failed"))
  }

  @Test("Widths have a class each", arguments: [(0.0, 2), (1, 4), (60, 13), (3600, 16), (1e9, 16)])
  func width(seconds: Double, width: Int) {
    #expect(StepBar.width(seconds) == width)
  }
}
