import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

/// What the first line under a service's name says.
@Suite struct ServiceSentenceTests {
  /// The frame of the tenant's application after something was changed in the store.
  private static func frame(
    observed: ObservedService? = nil, _ change: @escaping @Sendable (TestTenant, Transaction) throws -> Void
  ) async throws -> ApplicationFrame {
    let test = try await TestCall.make()
    let tenant = test.acme
    try await test.store.write { try change(tenant, $0) }
    let desk = Desk(dispatcher: test.dispatcher, call: test.call(as: tenant.caller()))
    let request = PageRequest(
      parameters: ["application": tenant.application.id.rawValue], query: [:],
      context: PageContext(now: TestCall.now), desk: desk)
    var frame = try await ApplicationFrame.load(request)
    frame.observed = observed
    return frame
  }

  private static func sentence(
    _ status: Deployable.Status, isStopped: Bool = false, observed: ObservedService? = nil
  ) async throws -> ServiceSentence {
    ServiceSentence(
      frame: try await frame(observed: observed) { tenant, tx in
        try tx.deployables.setStatus(tenant.application.id, status)
        try tx.deployables.setStopped(tenant.application.id, isStopped)
      })
  }

  private static func observed(running: Int, of wanted: Int, message: String? = nil) -> ObservedService {
    let tasks = (1...wanted).map { slot in
      ObservedService.Task(
        slot: slot, state: slot <= running ? "running" : "failed", isRunning: slot <= running,
        message: slot <= running ? nil : message)
    }
    return ObservedService(wanted: wanted, tasks: tasks)
  }

  @Test func `what is wanted and what runs are told apart when they differ`() async throws {
    let whole = try await Self.sentence(.done, observed: Self.observed(running: 2, of: 2))
    #expect(whole.word == "Running" && whole.text == "2 tasks" && whole.tone == .good)
    let part = try await Self.sentence(.done, observed: Self.observed(running: 2, of: 3, message: "out of memory"))
    #expect(part.word == "Degraded" && part.text == "3 wanted, 2 running: out of memory" && part.tone == .warning)
    let none = try await Self.sentence(.done, observed: Self.observed(running: 0, of: 1))
    #expect(none.word == "Down" && none.tone == .failed)
  }

  @Test func `a failed deployment is not a failed service`() async throws {
    let serving = try await Self.sentence(.error, observed: Self.observed(running: 1, of: 1))
    #expect(serving.word == "Last deployment failed" && serving.text == "the version before it serves")
    let gone = try await Self.sentence(.error, observed: Self.observed(running: 0, of: 1))
    #expect(gone.word == "Failed" && gone.text == "no version of it runs")
  }

  @Test func `stopped, new and unobserved services are called what they are`() async throws {
    #expect(try await Self.sentence(.done, isStopped: true).word == "Stopped")
    #expect(try await Self.sentence(.idle).word == "Starting", "it was deployed and is not stopped")
    let new = try await Self.frame { tenant, tx in try tx.deployments.delete(tenant.deployment.id) }
    #expect(ServiceSentence(frame: new).word == "Not deployed")
    let blind = try await Self.sentence(.done)
    #expect(blind.word == "Running" && blind.text.isEmpty, "Docker does not answer: no numbers are made up")
  }

  @Test func `a deployment at work says what it does`() async throws {
    let frame = try await Self.frame { tenant, tx in
      var deployment = tenant.deployment
      (deployment.status, deployment.step) = (.running, .build)
      // An update leaves alone what only the engine moves.
      try tx.deployments.delete(deployment.id)
      try tx.deployments.insert(deployment)
    }
    let sentence = ServiceSentence(frame: frame)
    #expect(sentence.word == "Deploying" && sentence.text == "building the image" && sentence.tone == .working)
  }

  @Test func `a list tells a failed deployment from a failed service, and stopped from never deployed`() {
    func word(_ status: Deployable.Status, stopped: Bool = false, serving: Bool = false, deployed: Bool = true)
      -> String
    {
      let glance = EnvironmentGlances.Glance(
        serviceId: ID("a"), isStopped: stopped, isServing: serving, https: false,
        lastDeployedAt: deployed ? TestCall.now : nil)
      return ServiceSentence(status: status, glance: glance).word
    }
    #expect(word(.error, serving: true) == "Last deployment failed")
    #expect(word(.error) == "Failed")
    #expect(word(.idle, stopped: true) == "Stopped")
    #expect(word(.done, stopped: true, serving: true) == "Stopped")
    #expect(word(.idle, deployed: false) == "Not deployed")
    #expect(word(.idle, serving: true) == "Starting")
    #expect(word(.done, serving: true) == "Running")
    #expect(ServiceSentence(status: .done, glance: nil).word == "Running")
  }
}
