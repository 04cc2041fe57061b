import SlipwayEngine
import SlipwayHost
import Testing

@Suite struct ProbeJudgementTests {
  private let mine = ["x-slipway-probe": "n1"]

  @Test func `Only an answer with the nonce came by the probe's route`() {
    let other = ProbeAnswer(status: 200, headers: ["x-slipway-probe": "n0"], body: "hi")
    #expect(ProbeJudgement(probing: "n1", answer: other) == .noRoute)
    #expect(ProbeJudgement(probing: "n1", answer: ProbeAnswer(status: 200)) == .noRoute)
    #expect(ProbeJudgement(probing: "n1", answer: ProbeAnswer(status: 200, headers: mine)) == .answered(status: 200))
  }

  @Test(arguments: [200, 204, 301, 401, 404, 500, 502, 503])
  func `Whatever the application itself says counts`(status: Int) {
    let answer = ProbeAnswer(status: status, headers: mine, body: "<h1>mine</h1>")
    #expect(ProbeJudgement(probing: "n1", answer: answer) == .answered(status: status))
  }

  @Test(arguments: [(502, "Bad Gateway"), (503, "no available server\n"), (504, "Gateway Timeout")])
  func `The proxy's own errors do not`(status: Int, body: String) {
    let answer = ProbeAnswer(status: status, headers: mine, body: body)
    #expect(ProbeJudgement(probing: "n1", answer: answer) == .unanswered(status: status))
  }

  @Test func `The proxy's 404 means no route, unless the application says the same`() {
    let answer = ProbeAnswer(status: 404, body: "404 page not found\n")
    let probed = ProbeAnswer(status: 200, body: "hi")
    #expect(ProbeJudgement(plain: answer, probed: probed) == .noRoute)
    #expect(ProbeJudgement(plain: answer, probed: answer) == .answered(status: 404))
    #expect(ProbeJudgement(plain: ProbeAnswer(status: 401), probed: probed) == .answered(status: 401))
    let gateway = ProbeAnswer(status: 502, body: "Bad Gateway")
    #expect(ProbeJudgement(plain: gateway, probed: probed) == .unanswered(status: 502))
  }
}
