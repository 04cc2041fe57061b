import Testing

@testable import SlipwayAgent

@Suite struct MachineCountersTests {
  private static let disks = """
       7       0 loop0 9 0 99 0 9 0 99 0 0 0 0 0 0 0 0 0 0
     254       0 vda 145321 28780 100 40132 80961 436829 200 220239 0 24620 263732 19925 1 2682816 2561 11397 799
     254       1 vda1 145321 28780 100 40132 80961 436829 200 220239 0 24620 263732
     259       0 nvme0n1 1 0 10 0 1 0 20 0 0 0 0
     259       1 nvme0n1p2 1 0 10 0 1 0 20 0 0 0 0
     179       0 mmcblk0 1 0 1 0 1 0 2 0 0 0 0
     179       1 mmcblk0p1 1 0 1 0 1 0 2 0 0 0 0
     253       0 dm-0 1 0 1000 0 1 0 1000 0 0 0 0
       8       0 sdaa 1 0 1 0 1 0 3 0 0 0 0

    """

  private static let network = """
    Inter-|   Receive                                                |  Transmit
     face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
        lo:    2027      21    0    0    0     0          0         0     2027      21    0    0    0     0       0          0
      eth0:    1322      15    0    0    0     0          0         0       44       1    0    0    0     0       0          0
    docker0:    500      15    0    0    0     0          0         0      600       1    0    0    0     0       0          0
    vethab1:    500      15    0    0    0     0          0         0      600       1    0    0    0     0       0          0
    enp3s0:1000 1 0 0 0 0 0 0 2000 1 0 0 0 0 0 0

    """

  @Test func `what idles and what another machine took is no work`() {
    let found = reading("cpu  100 1 50 1000 7 2 3 4 90 0\ncpu0 1 1 1 1 1\n") { MachineCounters.processors($0) }
    #expect(found == .init(busy: 100 + 1 + 50 + 2 + 3, total: 1167))
  }

  @Test func `old kernels say less of processors`() {
    #expect(reading("cpu  10 0 10 80\n") { MachineCounters.processors($0) } == .init(busy: 20, total: 100))
    #expect(reading("intr 10\n") { MachineCounters.processors($0) } == nil)
  }

  @Test func `memory in use is what is not available`() throws {
    let text = """
      MemTotal:       1000 kB
      MemFree:         200 kB
      MemAvailable:    700 kB
      Buffers:          10 kB
      Cached:          400 kB
      SwapCached:       50 kB
      SReclaimable:     30 kB
      """
    let memory = try #require(reading(text) { MachineCounters.memory($0) })
    #expect(memory.total == 1000 << 10)
    #expect(memory.used == 300 << 10)
    #expect(memory.cache == 440 << 10)
  }

  @Test func `a kernel that does not say what is available counts the cache`() throws {
    let text = "MemTotal: 1000 kB\nMemFree: 200 kB\nCached: 400 kB\n"
    #expect(reading(text) { MachineCounters.memory($0) }?.used == 400 << 10)
    #expect(reading("nothing") { MachineCounters.memory($0) } == nil)
  }

  @Test func `a machine's traffic is that of its own cards`() {
    let found = reading(Self.network) { MachineCounters.traffic($0, isMachine: true) }
    #expect(found == .init(received: 2322, sent: 2044))
  }

  @Test func `a container's traffic is all but its loopback`() {
    let found = reading(Self.network) { MachineCounters.traffic($0, isMachine: false) }
    #expect(found == .init(received: 3322, sent: 3244))
  }

  @Test func `whole disks are counted, not their parts and what lies on them`() {
    let found = reading(Self.disks) { MachineCounters.disks($0) }
    #expect(found == .init(received: 112 * 512, sent: 225 * 512))
  }
}
