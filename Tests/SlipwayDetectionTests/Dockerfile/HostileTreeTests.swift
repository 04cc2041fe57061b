import SlipwayDetection
import Testing

/// Whatever a tree says, no line of the Dockerfile is its own.
@Suite struct HostileTreeTests {
  private static let instructions: Set = [
    "FROM", "WORKDIR", "ENV", "COPY", "RUN", "USER", "EXPOSE", "HEALTHCHECK", "CMD", "#",
  ]
  private static let evil = "x\"]\nRUN [\"evil\nFROM evil\n$(evil)`evil`\\\r\u{2028}USER root"

  private func check(_ tree: SourceTree, output: String? = nil) throws {
    let plan = try Detection.plan(tree, outputFolder: output)
    let text = try #require(plan.dockerfile)
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
      #expect(Self.instructions.contains(String(line.prefix { $0 != " " })), "\(line)")
      #expect(!line.hasPrefix("FROM evil") && !line.hasPrefix("USER root") && !line.hasPrefix("RUN [\"evil"))
    }
  }

  @Test func `names, versions and scripts of a Node project`() throws {
    let name = Self.evil.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
    let manifest = """
      {"name":"\(name)","main":"\(name)","packageManager":"pnpm@\(name)","engines":{"node":"\(name)"},
       "scripts":{"start":"node \(name)","build":"\(name)"},"dependencies":{"\(name)":"1"}}
      """
    try check(SourceTree(texts: ["package.json": manifest, ".nvmrc": Self.evil]))
    try check(SourceTree(texts: ["package.json": manifest, ".nvmrc": Self.evil]), output: Self.evil)
  }

  @Test(arguments: [
    "go.mod", "Cargo.toml", "Gemfile", "pom.xml", "build.gradle", "Package.swift", "mix.exs", "requirements.txt",
    "pyproject.toml",
    "composer.json", "deno.json",
  ]) func `whatever is in a manifest`(file: String) throws {
    let bodies = [
      Self.evil, "go \(Self.evil)", "[package]\nname = \"\(Self.evil)\"", "app: :\(Self.evil)",
      ".executableTarget(name: \"\(Self.evil)\")",
      "<java.version>\(Self.evil)</java.version>", "[project.scripts]\n\(Self.evil) = \"a:b\"", "ruby '\(Self.evil)'",
    ]
    for body in bodies { try check(SourceTree(texts: [file: body, "Procfile": "web: \(Self.evil)"])) }
  }

  @Test func `names of files`() throws {
    try check(
      SourceTree(paths: ["requirements\(Self.evil).txt", "requirements*.txt"], texts: ["requirements.txt": ""]))
    try check(SourceTree(paths: ["cmd/\(Self.evil)/main.go"], texts: ["go.mod": "module x"]))
    try check(
      SourceTree(texts: ["\(Self.evil).csproj": "", "a.csproj": "<AssemblyName>\(Self.evil)</AssemblyName>"]))
  }
}
