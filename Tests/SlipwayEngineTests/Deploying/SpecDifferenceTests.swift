import SlipwayCore
import SlipwayEngine
import Testing

@Suite struct SpecDifferenceTests {
  private func spec(_ container: String, _ rest: String = "") -> String {
    #"{"Name":"a-\#(container.count)","Labels":{"slipway.spec":"\#(container.count)"},"TaskTemplate":{"ContainerSpec":{\#(container)}\#(rest)}}"#
  }

  @Test func `Equal settings differ in nothing, whatever the release's name`() {
    let one =
      #"{"Name":"a-1","Labels":{"slipway.release":"1"},"TaskTemplate":{"ContainerSpec":{"Labels":{"slipway.release":"1"}}}}"#
    let two =
      #"{"Name":"a-2","Labels":{"slipway.release":"2"},"TaskTemplate":{"ContainerSpec":{"Labels":{"slipway.release":"2"}}}}"#
    #expect(SpecDifference.changes(from: one, to: two).isEmpty)
  }

  @Test func `Variables are named and their values never told`() {
    let changes = SpecDifference.changes(
      from: spec(#""Env":["A=hunter1","B=same","GONE=x"]"#), to: spec(#""Env":["A=hunter2=","B=same","NEW=y"]"#))
    #expect(changes.map(\.field) == ["env.A", "env.GONE", "env.NEW"])
    #expect(changes[0] == Evidence.Change(field: "env.A", before: Secret.mask, after: Secret.mask))
    #expect(changes[1].after == nil)
    #expect(changes[2].before == nil)
    #expect(!"\(changes)".contains("hunter"))
  }

  @Test func `Settings go by the names that a person typed them under`() {
    let before = spec(#""Image":"sha256:1","Args":["a"]"#, #","Resources":{"Limits":{"MemoryBytes":536870912}}"#)
    let after = spec(#""Image":"sha256:2","Args":["a","b"]"#, #","Resources":{"Limits":{"MemoryBytes":64}}"#)
    let changes = SpecDifference.changes(from: before, to: after)
    #expect(changes.map(\.field) == ["args", "image", "memoryLimit"])
    #expect(changes[0].after == #"["a","b"]"#)
    #expect(changes[2].before == "536870912")
  }

  @Test func `A placement that nobody set, and what an update leaves out, are no changes`() {
    let before = spec("", #"},"UpdateConfig":{"Parallelism":1,"FailureAction":"rollback","Order":"start-first""#)
    let after = spec(
      #""Mounts":[{"Target":"/a","Source":"v"}]"#,
      #","Placement":{"Constraints":["node.role==manager"]}},"UpdateConfig":{"Order":"stop-first""#)
    let changes = SpecDifference.changes(from: before, to: after, hasPlacement: false)
    #expect(changes.map(\.field) == ["mount./a", "updateConfig.Order"])
    #expect(SpecDifference.changes(from: after, to: before, hasPlacement: false).map(\.field) == changes.map(\.field))
    #expect(SpecDifference.changes(from: before, to: after).map(\.field).contains("placement.constraints"))
  }

  @Test func `Mounts and ports are told one by one`() {
    let before = spec(#""Mounts":[{"Target":"/a","Source":"v1"},{"Target":"/b","Source":"v2"}]"#)
    let after = spec(#""Mounts":[{"Target":"/a","Source":"v1"},{"Target":"/b","Source":"v3"}]"#)
    let changes = SpecDifference.changes(from: before, to: after)
    #expect(changes.map(\.field) == ["mount./b"])
  }

  @Test(arguments: ["", "nonsense", "[]", "null", "1", #"{"TaskTemplate":[]}"#])
  func `What is no spec counts as an empty one`(text: String) {
    #expect(SpecDifference.changes(from: text, to: text).isEmpty)
    #expect(SpecDifference.changes(from: text, to: spec(#""Image":"i""#)).contains { $0.field == "image" })
  }
}
