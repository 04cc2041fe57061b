import Foundation
import SlipwayCore
import SlipwayHost
import Testing

@Suite struct PipelineTests {
  /// Gone with whoever holds it.
  private final class Folder: Sendable {
    let path = NSTemporaryDirectory() + "slipway-pipeline-" + RandomText.suffix(12)

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "pipeline-test")

  @Test func `what flows arrives whole and is measured`() async throws {
    let folder = try Folder()
    let target = folder.path + "/out"
    let pipeline = Pipeline(
      [["head", "-c", "3000000", "/dev/zero"], ["gzip", "-c"]], into: ["tee", "\(target)"], what: "The test")
    let measure = try await host.stream(pipeline, output: nil)
    let data = try Data(contentsOf: URL(fileURLWithPath: target))
    #expect(data.count == measure.bytes)
    let digest = try await host.run(["sha256sum", "\(target)"])
    #expect(digest.text.hasPrefix(measure.sha256))
    let back = try await host.stream(
      Pipeline([["cat", "\(target)"], ["gzip", "-d", "-c"]], into: nil, what: "The test"), output: nil)
    #expect(back.bytes == 3_000_000)
    #expect(back.endsAsTar)
  }

  @Test(arguments: [0, 1])
  func `a source that fails kills the sink before it has the end`(failing: Int) async throws {
    let folder = try Folder()
    let mark = folder.path + "/finished"
    var sources: [Command] = [["head", "-c", "100000", "/dev/zero"], ["cat"]]
    sources[failing] = ["tar", "--create", "--file", "-", "/nothing/is/here"]
    // It opens its target at once and writes it only when its input has ended.
    let sink: Command = ["sort", "--output", "\(mark)"]
    await #expect {
      try await host.stream(Pipeline(sources, into: sink, what: "The test"), output: nil)
    } throws: { error in
      let error = error as? SlipwayError
      return error?.code == .commandFailed && error?.message.hasPrefix("The test failed") == true
    }
    #expect((FileManager.default.contents(atPath: mark) ?? Data()).isEmpty)
  }

  @Test func `what is not approved never reaches its end`() async throws {
    let folder = try Folder()
    let mark = folder.path + "/finished"
    let pipeline = Pipeline([["echo", "short"]], into: ["sort", "--output", "\(mark)"], what: "The test") { measure in
      guard measure.endsAsTar else { throw SlipwayError(.commandFailed, "it ended too early") }
    }
    await #expect { try await host.stream(pipeline, output: nil) } throws: {
      ($0 as? SlipwayError)?.message == "it ended too early"
    }
    #expect((FileManager.default.contents(atPath: mark) ?? Data()).isEmpty)
  }

  @Test func `a sink that refuses is what failed, and its words are told`() async throws {
    let pipeline = Pipeline(
      [["head", "-c", "100000000", "/dev/zero"]], into: ["cat", "/nothing/is/here"], what: "The test")
    await #expect { try await host.stream(pipeline, output: nil) } throws: {
      ($0 as? SlipwayError)?.message.contains("/nothing/is/here") == true
    }
  }

  @Test func `a sink that leaves early is a failure`() async throws {
    let pipeline = Pipeline([["head", "-c", "100000000", "/dev/zero"]], into: ["true"], what: "The test")
    await #expect(throws: SlipwayError.self) { try await host.stream(pipeline, output: nil) }
  }

  @Test func `a program that is missing is named`() async throws {
    for pipeline in [
      Pipeline([["no-such-program"], ["cat"]], into: ["cat"], what: "The test"),
      Pipeline([["echo", "x"]], into: ["no-such-program"], what: "The test"),
    ] {
      await #expect { try await host.stream(pipeline, output: nil) } throws: {
        ($0 as? SlipwayError)?.message.contains("no-such-program is not installed") == true
      }
    }
  }

  @Test func `what a program began elsewhere is ended with it`() async throws {
    // As a program within a container, it is in no group of the one that began it.
    var sink: Command = ["setsid", "--fork", "sleep", "4324.5"]
    let mark = ProcessMark(name: "SLIPWAY_PROGRAM", value: RandomText.suffix(16))
    sink.environment = [mark.name: Secret(mark.value)]
    sink.mark = mark
    let pipeline = Pipeline([["sleep", "4323.5"]], into: sink, what: "The test")
    await #expect(throws: SlipwayError.self) { try await host.stream(pipeline, output: nil) }
    #expect(try await host.run(["pgrep", "-f", "sleep 432[34].5"]).status == 1)
  }

  @Test func `a cancelled one leaves nobody behind`() async throws {
    let task = Task {
      try await host.stream(Pipeline([["sleep", "4321.5"], ["cat"]], into: ["cat"], what: "The test"), output: nil)
    }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await host.run(["pgrep", "-f", "sleep 4321.5"]).status == 1)
  }

  private func problem(_ pipeline: Pipeline) async -> String? {
    do {
      _ = try await host.stream(pipeline, output: nil)
      return nil
    } catch {
      return (error as? SlipwayError)?.message ?? "\(error)"
    }
  }

  @Test(arguments: [
    (["sleep", "4321.6"], ["cat"], "The test was given up: nothing came for 0.4 s."),
    (
      ["head", "-c", "10000000", "/dev/zero"], ["sleep", "4321.7"],
      "The test was given up: nothing was taken for 0.4 s."
    ),
  ])
  func `what hangs is given up`(source: [String], sink: [String], words: String) async throws {
    var pipeline = Pipeline([Command(source)], into: Command(sink), what: "The test")
    pipeline.stall = .milliseconds(400)
    let found = await problem(pipeline)
    #expect(found == words)
    let sleeper = source[0] == "sleep" ? source[1] : sink[1]
    #expect(try await host.run(["pgrep", "-f", "sleep \(sleeper)"]).status == 1)
  }

  @Test(arguments: [true, false])
  func `a sink that works on what it has is waited for when it may`(isPatient: Bool) async throws {
    let program = "import sys, time; sys.stdin.buffer.read(); time.sleep(1.5)"
    var pipeline = Pipeline([["echo", "x"]], into: ["python3", "-c", "\(program)"], what: "The test")
    (pipeline.stall, pipeline.isSinkPatient) = (.milliseconds(700), isPatient)
    let found = await problem(pipeline)
    #expect((found == nil) == isPatient, "\(found ?? "")")
  }

  @Test func `a sink that has grace takes back what it began, and is never told the end`() async throws {
    let folder = try Folder()
    let (ready, told) = (folder.path + "/ready", folder.path + "/told")
    let sink = """
      import signal, sys
      def asked(*_):
          open(sys.argv[2], "w").write("asked")
          sys.exit(0)
      signal.signal(signal.SIGTERM, asked)
      open(sys.argv[1], "w").close()
      sys.stdin.read()
      open(sys.argv[2], "w").write("ended")
      """
    let source = """
      import os, sys, time
      while not os.path.exists(sys.argv[1]): time.sleep(0.02)
      sys.exit(3)
      """
    var pipeline = Pipeline(
      [["python3", "-c", "\(source)", "\(ready)"]], into: ["python3", "-c", "\(sink)", "\(ready)", "\(told)"],
      what: "The test")
    pipeline.sinkGrace = .seconds(10)
    let found = await problem(pipeline)
    #expect(found?.contains("exit status 3") == true, "\(found ?? "")")
    #expect(try String(contentsOfFile: told, encoding: .utf8) == "asked")
  }
}
