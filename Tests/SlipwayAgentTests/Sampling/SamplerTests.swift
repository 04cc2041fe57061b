import Foundation
import Testing

@testable import SlipwayAgent

/// A machine made of files, in either version of control groups.
private final class TestMachine {
  let places: KernelPlaces
  let archive: TestArchive
  private let root: String
  private let isUnified: Bool

  init(isUnified: Bool) throws {
    root = NSTemporaryDirectory() + "slipway-machine-\(UUID().uuidString)"
    self.isUnified = isUnified
    places = KernelPlaces(processes: root + "/proc", groups: root + "/cgroup", disk: "/")
    archive = try TestArchive()
    if isUnified { try write("/cgroup/cgroup.controllers", "cpu memory io\n") }
  }
  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// In place: who has a file open reads what it says now, as of the kernel's.
  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    if let handle = FileHandle(forWritingAtPath: url.path) {
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
    } else {
      try Data(text.utf8).write(to: url)
    }
  }

  func machine(busy: Int, idle: Int, received: Int) throws {
    try write("/proc/stat", "cpu  \(busy) 0 0 \(idle) 0 0 0 0 0 0\n")
    try write("/proc/meminfo", "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 600 kB\nCached: 300 kB\n")
    try write("/proc/net/dev", "head\nhead\n eth0: \(received) 0 0 0 0 0 0 0 10 0\n")
    try write("/proc/diskstats", " 254 0 vda 1 0 8 0 1 0 16 0 0\n")
  }

  /// - Parameter used: microseconds of processor time.
  func container(_ process: Int, used: Int, memory: Int, inactive: Int, sent: Int, written: Int) throws {
    try write("/proc/\(process)/net/dev", "head\nhead\n lo: 9 0 0 0 0 0 0 0 9\n eth0: 0 0 0 0 0 0 0 0 \(sent) 0\n")
    if isUnified {
      try write("/proc/\(process)/cgroup", "0::/c\(process)\n")
      try write("/cgroup/c\(process)/cpu.stat", "usage_usec \(used)\n")
      try write("/cgroup/c\(process)/memory.current", "\(memory)\n")
      try write("/cgroup/c\(process)/memory.stat", "file 4096\ninactive_file \(inactive)\n")
      try write("/cgroup/c\(process)/memory.max", "max\n")
      try write("/cgroup/c\(process)/io.stat", "8:0 rbytes=0 wbytes=\(written)\n")
    } else {
      try write("/proc/\(process)/cgroup", "3:memory:/c\(process)\n2:cpuacct:/c\(process)\n1:blkio:/c\(process)\n")
      try write("/cgroup/cpuacct/c\(process)/cpuacct.usage", "\(used * 1000)\n")
      try write("/cgroup/memory/c\(process)/memory.usage_in_bytes", "\(memory)\n")
      try write("/cgroup/memory/c\(process)/memory.stat", "total_cache 4096\ntotal_inactive_file \(inactive)\n")
      try write(
        "/cgroup/blkio/c\(process)/blkio.throttle.io_service_bytes_recursive", "8:0 Write \(written)\nTotal 0\n")
    }
  }

  static func known(_ process: Int, series: String = "service.shop") throws -> KnownContainer {
    KnownContainer(
      id: "id\(process)", name: "shop.\(process)", process: process,
      series: try #require(SeriesName(rawValue: series)))
  }

  func latest(_ series: String, at second: Int) throws -> Sample? {
    let name = try #require(SeriesName(rawValue: series))
    return archive.archive.latest(of: name, now: Date(timeIntervalSince1970: Double(second)))
  }
}

@Suite struct SamplerTests {
  @Test(arguments: [false, true])
  func `a machine and a service of two containers are measured between two moments`(isUnified: Bool) throws {
    let machine = try TestMachine(isUnified: isUnified)
    try machine.machine(busy: 100, idle: 100, received: 1000)
    try machine.container(7, used: 0, memory: 1 << 20, inactive: 0, sent: 0, written: 0)
    try machine.container(8, used: 0, memory: 1 << 20, inactive: 1 << 19, sent: 0, written: 0)
    let sampler = try Sampler(machine.archive.archive, machine.places)
    let both = [try TestMachine.known(7), try TestMachine.known(8)]
    sampler.follow(Dictionary(uniqueKeysWithValues: both.map { ($0.id, $0) }), now: Date())
    #expect(sampler.sample(time: 1000, uptime: 10) == nil)
    try machine.machine(busy: 130, idle: 170, received: 3000)
    try machine.container(7, used: 1_000_000, memory: 1 << 20, inactive: 0, sent: 100, written: 4096)
    try machine.container(8, used: 500_000, memory: 1 << 20, inactive: 1 << 19, sent: 300, written: 0)
    let whole = try #require(sampler.sample(time: 1002, uptime: 12))
    #expect(whole.cpu == 30)
    #expect(whole.networkIn == 1000)
    #expect(whole.memory == 400 * 1024)
    #expect(whole.cache == 300 * 1024)
    #expect(whole.diskTotal > 0)
    let service = try #require(try machine.latest("service.shop", at: 1002))
    #expect(service.containers == 2)
    #expect(service.cpu == 75)
    #expect(service.memory == Float(3 << 19))
    #expect(service.cache == 8192)
    // Without a limit of their own they have the machine's.
    #expect(service.memoryLimit == 1000 * 1024)
    #expect(service.networkOut == 200)
    #expect(service.blockWrite == 2048)
  }

  @Test func `a counter that is begun anew is no negative use`() throws {
    let machine = try TestMachine(isUnified: true)
    try machine.machine(busy: 100, idle: 100, received: 5000)
    try machine.container(7, used: 9_000_000, memory: 1, inactive: 0, sent: 900, written: 9)
    let sampler = try Sampler(machine.archive.archive, machine.places)
    let one = try TestMachine.known(7)
    sampler.follow([one.id: one], now: Date())
    _ = sampler.sample(time: 1000, uptime: 10)
    try machine.machine(busy: 101, idle: 200, received: 10)
    try machine.container(7, used: 5, memory: 1, inactive: 0, sent: 1, written: 1)
    let whole = try #require(sampler.sample(time: 1001, uptime: 11))
    #expect(whole.networkIn == 0)
    #expect(try machine.latest("service.shop", at: 1001)?.cpu == 0)
  }

  @Test func `a container that is gone is measured no more, and its series stays`() throws {
    let machine = try TestMachine(isUnified: true)
    try machine.machine(busy: 100, idle: 100, received: 0)
    try machine.container(7, used: 0, memory: 10, inactive: 0, sent: 0, written: 0)
    let sampler = try Sampler(machine.archive.archive, machine.places)
    let (one, missing) = (try TestMachine.known(7), try TestMachine.known(99, series: "other.gone"))
    sampler.follow([one.id: one, missing.id: missing], now: Date())
    #expect(sampler.containers == [one])
    for second in 0..<3 { _ = sampler.sample(time: UInt32(1000 + second), uptime: Double(second)) }
    sampler.follow([:], now: Date())
    _ = sampler.sample(time: 1010, uptime: 10)
    #expect(try machine.latest("service.shop", at: 1002)?.memory == 10)
    #expect(try machine.latest("service.shop", at: 1010) == nil)
    #expect(try machine.latest("other.gone", at: 1002) == nil)
  }
}
