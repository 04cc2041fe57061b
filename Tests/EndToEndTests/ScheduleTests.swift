import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct ScheduleTests {
    /// An application that does nothing, whose container commands run in.
    struct Scene: Sendable {
      let e2e: EndToEndFixture
      let application: EndToEndApplication

      static func make(_ e2e: EndToEndFixture) async throws -> Scene {
        let application = try await e2e.application()
        try await application.update([
          "sourceType": "docker", "dockerImage": "busybox:latest", "command": "sleep 100000",
          // The first process of a container does not hear that it should end.
          "stopGracePeriodSwarm": 1_000_000_000,
        ])
        try await application.monitorShortly()
        try await application.deployed()
        return Scene(e2e: e2e, application: application)
      }

      /// - Returns: the new schedule's id.
      func schedule(_ command: String, _ more: [String: JSONValue] = [:]) async throws -> String {
        let fields: [String: JSONValue] = [
          "name": "Test", "cronExpression": "0 0 1 1 *", "command": .string(command), "shellType": "sh",
          "scheduleType": "application", "applicationId": .string(application.id),
        ]
        return try await e2e.api.call("schedule.create", fields.merging(more) { $1 }.filter { $0.value != .null })
          .text("scheduleId")
      }

      /// - Returns: the id of the run that was begun.
      func begin(_ schedule: String) async throws -> String {
        try await e2e.api.call("schedule.runManually", ["scheduleId": .string(schedule), "wait": false]).text(
          "deploymentId")
      }

      func run(_ id: String) async throws -> JSONValue { try await e2e.api.query("schedule.run", ["runId": id]) }

      func end(of id: String, within limit: Duration = .seconds(60)) async throws -> JSONValue {
        var found = JSONValue.null
        try await eventually("run \(id) ends", within: limit, every: .milliseconds(150)) {
          found = try await run(id)
          return try found.text("status") != "running"
        }
        return found
      }

      /// Runs it now and waits for its end.
      func ended(_ command: String, _ more: [String: JSONValue] = [:]) async throws -> (run: JSONValue, log: String) {
        let id = try await begin(try await schedule(command, more))
        let run = try await end(of: id)
        return (run, try await log(of: id))
      }

      func log(of id: String) async throws -> String {
        try await e2e.api.query("deployment.readLogs", ["deploymentId": id]).stringValue ?? ""
      }

      /// The programs in the application's container, but the one that it is there for.
      func programs() async throws -> [String] {
        let container = try #require(try await e2e.docker.containers(of: application.id).first)
        return try await e2e.docker.lines("top", container, "-eo", "pid,args").dropFirst().filter {
          !$0.hasSuffix("sleep 100000")
        }
      }

      func waitForProgram(_ words: String) async throws {
        try await eventually("\(words) runs", within: .seconds(20)) {
          try await programs().contains { $0.contains(words) }
        }
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `commands run within the newest container, by the clock and by hand, and what they write is kept`()
      async throws
    {
      try await EndToEndFixture.with("schedules") { e2e in
        let scene = try await Scene.make(e2e)
        let clock = try await scene.schedule("echo by the clock", ["cronExpression": "* * * * *"])

        let fine = try await scene.ended(
          "tr '\\0' ' ' </proc/1/cmdline; echo; echo \"$0 $#\"; cat; touch /tmp/made")
        #expect(fine.run["status"] == "done" && fine.run["exitCode"] == 0, "\(fine)")
        #expect(fine.log.contains("sleep 100000") && fine.log.contains("sh 0"), "\(fine.log)")
        #expect(!FileManager.default.fileExists(atPath: "/tmp/made"))

        let failed = try await scene.ended("echo broken >&2; exit 7", ["retries": 1, "retryDelay": 0])
        #expect(failed.run["status"] == "error" && failed.run["exitCode"] == 7 && failed.run["attempt"] == 2)
        #expect(failed.run["errorMessage"]?.stringValue?.contains("exit code 7: broken") == true, "\(failed.run)")

        let missing = try await scene.ended("echo", ["shellType": "bash"])
        #expect(missing.run["errorMessage"]?.stringValue?.contains("Choose sh") == true, "\(missing)")

        let words = try await scene.ended("echo '$HOME' ; true", ["shellType": "none"])
        #expect(words.log == "$HOME ; true\n", "\(words)")

        let background = try await scene.ended("sleep 333 & echo begun")
        #expect(background.run["status"] == "done", "\(background)")
        #expect(try await scene.programs().contains { $0.contains("sleep 333") }, "it may stay")

        let server = try await scene.ended(
          "pwd; cat /proc/self/cgroup >/dev/null; echo here >\(e2e.folder)/here",
          ["scheduleType": "dokploy-server", "applicationId": nil, "shellType": "bash"])
        #expect(server.run["status"] == "done", "\(server)")
        #expect(FileManager.default.fileExists(atPath: e2e.folder + "/here"))

        try await eventually("the clock rings", within: .seconds(90)) {
          let runs =
            try await e2e.api.query("deployment.allByType", ["id": clock, "type": "schedule"]).arrayValue ?? []
          return runs.contains { $0["status"] == "done" && $0["title"] == "Scheduled run" }
        }

        // The newest generation's container is the one.
        try await scene.application.update(["command": "sleep 200000"])
        try await scene.application.deployed()
        let newest = try await scene.ended("tr '\\0' ' ' </proc/1/cmdline")
        #expect(newest.log.contains("sleep 200000"), "\(newest)")

        try await e2e.api.call("application.stop", ["applicationId": .string(scene.application.id)])
        let stopped = try await scene.ended("true")
        #expect(stopped.run["errorMessage"]?.stringValue?.contains("is stopped; start it first") == true)
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `what takes too long, is cancelled, or is cut off by kill -9 leaves nothing running`() async throws {
      try await EndToEndFixture.with("schedules-ended") { e2e in
        let scene = try await Scene.make(e2e)
        let slow = "trap '' TERM; setsid sleep 301 & sleep 302; sleep 303"
        let late = try await scene.ended(slow, ["timeout": 2])
        #expect(late.run["errorMessage"]?.stringValue?.contains("took longer than 2 s") == true, "\(late)")
        #expect(try await scene.programs() == [])

        let schedule = try await scene.schedule("echo begun; sleep 304")
        let first = try await scene.begin(schedule)
        try await scene.waitForProgram("sleep 304")
        let second = try await e2e.api.answer(to: "schedule.runManually", ["scheduleId": .string(schedule)])
        #expect(second.status == 409, "\(second.body)")
        try await e2e.api.call("schedule.cancelRun", ["runId": .string(first)])
        #expect(try await scene.end(of: first)["state"] == "cancelled")
        #expect(try await scene.programs() == [])
        #expect(try await scene.log(of: first).contains("begun"))

        let cut = try await scene.begin(schedule)
        try await scene.waitForProgram("sleep 304")
        try await e2e.server.kill9()
        #expect(try await scene.programs().contains { $0.contains("sleep 304") }, "Docker goes on with it")
        try await e2e.restart()
        let lost = try await scene.end(of: cut)
        #expect(lost["status"] == "error", "\(lost)")
        #expect(lost["errorMessage"]?.stringValue?.contains("Slipway ended while this ran") == true, "\(lost)")
        #expect(try await scene.programs() == [])
        #expect(try await scene.log(of: cut).components(separatedBy: "begun").count == 2, "it was begun once")

        // A graceful stop says so, too, and the next run is not held up.
        let stopped = try await scene.begin(schedule)
        try await scene.waitForProgram("sleep 304")
        try await e2e.restart()
        #expect(try await scene.end(of: stopped)["errorMessage"]?.stringValue?.contains("was stopped") == true)
        #expect(try await scene.programs() == [])

        let gone = try await scene.begin(schedule)
        try await scene.waitForProgram("sleep 304")
        try await e2e.api.call("schedule.delete", ["scheduleId": .string(schedule)])
        try await eventually("its command is ended", within: .seconds(20)) { try await scene.programs().isEmpty }
        #expect(try await e2e.api.answer(to: "schedule.cancelRun", ["runId": .string(gone)]).status == 404)

        // The container itself ends in the middle.
        let within = try await scene.begin(try await scene.schedule("sleep 305"))
        try await scene.waitForProgram("sleep 305")
        let container = try #require(try await e2e.docker.containers(of: scene.application.id).first)
        try await e2e.docker.run("kill", container)
        let ended = try await scene.end(of: within)
        #expect(
          ended["errorMessage"]?.stringValue?.contains("The container ended in the middle") == true, "\(ended)")
      }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a command runs within the chosen service of a stack`() async throws {
      try await EndToEndFixture.with("schedules-stack") { e2e in
        let stack = try await e2e.stack(
          """
          services:
            one: {image: "busybox:latest", command: sleep 100001}
            two: {image: "busybox:latest", command: sleep 100002}
          """)
        try await stack.deployed()
        for (service, words) in [("two", "sleep 100002"), ("three", "it has one, two")] {
          let schedule = try await e2e.api.call(
            "schedule.create",
            [
              "name": "Test", "cronExpression": "@yearly", "command": "tr '\\0' ' ' </proc/1/cmdline",
              "shellType": "sh",
              "scheduleType": "compose", "composeId": .string(stack.id), "serviceName": .string(service),
            ]
          ).text("scheduleId")
          let answer = try await e2e.api.answer(to: "schedule.runManually", ["scheduleId": .string(schedule)])
          let runs = try await e2e.api.query("deployment.allByType", ["id": schedule, "type": "schedule"])
          let run = try #require(runs.arrayValue?.first)
          let log = try await e2e.api.query("deployment.readLogs", ["deploymentId": run.text("deploymentId")])
          #expect(log.stringValue?.contains(words) == true, "\(run) \(log)")
          #expect(answer.status == (service == "two" ? 200 : 412), "\(answer.body)")
        }
      }
    }
  }
}
