import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@testable import SlipwayEngine

struct DockerCommandTests {
  private let docker = DockerCommand(path: "/usr/bin/docker", usesBuildx: false, dockerHost: "unix:///d.sock")
  private let request = BuildRequest(
    tag: "slipway/web:d-1", ignoresCache: true, labels: ["slipway.deployable": "app1"], deadline: .seconds(60))

  @Test func `A build has exactly these words`() {
    var plan = BuildPlan(dockerfile: "/c/Dockerfile", context: "/c")
    plan.target = "release"
    plan.arguments = EnvironmentVariables(parsing: "NPM_TOKEN=1 2\nPATH=/evil\nDOCKER_HOST=tcp://evil\nLD_PRELOAD=/x")
    let command = docker.build(plan, request: request, secretFiles: [("TOKEN", "/w/secrets/0"), ("B", "/w, x/1")])
    #expect(
      command.words.map(plain) == [
        "/usr/bin/docker", "build", "--progress=plain", "--file", "/c/Dockerfile", "--tag", "slipway/web:d-1",
        "--target", "release", "--no-cache", "--build-arg", "NPM_TOKEN", "--build-arg", "PATH=/evil", "--build-arg",
        "DOCKER_HOST=tcp://evil", "--build-arg", "LD_PRELOAD=/x", "--secret", "id=TOKEN,src=/w/secrets/0", "--secret",
        "id=B,\"src=/w, x/1\"", "--label", "slipway.deployable=app1", "/c",
      ])
    #expect(command.environment["NPM_TOKEN"] == Secret("1 2"))
    #expect(command.environment["DOCKER_HOST"] == Secret("unix:///d.sock"))
    #expect(command.environment["DOCKER_BUILDKIT"] == Secret("1"))
    #expect(command.environment["PATH"] == nil && command.environment["LD_PRELOAD"] == nil)
    #expect(command.isLowPriority && command.deadline == .seconds(60))
  }

  @Test func `A plain build has only what it needs`() {
    var request = request
    request.ignoresCache = false
    request.labels = [:]
    let command = docker.build(BuildPlan(dockerfile: "/c/D", context: "/c"), request: request, secretFiles: [])
    #expect(
      command.words.map(plain) == [
        "/usr/bin/docker", "build", "--progress=plain", "--file", "/c/D", "--tag", "slipway/web:d-1", "/c",
      ])
  }

  @Test func `With buildx the engine's own builder is used`() {
    let docker = DockerCommand(path: "/usr/bin/docker", usesBuildx: true, dockerHost: "unix:///d.sock")
    #expect(docker.environment["BUILDX_BUILDER"] == Secret("default"))
    #expect(docker.environment["DOCKER_BUILDKIT"] == nil)
  }

  @Test func `A password in a proxy's address is in no word that everybody on the machine may read`() {
    var plan = BuildPlan(dockerfile: "/c/D", context: "/c")
    plan.arguments = EnvironmentVariables(
      parsing: "HTTP_PROXY=http://me:hunter22@proxy:3128\nNO_PROXY=localhost\nDBPASS=hunter23")
    let command = docker.build(plan, request: request, secretFiles: [])
    #expect(!command.words.map(plain).joined(separator: " ").contains("hunter"))
    #expect(command.words.map(plain).contains("NO_PROXY=localhost"))
    #expect(command.environment["HTTP_PROXY"] == Secret("http://me:hunter22@proxy:3128"))
    #expect(command.environment["DBPASS"] == Secret("hunter23"))
  }

  @Test(
    arguments: [
      "LD_PRELOAD", "LD_LIBRARY_PATH", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "DOCKER_HOST", "DOCKER_CONFIG",
      "DOCKER_CONTEXT", "BUILDKIT_HOST", "BUILDX_CONFIG", "PATH", "HOME", "SSH_AUTH_SOCK", "GLIBC_TUNABLES",
      "GODEBUG",
      "SSL_CERT_FILE", "docker_host",
    ], ["1", "https://me:hunter22@host"])
  func `A name that a program of ours obeys never gets into its environment`(name: String, value: String) {
    var plan = BuildPlan(dockerfile: "/c/D", context: "/c")
    plan.arguments = EnvironmentVariables([EnvironmentVariables.Variable(name: name, value: value)])
    #expect(docker.build(plan, request: request, secretFiles: []).environment == docker.environment)
  }

  @Test func `A log shows the names of arguments only`() {
    var plan = BuildPlan(dockerfile: "/c/D", context: "/c")
    plan.arguments = EnvironmentVariables(parsing: "VERSION=1.2\nA_KEY=x")
    let shown = DockerCommand.shown(docker.build(plan, request: request, secretFiles: []))
    #expect(shown.contains("--build-arg VERSION=… --build-arg A_KEY "))
    #expect(!shown.contains("1.2"))
  }

  @Test(arguments: [
    ("Docker version 20.10.24+dfsg1, build 297e128", 20), ("Docker version 28.2.2, build e6534b4", 28),
    ("podman 4", nil),
  ]) func `The version is read`(text: String, major: Int?) {
    #expect(DockerCommands.majorVersion(in: text) == major)
  }

  private func plain(_ word: Command.Word) -> String {
    if case .plain(let text) = word { text } else { "‹secret›" }
  }
}
