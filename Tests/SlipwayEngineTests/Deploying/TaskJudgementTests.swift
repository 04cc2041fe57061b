import SlipwayEngine
import Testing

@Suite struct TaskJudgementTests {
  private func task(_ id: String, _ state: TaskFact.State, slot: Int = 1, error: String? = nil) -> TaskFact {
    TaskFact(
      id: id, slot: slot, state: state, isWanted: [.running, .starting, .preparing, .pending].contains(state),
      error: error, container: "c-\(id)")
  }

  @Test func `All replicas must run`() {
    let one = [task("1", .running), task("2", .starting, slot: 2)]
    #expect(TaskJudgement(tasks: one, wanted: .replicas(2)).verdict == .waiting(nil))
    let two = [task("1", .running), task("2", .running, slot: 2)]
    #expect(TaskJudgement(tasks: two, wanted: .replicas(2)).verdict == .running(["c-1", "c-2"]))
    #expect(TaskJudgement(tasks: [], wanted: .replicas(0)).verdict == .running([]))
    #expect(TaskJudgement(tasks: [], wanted: .replicas(1)).verdict == .waiting(nil))
  }

  @Test func `A running task that is being stopped is none`() {
    var old = task("1", .running)
    old.isWanted = false
    #expect(TaskJudgement(tasks: [old], wanted: .replicas(1)).verdict == .waiting(nil))
  }

  @Test func `The first end may be mended by Swarm, the second is proof`() {
    let once = [task("1", .failed), task("2", .running)]
    #expect(TaskJudgement(tasks: once, wanted: .replicas(1)).verdict == .running(["c-2"]))
    #expect(TaskJudgement(tasks: once, wanted: .replicas(1)).ended == 1)
    let twice = [task("1", .failed), task("2", .complete), task("3", .running)]
    guard case .failed = TaskJudgement(tasks: twice, wanted: .replicas(1)).verdict else {
      Issue.record("two ends must fail")
      return
    }
  }

  @Test func `One end of each of two replicas is not yet proof`() {
    let tasks = [task("1", .failed), task("2", .failed, slot: 2), task("3", .running), task("4", .running, slot: 2)]
    #expect(TaskJudgement(tasks: tasks, wanted: .replicas(2)).verdict == .running(["c-3", "c-4"]))
  }

  @Test func `Where Swarm starts nothing again the first end is proof`() {
    let ended = task("1", .complete)
    #expect(TaskJudgement(tasks: [ended], wanted: .replicas(1), isFinal: true).verdict == .failed(ended))
  }

  @Test func `A refusal is proof at once, a busy network is not`() {
    let refused = task(
      "1", .rejected, error: "invalid mount config for type \"bind\": bind source path does not exist: /x")
    #expect(TaskJudgement(tasks: [refused], wanted: .replicas(1)).verdict == .failed(refused))
    let busy = task("1", .rejected, error: "starting container failed: Address already in use")
    #expect(TaskJudgement(tasks: [busy], wanted: .replicas(1)).verdict == .waiting(nil))
  }

  @Test func `What holds a task back is told`() {
    let pending = task("1", .pending, error: "no suitable node (insufficient resources on 1 node)")
    #expect(
      TaskJudgement(tasks: [pending], wanted: .replicas(1)).verdict
        == .waiting("no suitable node (insufficient resources on 1 node)"))
  }

  @Test func `A job is done when its tasks came to their end`() {
    #expect(TaskJudgement(tasks: [task("1", .starting)], wanted: .job(1)).verdict == .waiting(nil))
    #expect(TaskJudgement(tasks: [task("1", .running)], wanted: .job(2)).verdict == .waiting(nil))
    #expect(TaskJudgement(tasks: [task("1", .complete)], wanted: .job(1)).verdict == .completed)
    #expect(TaskJudgement(tasks: [task("1", .complete)], wanted: .job(2)).verdict == .waiting(nil))
    let failed = [task("1", .failed), task("2", .failed)]
    guard case .failed = TaskJudgement(tasks: failed, wanted: .job(1)).verdict else {
      Issue.record("two failures must fail a job")
      return
    }
  }

  @Test func `A job that runs may take longer than a start`() {
    #expect(TaskJudgement(tasks: [task("1", .running)], wanted: .job(1)).verdict == .working)
    let half = [task("1", .complete), task("2", .running, slot: 2)]
    #expect(TaskJudgement(tasks: half, wanted: .job(2)).verdict == .working)
  }

  @Test func `A global service needs every task that Swarm made`() {
    #expect(TaskJudgement(tasks: [], wanted: .global).verdict == .waiting(nil))
    let tasks = [task("1", .running, slot: 0), task("2", .preparing, slot: 0)]
    #expect(TaskJudgement(tasks: tasks, wanted: .global).verdict == .waiting(nil))
  }
}
