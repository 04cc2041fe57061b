import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct StatusWordsTests {
  @Test func `every status has a word of its own`() {
    let words = DeploymentStatus.allCases.map { StatusWords.word($0) }
    #expect(Set(words).count == words.count)
    let services = Deployable.Status.allCases.map { StatusWords.word($0) }
    #expect(Set(services).count == services.count)
  }

  @Test func `a stopped service is not told to run`() {
    #expect(StatusWords.word(.done, isStopped: true) == "Stopped")
    #expect(StatusWords.tone(.done, isStopped: true) == .idle)
    #expect(StatusWords.word(Deployable.Status.done) == "Running")
    #expect(StatusWords.tone(Deployable.Status.done) == .good)
  }

  @Test func `only an end that is bad looks bad`() {
    let bad = DeploymentStatus.allCases.filter { StatusWords.tone($0) == .failed }
    #expect(bad == [.error])
  }

  @Test func `every step, kind and source has words`() {
    for step in DeploymentStep.allCases {
      #expect(!StatusWords.activity(step).isEmpty)
      #expect(!StepBar.title(step).isEmpty)
    }
    #expect(Set(Deployment.Kind.allCases.map { StatusWords.title($0) }).count == Deployment.Kind.allCases.count)
    #expect(
      Set(SourceSettings.Kind.allCases.map { StatusWords.source($0) }).count == SourceSettings.Kind.allCases.count)
  }
}
