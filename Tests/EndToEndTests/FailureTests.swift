import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct FailureTests {
    @Test(.timeLimit(.minutes(10)))
    func `each way to fail ends in error with its own evidence while the old version answers`() async throws {
      // Twice it is waited for in vain, and that is not what is to be seen.
      try await EndToEndFixture.with("failure", settings: { try await $0.giveReleases(seconds: 25, monitor: 5) }) {
        e2e in
        let (application, repository) = try await e2e.servingApplication(text: "good")
        let traffic = try await Traffic.during(application) {
          try await crash(application, repository)
          try await neverListens(application, repository)
          try await neverAnswers(application, repository)
          try await cannotBeBuilt(application, repository)
          try await noSuchBranch(application)
          try await badMount(application, repository)
        }
        let (sent, failures, bodies) = await (traffic.sent, traffic.failures, traffic.bodies)
        #expect(failures.isEmpty, "of \(sent) requests failed \(failures.count): \(failures.prefix(10))")
        #expect(bodies == ["good\n"])

        try await expectNothingLeft(e2e, application)
        try await repository.push(EndToEndRepository.page("good again"))
        try await application.deployed()
        try await application.waitForPage("good again")
        #expect(try await application.one()["applicationStatus"] == "done")
      }
    }

    private func crash(_ application: EndToEndApplication, _ repository: EndToEndRepository) async throws {
      try await repository.push(["start": "echo I cannot go on >&2\nexit 3\n"])
      let evidence = try await failure(of: application)
      #expect(evidence["exitCode"] == 3)
      #expect(evidence["isOutOfMemory"] == false)
      #expect(try evidence.items("containerLog").contains { $0.stringValue?.contains("I cannot go on") == true })
      #expect(evidence["isPreviousServing"] == true)
    }

    private func neverListens(_ application: EndToEndApplication, _ repository: EndToEndRepository) async throws {
      try await repository.push(["start": "echo asleep\ntrap 'exit 0' TERM\nsleep 1000 &\nwait\n"])
      let evidence = try await failure(of: application, within: .seconds(180))
      #expect(evidence["step"] == "verify")
      #expect(try evidence.text("summary").contains("listens on no port"))
      #expect(try evidence.text("advice").contains("8080"))
      #expect(try evidence.items("containerLog").contains { $0.stringValue?.contains("asleep") == true })
    }

    /// The kernel takes connections for it; it never says a word.
    private func neverAnswers(_ application: EndToEndApplication, _ repository: EndToEndRepository) async throws {
      try await repository.push([
        "start": "nc -ll -p 8080 -e sleep 1000 &\ntrap 'kill $!; exit 0' TERM\nwait\n"
      ])
      let evidence = try await failure(of: application, within: .seconds(180))
      #expect(evidence["step"] == "verify")
      #expect(try evidence.text("summary").contains("accepts connections on port 8080"))
    }

    private func cannotBeBuilt(_ application: EndToEndApplication, _ repository: EndToEndRepository) async throws {
      try await repository.push(["Dockerfile": "FROM busybox:latest\nRUN echo no luck && exit 42\n"])
      let deployment = try await application.deploy()
      let row = try await application.end(of: deployment)
      #expect(row["status"] == "error")
      #expect(row["evidence"]?["step"] == "build")
      #expect(try await application.log(of: deployment).contains("no luck"))
    }

    private func noSuchBranch(_ application: EndToEndApplication) async throws {
      let url = try #require(try await application.one()["customGitUrl"]?.stringValue)
      #expect(!url.contains("s3cret"))
      try await application.update(["customGitBranch": "nowhere"])
      let evidence = try await failure(of: application)
      #expect(evidence["step"] == "source")
      #expect(try evidence.text("summary").contains("nowhere"))
      try await application.update(["customGitBranch": "main"])
    }

    private func badMount(_ application: EndToEndApplication, _ repository: EndToEndRepository) async throws {
      try await repository.push(EndToEndRepository.page("never seen"))
      let mount = try await application.fixture.api.call(
        "mounts.create",
        [
          "serviceId": .string(application.id), "serviceType": "application", "type": "bind", "mountPath": "/data",
          "hostPath": "/srv/slipway-no-such-folder",
        ])
      let evidence = try await failure(of: application)
      #expect(evidence["dockerMessage"]?.stringValue?.contains("slipway-no-such-folder") == true)
      let id = try mount.text("mountId")
      try await application.fixture.api.call("mounts.remove", ["mountId": .string(id)])
    }

    private func failure(of application: EndToEndApplication, within limit: Duration = .seconds(120)) async throws
      -> JSONValue
    {
      let row = try await application.end(of: try await application.deploy(), within: limit)
      #expect(row["status"] == "error")
      #expect(try await application.one()["applicationStatus"] == "error")
      return try #require(row["evidence"])
    }

    private func expectNothingLeft(_ e2e: EndToEndFixture, _ application: EndToEndApplication) async throws {
      try await eventually("only the good release is left", within: .seconds(30)) {
        let services = try await e2e.docker.services(of: application.id)
        let containers = try await e2e.docker.containers(of: application.id)
        return services.count == 1 && containers.count == 1
      }
      #expect(e2e.leftovers() == [])
    }
  }
}
