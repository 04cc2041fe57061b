import SlipwayDetection
import Testing

/// The words are those that the tools' own documents name; none of the tools was run.
@Suite struct ToolWordsTests {
  @Test func `nixpacks writes its Dockerfile and builds nothing`() {
    let words = ToolWords.nixpacks(
      folder: "/c", tag: "slipway/web:d-1", variables: ["A", "PATH=/x"], ignoresCache: true, isPublished: true)
    #expect(
      words == [
        "build", "/c", "--name", "slipway/web:d-1", "--out", "/c", "--no-cache", "--no-error-without-start", "--env",
        "A",
        "--env", "PATH=/x",
      ])
  }

  @Test func `railpack prepares a plan`() {
    #expect(
      ToolWords.railpack(folder: "/c", plan: "/w/p.json", info: "/w/i.json", variables: ["A"]) == [
        "prepare", "/c", "--plan-out", "/w/p.json", "--info-out", "/w/i.json", "--env", "A",
      ])
    #expect(ToolWords.railpackFrontend(version: "0.15.4") == "ghcr.io/railwayapp/railpack-frontend:v0.15.4")
  }

  @Test func `pack keeps what it fetches in volumes of the application, and reads variables from a file`() {
    var request = PackRequest(
      tag: "slipway/web:d-1", folder: "/c", builder: "heroku/builder:24", appName: "web", variablesFile: "/w/env",
      dockerHost: "inherit")
    request.variables = ["KEY"]
    request.ignoresCache = true
    #expect(
      ToolWords.pack(request) == [
        "build", "slipway/web:d-1", "--path", "/c", "--builder", "heroku/builder:24", "--cache",
        "type=build;format=volume;name=slipway-buildpacks-web-build", "--cache",
        "type=launch;format=volume;name=slipway-buildpacks-web-launch", "--env-file", "/w/env", "--env", "KEY",
        "--docker-host", "inherit", "--pull-policy", "if-not-present", "--no-color", "--clear-cache",
      ])
  }

  @Test(arguments: BuildTool.allCases) func `every tool is downloaded over https, for the machines that there are`(
    tool: BuildTool
  ) {
    for machine in ["x86_64", "aarch64"] {
      #expect(tool.address(version: tool.standardVersion, machine: machine)?.hasPrefix("https://github.com/") == true)
    }
    #expect(tool.address(version: tool.standardVersion, machine: "riscv64") == nil)
    #expect(tool.address(version: "1.0/../../x", machine: "x86_64") == nil)
  }
}
