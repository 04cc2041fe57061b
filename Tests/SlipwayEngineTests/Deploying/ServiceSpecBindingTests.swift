import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// What holds a service on one node of a Swarm.
@Suite struct ServiceSpecBindingTests {
  private func spec(
    _ image: String = "sha256:1", mounts: [ContainerMount]? = nil, _ constraints: [String]? = nil
  ) throws -> ServiceSpec {
    var container = ContainerSpec(Image: image)
    container.Mounts = mounts
    let placement = constraints.map { SwarmPlacement(Constraints: $0) }
    return try ServiceSpec(
      Name: "web", Labels: ["a": "1"], TaskTemplate: TaskSpec(ContainerSpec: container, Placement: placement)
    ).sealed()
  }

  private let volume = ContainerMount(Type: "volume", Source: "data", Target: "/data")

  @Test func `an image that no registry has and storage hold a service, an image of a registry does not`() throws {
    #expect(try spec().binding == .image)
    #expect(try spec("registry.test/web@sha256:1").binding == nil)
    #expect(try spec("registry.test/web@sha256:1", mounts: [volume]).binding == .storage)
    let folder = ContainerMount(Type: "bind", Source: "/a", Target: "/a", ReadOnly: true)
    #expect(try spec("nginx@sha256:1", mounts: [folder]).binding == .storage)
    #expect(
      try spec("nginx@sha256:1", mounts: [ContainerMount(Type: "tmpfs", Source: nil, Target: "/t")]).binding == nil)
  }

  @Test func `it is held beside what somebody typed, and the digest tells it`() throws {
    let free = try spec(mounts: [volume], ["node.labels.disk==ssd"])
    let held = try free.bound(to: "n1")
    #expect(held.TaskTemplate.Placement?.Constraints == ["node.labels.disk==ssd", "node.id==n1"])
    #expect(held.boundNode == "n1" && free.boundNode == nil)
    #expect(held.Labels?[ReleaseLabels.spec] != free.Labels?[ReleaseLabels.spec])
    #expect(try held.sealed() == held)
  }

  @Test func `going back to a release of another node, only ours is replaced`() throws {
    let held = try spec(mounts: [volume], ["node.id == n9"]).bound(to: "n1")
    let moved = try held.bound(to: "n2")
    #expect(moved.TaskTemplate.Placement?.Constraints == ["node.id == n9", "node.id==n2"])
    #expect(moved.boundNode == "n9")
    let freed = try spec().bound(to: "n1").bound(to: nil)
    #expect(freed.TaskTemplate.Placement == nil && freed.Labels?[ReleaseLabels.node] == nil)
    #expect(try spec("a@sha256:1").bound(to: "n1") == spec("a@sha256:1"))
  }

  @Test func `nobody changed anything when only the node is another one`() throws {
    let (before, after) = (try spec().bound(to: "n1"), try spec().bound(to: "n2"))
    #expect(SpecDifference.changes(from: try before.json(), to: try after.json()).isEmpty)
    #expect(SpecDifference.changes(from: try spec().json(), to: try after.json()).isEmpty)
    let typed = try spec("sha256:1", ["node.role==worker"]).bound(to: "n2")
    let changes = SpecDifference.changes(from: try before.json(), to: try typed.json())
    #expect(changes.map(\.field) == ["placement.constraints"] && changes.first?.after == #"["node.role==worker"]"#)
    #expect(
      SpecDifference.changes(
        from: try spec(mounts: [volume], ["node.role==manager"]).bound(to: "n1").json(),
        to: try spec(mounts: [volume]).json(), hasPlacement: false
      ).isEmpty)
  }

  @Test func `a node without the image is told as that`() {
    var task = TaskFact(id: "t", state: .rejected, image: "r.test/web@sha256:1", error: "No such image: r.test/web")
    func advice() -> FailureAdvice {
      FailureAdvice(task: task, exitCode: nil, isOutOfMemory: false, memoryLimit: nil, hasLog: false)
    }
    #expect(advice().summary.contains("from its registry") && advice().advice?.contains("docker pull") == true)
    task.image = "sha256:1"
    #expect(advice().summary == "The image is not on the server.")
  }
}
