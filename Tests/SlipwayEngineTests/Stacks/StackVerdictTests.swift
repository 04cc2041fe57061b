import SlipwayCompose
import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct StackVerdictTests {
  private func service(hasDomain: Bool = false, hasHealthcheck: Bool = false) -> StackFile.Service {
    StackFile.Service(
      key: "web", image: "", isBeside: false, obstacle: nil, replicas: 1, hasDomain: hasDomain,
      hasHealthcheck: hasHealthcheck, isRestarted: false, startPeriod: 0)
  }

  private func container(_ state: String, health: String? = nil, exit: Int? = nil, restarts: Int = 0)
    -> StackContainer
  {
    var container = StackContainer(id: "c", name: "shop-web-1", key: "web", state: state)
    container.health = health
    container.exitCode = exit
    container.restarts = restarts
    return container
  }

  private func verdict(
    _ container: StackContainer, hasDomain: Bool = false, hasHealthcheck: Bool = false, before: Int = 0
  )
    -> StackVerdict
  {
    StackVerdict(
      service(hasDomain: hasDomain, hasHealthcheck: hasHealthcheck), [container], wanted: 1, restarts: ["c": before])
  }

  @Test func `running is enough without a health check, healthy is needed with one`() {
    #expect(verdict(container("running")) == .running(["c": 0]))
    #expect(verdict(container("running", health: "healthy")) == .running(["c": 0]))
    if case .waiting = verdict(container("running", health: "starting")) {} else { Issue.record("not waiting") }
    if case .failed = verdict(container("running", health: "unhealthy")) {} else { Issue.record("not failed") }
  }

  @Test func `what ends well was meant to, unless it has an address or a health check`() {
    #expect(verdict(container("exited", exit: 0)) == .completed)
    for found in [
      verdict(container("exited", exit: 0), hasDomain: true),
      verdict(container("exited", exit: 0), hasHealthcheck: true),
      verdict(container("exited", exit: 3)),
    ] {
      if case .failed = found {} else { Issue.record("\(found)") }
    }
  }

  @Test func `only starts since this release count`() {
    #expect(verdict(container("running", restarts: 9), before: 9) == .running(["c": 9]))
    if case .failed = verdict(container("running", restarts: 9), before: 7) {} else { Issue.record("not failed") }
  }

  @Test func `fewer than wanted is waited for, and none is what was wanted`() {
    let one = StackVerdict(service(), [container("running")], wanted: 2)
    if case .waiting = one {} else { Issue.record("\(one)") }
    #expect(StackVerdict(service(), [], wanted: 0) == .completed)
  }
}
