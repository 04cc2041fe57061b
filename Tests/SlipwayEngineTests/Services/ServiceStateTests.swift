import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@testable import SlipwayEngine

struct ServiceStateTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func fact(_ json: String) throws -> TaskFact {
    TaskFact(try JSONDecoder().decode(DockerTask.self, from: Data(json.utf8)))
  }

  private func spec(_ mode: SwarmMode) -> ServiceSpec {
    ServiceSpec(Name: "web-r1", TaskTemplate: TaskSpec(ContainerSpec: ContainerSpec(Image: "a")), Mode: mode)
  }

  @Test func `A task is read as Docker tells it`() throws {
    let task = try fact(
      #"""
      {"ID":"t1","Slot":2,"NodeID":"n1","DesiredState":"shutdown","Spec":{"ContainerSpec":{"Image":"sha256:a"}},
       "Status":{"State":"failed","Err":"task: non-zero exit (1)","ContainerStatus":
         {"ContainerID":"c1","PID":0,"ExitCode":1}}}
      """#)
    #expect(task.id == "t1" && task.slot == 2 && task.node == "n1" && task.image == "sha256:a")
    #expect(task.state == .failed && !task.isWanted && task.hasEnded && !task.isAlive)
    #expect(task.error == "task: non-zero exit (1)" && task.exitCode == 1 && task.container == "c1")
  }

  @Test func `What Docker leaves out or leaves empty is not there`() throws {
    let task = try fact(
      #"{"ID":"t1","DesiredState":"running","Status":{"State":"teleporting","Err":"","ContainerStatus":{"ContainerID":""}}}"#
    )
    #expect(task.state == .unknown && task.isWanted && task.slot == 0)
    #expect(task.error == nil && task.container == nil && task.since == nil)
  }

  @Test(arguments: [("running", true), ("complete", true), ("shutdown", false), ("remove", false)])
  func `A task is wanted while Swarm wants it to run or to end by itself`(desired: String, isWanted: Bool) throws {
    let task = try fact(#"{"ID":"t","DesiredState":"\#(desired)","Status":{"State":"running"}}"#)
    #expect(task.isWanted == isWanted)
  }

  @Test func `Only tasks that run and are wanted count as running, and the newest comes first`() {
    var (old, fresh) = (TaskFact(id: "old", state: .running), TaskFact(id: "new", state: .running))
    (old.since, fresh.since) = (Self.now.addingTimeInterval(-60), Self.now)
    let others = [
      TaskFact(id: "ending", state: .running, isWanted: false), TaskFact(id: "starting", state: .starting),
    ]
    let wanted = SwarmMode(Replicated: SwarmMode.Replicated(Replicas: 3))
    let state = ServiceState(spec(wanted), [old] + others + [fresh], at: Self.now)
    #expect(state.wanted == 3 && state.running == 2)
    #expect(state.tasks.prefix(2).map(\.id) == ["new", "old"])
    #expect(state.serviceName == "web-r1" && state.observedAt == Self.now)
  }
}
