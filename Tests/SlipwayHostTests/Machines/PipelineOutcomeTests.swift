import SlipwayCore
import Testing

@testable import SlipwayHost

struct PipelineOutcomeTests {
  private static let measure = StreamMeasure(bytes: 3, sha256: "00")
  private static let good = CommandResult(status: 0)

  private func outcome(sources: Int = 2, hasSink: Bool = true) -> PipelineOutcome {
    let commands = ["dump", "gzip"].prefix(sources).map { Command([$0]) }
    return PipelineOutcome(Pipeline(commands, into: hasSink ? Command(["rclone"]) : nil, what: "Backing up"))
  }

  private func bad(_ line: String) -> CommandResult { CommandResult(status: 1, lines: [line]) }

  @Test func `The sink is let go when all sources ended well and what passed was measured`() {
    var outcome = outcome()
    outcome.note(.source(0, Self.good), isRefused: false)
    outcome.note(.gate(.ended(Self.measure)), isRefused: false)
    #expect(!outcome.isReadyToRelease)
    outcome.note(.source(1, Self.good), isRefused: false)
    #expect(outcome.isReadyToRelease && !outcome.isOver)
    outcome.isReleased = true
    outcome.note(.sink(Self.good), isRefused: false)
    #expect(outcome.isOver && outcome.problem == nil)
  }

  @Test func `Without a sink the end is the end of its sources`() {
    var outcome = outcome(sources: 1, hasSink: false)
    outcome.note(.source(0, Self.good), isRefused: false)
    outcome.note(.gate(.ended(Self.measure)), isRefused: false)
    outcome.isReleased = true
    #expect(outcome.isOver)
  }

  @Test func `The first failure is the one that is told`() {
    var outcome = outcome()
    outcome.note(.source(0, bad("no such database")), isRefused: false)
    outcome.note(.source(1, bad("unexpected end")), isRefused: false)
    outcome.note(.sink(bad("killed")), isRefused: false)
    #expect(outcome.problem?.message == "Backing up failed (exit status 1): no such database")
    #expect(!outcome.isReadyToRelease)
  }

  @Test func `A sink that stopped reading is to blame, not those who wrote to it`() {
    var outcome = outcome()
    outcome.note(.gate(.refused), isRefused: true)
    outcome.note(.source(0, CommandResult(status: 141)), isRefused: true)
    #expect(outcome.problem == nil)
    outcome.note(.sink(bad("no space left")), isRefused: true)
    #expect(outcome.problem?.message == "Backing up failed (exit status 1): no space left")
  }

  @Test func `A sink that ends well before it was told the end has not taken everything`() {
    var outcome = outcome()
    outcome.note(.sink(Self.good), isRefused: false)
    #expect(outcome.problem?.message == "Backing up failed: rclone ended before it had everything.")
  }
}
