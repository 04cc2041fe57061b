import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

@Suite struct FailureAdviceTests {
  private func advice(
    _ state: TaskFact.State, error: String? = nil, exit: Int? = nil, memory: Bool = false, unhealthy: Bool = false
  ) -> FailureAdvice {
    FailureAdvice(
      task: TaskFact(id: "1", state: state, error: error), exitCode: exit, isOutOfMemory: memory,
      isUnhealthy: unhealthy, memoryLimit: "64m", hasLog: true)
  }

  @Test func `A container that was stopped as unhealthy did not end by itself, even with exit code 0`() {
    #expect(advice(.complete, exit: 0, unhealthy: true).summary.contains("health check failed"))
  }

  @Test func `Memory is said before the exit code that it leads to`() {
    let said = advice(.failed, error: "task: non-zero exit (137)", exit: 137, memory: true)
    #expect(said.summary.contains("memory"))
    #expect(said.advice?.contains("64m") == true)
  }

  @Test(arguments: [
    ("invalid mount config for type \"bind\": bind source path does not exist: /nope", "folder that is mounted"),
    ("starting container failed: exec: \"nope\": executable file not found in $PATH", "not in the image"),
    ("No such image: sha256:abc", "image is not on the server"),
    ("exec /app: exec format error", "another kind of processor"),
  ])
  func `What Docker refuses is said in words`(error: String, words: String) {
    #expect(advice(.rejected, error: error).summary.contains(words))
  }

  @Test(arguments: [
    (#"psql: error: FATAL:  database "other" does not exist"#, "no database “other”"),
    ("ERROR 1049 (42000): Unknown database 'other'", "no database “other”"),
    ("ERROR 1044 (42000): Access denied for user 'app'@'%' to database 'other'", "no database “other”"),
    (#"FATAL:  role "app" does not exist"#, "no user “app”"),
    (#"FATAL:  password authentication failed for user "app""#, "refused the login as app"),
    ("ERROR 1045 (28000): Access denied for user 'app'@'::1' (using password: YES)", "refused the login as app"),
    ("could not connect to server", "did not accept a login as app within"), ("", "did not accept a login as app"),
  ])
  func `A login that is refused is told by the server's own words`(said: String, words: String) {
    let advice = FailureAdvice.refusedLogin(as: "app", to: "other", within: .seconds(90), said: said)
    #expect(advice.summary.contains(words))
    #expect(advice.advice != nil)
  }

  @Test func `A proxy that does not run is told by Docker's words, a folder that Docker does not see as that`() {
    let silent = FailureAdvice.noProxy(port: 80, instance: "slipway", said: nil)
    #expect(silent.summary.contains("port 80") && silent.advice?.contains("slipway-traefik") == true)
    let other = FailureAdvice.noProxy(port: 80, instance: "slipway", said: "no such image")
    #expect(other.advice?.contains("Docker says below") == true)
    let bind = FailureAdvice.noProxy(
      port: 80, instance: "slipway", said: "invalid mount config: bind source path does not exist: /d/traefik")
    #expect(bind.advice?.contains("--data-dir") == true)
  }

  @Test func `A refusal that is not known points at Docker's own words`() {
    #expect(advice(.rejected, error: "something new").summary == "Docker refused to start the container.")
  }

  @Test(arguments: [0, 1, 126, 127, 137, 139])
  func `Every exit code has a sentence and an advice`(code: Int) {
    let said = advice(code == 0 ? .complete : .failed, exit: code)
    #expect(said.summary.contains("\(code)"))
    #expect(said.advice != nil)
  }

  @Test func `Where it listens instead is named, and what to set`() {
    let domain = Domain(organizationID: ID("o"), deployableID: ID("a"), host: "a.test", createdAt: Date())
    let other = FailureAdvice.unanswered(domain, finding: .otherPorts([8080]))
    #expect(other.summary.contains("8080") && other.summary.contains("3000"))
    #expect(other.advice?.contains("8080") == true)
    #expect(FailureAdvice.unanswered(domain, finding: .nothing).summary.contains("listens on no port"))
    #expect(FailureAdvice.unanswered(domain, finding: .loopbackOnly).advice?.contains("0.0.0.0") == true)
  }

  @Test func `A port in use is told from being merely late`() {
    let reason = "no suitable node (host-mode port already in use on 1 node)"
    #expect(FailureAdvice.late(seconds: 90, reason: reason).summary.contains("already in use"))
    #expect(FailureAdvice.late(seconds: 90, reason: nil).summary.contains("90 seconds"))
  }
}
