import Testing

@testable import SlipwayAgent

@Suite struct ControlGroupTests {
  private static let mixed = """
    9:name=systemd:/docker/f8
    7:blkio:/docker/f8
    4:memory:/docker/f8
    2:cpu,cpuacct:/docker/f8
    0::/docker/f8

    """
  private static let stat1 = """
    cache 15687680
    inactive_file 1
    hierarchical_memory_limit 9223372036854771712
    total_cache 15687680
    total_inactive_file 417792

    """
  private static let stat2 = "anon 4096\nfile 8192\nfile_mapped 1\ninactive_file 6000\nactive_file 2192\n"

  @Test func `version 1 has a folder for each kind of resource`() {
    let found = ControlGroup.find(Self.mixed, root: "/sys/fs/cgroup", isUnified: false)
    #expect(
      found
        == .v1(
          processor: "/sys/fs/cgroup/cpuacct/docker/f8", memory: "/sys/fs/cgroup/memory/docker/f8",
          blocks: "/sys/fs/cgroup/blkio/docker/f8"))
  }

  @Test func `version 2 has one folder`() {
    let found = ControlGroup.find("0::/system.slice/docker-f8.scope\n", root: "/sys/fs/cgroup", isUnified: true)
    #expect(found == .v2("/sys/fs/cgroup/system.slice/docker-f8.scope"))
  }

  @Test func `what a container has made within its group is its own`() {
    let found = ControlGroup.find(
      "0::/system.slice/docker-f8ab.scope/init.scope\n", root: "/cg", isUnified: true, container: "f8ab")
    #expect(found == .v2("/cg/system.slice/docker-f8ab.scope"))
  }

  @Test func `a path that leaves the root is not followed`() {
    #expect(ControlGroup.find("0::/../../etc\n", root: "/sys/fs/cgroup", isUnified: true) == nil)
    #expect(ControlGroup.find("", root: "/sys/fs/cgroup", isUnified: false) == nil)
  }

  @Test func `processor time is in microseconds in both versions`() {
    #expect(reading("1234567890\n") { ControlGroup.processorTime(v1: $0) } == 1_234_567)
    #expect(reading("usage_usec 42\nuser_usec 40\n") { ControlGroup.processorTime(v2: $0) } == 42)
    #expect(reading("") { ControlGroup.processorTime(v2: $0) } == nil)
  }

  @Test func `memory is without the files that the kernel would give back, and the page cache apart`() {
    let first = reading(Self.stat1) { ControlGroup.memory(usage: 20_000_000, v1: $0) }
    #expect(first == .init(used: 20_000_000 - 417_792, cache: 15_687_680, limit: nil))
    let second = reading(Self.stat2) { ControlGroup.memory(usage: 10_000, v2: $0, limit: 65_536) }
    #expect(second == .init(used: 4000, cache: 8192, limit: 65_536))
  }

  @Test func `more files than memory is no negative number`() {
    #expect(reading(Self.stat2) { ControlGroup.memory(usage: 100, v2: $0, limit: nil) }.used == 100)
  }

  @Test func `a limit of version 1 is one when it is smaller than all addresses`() {
    let text = "hierarchical_memory_limit 536870912\n"
    #expect(reading(text) { ControlGroup.memory(usage: 1, v1: $0) }.limit == 536_870_912)
  }

  @Test func `blocks are summed over disks in both versions`() {
    let first = "8:0 Read 10\n8:0 Write 20\n8:0 Sync 5\n8:0 Total 30\n8:16 Read 1\n8:16 Write 2\nTotal 33\n"
    #expect(reading(first) { ControlGroup.blocks(v1: $0) } == .init(received: 11, sent: 22))
    #expect(reading("Total 0\n") { ControlGroup.blocks(v1: $0) } == .init(received: 0, sent: 0))
    let second = "8:0 rbytes=7 wbytes=8 rios=1 wios=1 dbytes=0 dios=0\n8:16 rbytes=1 wbytes=1\n"
    #expect(reading(second) { ControlGroup.blocks(v2: $0) } == .init(received: 8, sent: 9))
  }
}
