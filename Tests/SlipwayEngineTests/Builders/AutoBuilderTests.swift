import SlipwayCore
import SlipwayDetection
import SlipwayEngine
import SlipwayTesting
import Testing

@Suite struct AutoBuilderTests {
  private func plan(
    _ detected: DetectedPlan?, _ change: (inout BuildSettings) -> Void = { _ in }
  ) throws -> BuildPlan {
    let application = EngineFixture.plainApplication { change(&$0.build) }
    let snapshot = EngineFixture.snapshot(of: application) { _ in }
    var input = BuildInput(
      snapshot: snapshot, checkout: Checkout(directory: "/c", buildPath: "web"), workFolder: "/w")
    input.detected = detected
    return try AutoBuilder.plan(input)
  }

  @Test func `what is found without a Dockerfile is built by one outside of the code`() throws {
    let found = try Detection.plan(SourceTree(paths: ["index.html"]))
    let plan = try plan(found)
    #expect(plan.dockerfile == "/w/auto.Dockerfile" && plan.context == "/c/web")
    #expect(plan.files.map(\.path) == ["/w/auto.Dockerfile", "/w/auto.Dockerfile.dockerignore"])
    #expect(plan.files.first?.content.reveal() == found.dockerfile)
    #expect(!plan.sendsGit)
  }

  @Test func `the code's own Dockerfile is built as it always was`() throws {
    let plan = try plan(try Detection.plan(SourceTree(paths: ["Dockerfile"])))
    #expect(plan.dockerfile == "/c/web/Dockerfile")
  }

  @Test func `an ejected Dockerfile is built whatever is found`() throws {
    let plan = try plan(nil) { $0.ejectedDockerfile = "FROM mine\n" }
    #expect(plan.files.first?.content.reveal() == "FROM mine\n")
  }

  @Test func `a compose file says what to do`() throws {
    let error = #expect(throws: SlipwayError.self) {
      try plan(try Detection.plan(SourceTree(paths: ["compose.yml"])))
    }
    #expect(error?.details["buildType"]?.contains("create a compose service") == true)
  }
}
