import Foundation
import Testing

@testable import SlipwayAgent

@Suite struct PublishedSamplesTests {
  private static let start = 1_800_000_000
  private static let cpuinfo = """
    processor : 0
    model name : A processor
    cpu MHz : 2100.5
    physical id : 0
    core id : 0

    processor : 1
    model name : A processor
    physical id : 0
    core id : 0
    """

  private static func facts() -> MachineFacts {
    var facts = MachineFacts(cpuinfo: cpuinfo)
    facts.distribution = MachineFacts.distribution("NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n")
    return facts
  }

  /// Two minutes of a service that receives a kilobyte a second.
  private static func filled() throws -> TestArchive {
    let archive = try TestArchive()
    let writers = [
      try SeriesWriter(archive.archive.path(of: .machine)),
      try SeriesWriter(archive.archive.path(of: try #require(SeriesName(service: "shop")))),
    ]
    for second in 0..<121 {
      var sample = Sample(time: UInt32(start + second))
      sample.cpu = 12.345
      (sample.memory, sample.memoryLimit) = (Float(1 << 30), Float(4 << 30))
      (sample.diskUsed, sample.diskTotal) = (50, 200)
      sample.networkIn = 1000
      sample.settlePeaks()
      for writer in writers { writer.add(sample) }
    }
    return archive
  }

  private static func answers(_ archive: TestArchive) -> PublishedSamples {
    PublishedSamples(
      archive: archive.archive, now: Date(timeIntervalSince1970: Double(start + 121)), facts: facts())
  }

  @Test func `facts of the machine are read from the kernel's words`() {
    let facts = Self.facts()
    #expect(facts.model == "A processor")
    #expect(facts.processors == 2)
    #expect(facts.cores == 1)
    #expect(facts.megahertz == 2100.5)
    #expect(facts.distribution == "Debian GNU/Linux 12")
    #expect(MachineFacts(cpuinfo: "").processors == 1)
  }

  @Test func `a machine's sample has the published fields and figures`() throws {
    let archive = try Self.filled()
    defer { withExtendedLifetime(archive) {} }
    let found = Self.answers(archive).machine(points: 50)
    #expect(found.count == 3)
    let last = try #require(found.last)
    #expect(last.cpu == "12.35" || last.cpu == "12.34")
    #expect(last.memUsed == "25.00")
    #expect(last.memUsedGB == "1.00")
    #expect(last.memTotal == "4.00")
    #expect(last.diskUsed == "25.00")
    #expect(last.networkIn == "0.12")
    #expect(last.cpuCores == 2)
    #expect(last.timestamp.hasSuffix("Z"))
  }

  @Test func `a container is found by its own name, its service's, and its application's`() throws {
    let archive = try Self.filled()
    defer { withExtendedLifetime(archive) {} }
    let answers = Self.answers(archive)
    let running = KnownContainer(
      id: "0123456789abcdef", name: "shop-x1-abc.1.zzz", process: 1,
      series: try #require(SeriesName(service: "shop")))
    for name in ["shop-x1-abc.1.zzz", "shop-x1-abc", "shop-x1", "shop"] {
      let found = answers.containers(name, [running], points: 50)
      #expect(found.count == 3, "\(name)")
      #expect(found.last?.Memory.usedUnit == "GiB")
      #expect(found.last?.Memory.percentage == 25)
      #expect(found.last?.Network.input == 121)
      #expect(found.last?.Network.inputUnit == "kB")
      #expect(found.last?.ID == "0123456789ab")
    }
    #expect(answers.containers("", [running], points: 50).isEmpty)
    #expect(answers.containers("sho", [running], points: 50).isEmpty)
  }

  @Test func `how many are wanted is a number or all`() {
    #expect(PublishedSamples.points(nil) == 50)
    #expect(PublishedSamples.points("all") == 43_200)
    #expect(PublishedSamples.points("7") == 7)
    #expect(PublishedSamples.points("-1") == 1)
    #expect(PublishedSamples.points("many") == 50)
  }

  @Test func `all that is kept comes thinned evenly, and never as more than a series' points`() throws {
    let archive = try TestArchive()
    defer { withExtendedLifetime(archive) {} }
    let writer = try SeriesWriter(archive.archive.path(of: .machine))
    let all = PublishedSamples.points("all")
    let begin = Self.start - all * 60
    for minute in 0..<all {
      var sample = Sample(time: UInt32(begin + minute * 60))
      sample.networkIn = 1000
      sample.settlePeaks()
      writer.add(sample)
    }
    let answers = PublishedSamples(
      archive: archive.archive, now: Date(timeIntervalSince1970: Double(Self.start)), facts: Self.facts())
    let found = answers.container(.machine, name: "shop", id: "abc", points: all)
    #expect(found.count <= SeriesQuery.most && found.count > SeriesQuery.most * 9 / 10)
    // 1000 bytes a second, thirty days long.
    #expect(found.last?.Network.inputUnit == "GB")
    #expect(abs((found.last?.Network.input ?? 0) - 2.59) < 0.05)
    #expect((49...50).contains(answers.container(.machine, name: "shop", id: "abc", points: 50).count))
  }

  @Test func `a query of a series is an hour unless it says something else, and never too much`() {
    let now = Date(timeIntervalSince1970: 10_000)
    #expect(SeriesQuery([], now: now).span == 6401..<10_001)
    #expect(
      SeriesQuery([("from", "5"), ("to", "9"), ("points", "99999")], now: now) == .init(span: 5..<9, points: 1500))
    #expect(SeriesQuery([("from", "9"), ("to", "5")], now: now).span == 4..<5)
    #expect(SeriesQuery([("from", "x"), ("to", "-3")], now: now).span == 0..<1)
  }
}
