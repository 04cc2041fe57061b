import SlipwayCore
import Testing

@testable import SlipwayCompose

@Suite struct StackModelTests {
  @Test func `files of configs and secrets are read from another folder, and everything else stays as it is`() {
    let model = StackModel(root: [
      "services": ["web": ["volumes": [["type": "bind", "source": "/there/code/a"]]]],
      "configs": ["a": ["file": "/there/code/a"], "b": ["external": true], "c": ["file": "/thereabouts/c"]],
      "secrets": ["s": ["file": "/there/files/s"]],
    ])
    let read = model.readFiles(in: "/here", insteadOf: "/there")
    #expect(read.root["configs"]?["a"]?["file"] == "/here/code/a")
    #expect(read.root["secrets"]?["s"]?["file"] == "/here/files/s")
    #expect(read.root["configs"]?["b"] == model.root["configs"]?["b"])
    #expect(read.root["configs"]?["c"] == model.root["configs"]?["c"])
    #expect(read.root["services"] == model.root["services"])
  }
}
