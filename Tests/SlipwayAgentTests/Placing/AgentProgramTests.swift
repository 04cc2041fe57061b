import SlipwayCore
import Testing

@testable import SlipwayAgent

/// The program that is taken to other machines.
@Suite struct AgentProgramTests {
  @Test func `the running program is read, with its digest and where it runs`() async throws {
    let program = try await AgentProgram.own()
    #expect(program.digest.count == 64 && !program.architecture.isEmpty)
    #expect(try await AgentProgram.own() == program)
    #expect(!AgentProgram.name.isEmpty)
  }

  @Test func `libraries outside of the system's own folders are none that another machine has`() {
    let maps = """
      7f00-7f01 r-xp 00000000 fe:00 1 /usr/lib/x86_64-linux-gnu/libc.so.6
      7f01-7f02 r-xp 00000000 fe:00 2 /opt/swift/usr/lib/swift/linux/libswiftCore.so
      7f02-7f03 r--p 00000000 fe:00 2 /opt/swift/usr/lib/swift/linux/libswiftCore.so
      7f03-7f04 rw-p 00000000 00:00 0 [heap]
      7f04-7f05 r-xp 00000000 fe:00 3 /usr/local/bin/slipway
      """
    #expect(AgentProgram.foreign(maps) == ["/opt/swift/usr/lib/swift/linux/libswiftCore.so"])
  }

  @Test func `a library that is missing is known by the package that has it`() {
    let line = "slipway: error while loading shared libraries: libsqlite3.so.0: cannot open shared object file"
    #expect(AgentCarrier.missingPackage([line]) == "libsqlite3-0")
    #expect(AgentCarrier.missingPackage(["slipway: version `GLIBC_2.38' not found"]) == nil)
  }

  @Test func `a name of an installation leads to a place of its own`() {
    let place = AgentPlace(root: "/var/lib/slipway-server/one", instance: "one")
    #expect(place.socket == "/run/slipway-agent-one.sock")
    let program = place.program(String(repeating: "a", count: 64))
    #expect(program == "/var/lib/slipway-server/one/agent/slipway-aaaaaaaaaaaaaaaa")
    #expect(place.unit(program).contains("ExecStart=\(program) agent --data-dir"))
    #expect(place.words(program).contains("--token-file") && !place.unit(program).contains("--metrics-token"))
  }
}
