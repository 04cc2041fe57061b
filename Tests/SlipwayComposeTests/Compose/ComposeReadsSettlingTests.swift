import Testing

@testable import SlipwayCompose

struct ComposeReadsSettlingTests {
  @Test func `paths that are opened hold no variable that Compose could understand otherwise`() throws {
    let text = """
      include: ['${DIR}/a.yml', {path: ['$DIR/b.yml'], env_file: '${K:-/etc/shadow}'}]
      services:
        a: {image: 'x:${TAG}', env_file: ['${DIR}/.env', {path: '${K:-/etc/shadow}'}], label_file: $DIR/l}
        b: {extends: {file: '${DIR}/c.yml', service: a}}

      """.replacing("K:", with: "\u{212A}:")
    let settled = try ComposeReads.settled(text, environment: ["DIR": "sub"])
    let root = try YAMLTree.read(settled, field: "composeFile")
    #expect(root["services"]?["a"]?["env_file"]?.items?.map { $0.text ?? $0["path"]?.text } == ["sub/.env", ""])
    #expect(root["services"]?["a"]?["label_file"]?.text == "sub/l")
    #expect(root["services"]?["a"]?["image"]?.text == "x:${TAG}")
    #expect(root["services"]?["b"]?["extends"]?["file"]?.text == "sub/c.yml")
    #expect(root["include"]?.items?.first?.text == "sub/a.yml")
    #expect(!settled.contains("shadow"))
    let plain = "services: {a: {image: x, env_file: .env}}"
    #expect(try ComposeReads.settled(plain, environment: [:]) == plain)
    #expect(
      try ComposeReads.settled("services: {a: {image: x, env_file: 'a$$b'}}", environment: [:]).contains("a$$b"))
  }
}
