import Testing

@testable import SlipwayCore

/// How figures are written down.
@Suite struct MetricTextTests {
  @Test func `labels are escaped, and a family without figures is left out`() {
    var text = MetricText()
    text.add("a_total", .counter, "Help.", [.init(2, [("name", "x\"y\\z\nw")])])
    text.add("b", .gauge, "Nothing.", [])
    text.add("c_seconds", .gauge, "Half.", 0.5)
    #expect(
      text.text == """
        # HELP a_total Help.
        # TYPE a_total counter
        a_total{name="x\\"y\\\\z\\nw"} 2
        # HELP c_seconds Half.
        # TYPE c_seconds gauge
        c_seconds 0.5

        """)
  }

  @Test func `a histogram's buckets add up`() {
    let histogram = Histogram("what")
    for time in [Duration.milliseconds(1), .milliseconds(3), .seconds(1000)] { histogram.add(time, "read") }
    let samples = histogram.samples
    let buckets = samples.filter { $0.suffix == "_bucket" }.map(\.value)
    #expect(buckets == buckets.sorted() && buckets.first == 1 && buckets.last == 3)
    #expect(samples.first { $0.suffix == "_count" }?.value == 3)
    #expect(abs((samples.first { $0.suffix == "_sum" }?.value ?? 0) - 1000.004) < 0.0001)
    #expect(samples.filter { $0.labels.contains { $0.value == "+Inf" } }.count == 1)
  }

  @Test func `a label that never ends does not eat the memory`() {
    let counter = Counter("who")
    for number in 0..<5000 { counter.add(1, String(number)) }
    #expect(counter.samples.count <= 2001)
    #expect(counter.count("other") == 3000)
  }
}
