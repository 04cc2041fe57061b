import Foundation
import Testing

@testable import SlipwayLogs

/// Percentiles of what was counted.
@Suite struct LatencyBucketsTests {
  @Test func `every value is in a bucket whose middle is at most a sixteenth away`() {
    var last = -1
    for value in Array(0...5000) + stride(from: 5001, through: 3_600_000_000, by: 7_919_773) {
      let bucket = LatencyBuckets.bucket(of: value)
      #expect(bucket >= last, "\(value)")
      last = bucket
      let middle = LatencyBuckets.middle(of: bucket)
      #expect(abs(middle - value) <= value / 16 + 1, "\(value) in \(bucket) with \(middle)")
    }
    #expect(last < 600)
  }

  @Test func `percentiles are those of the values, but for a bucket's width`() throws {
    var buckets = LatencyBuckets()
    let values = (1...10_000).map { $0 * 37 % 10_007 * 100 }
    for value in values { buckets.add(microseconds: value) }
    let sorted = values.sorted()
    for share in [0.01, 0.5, 0.9, 0.95, 0.99, 1] {
      let exact = Double(sorted[Int((10_000 * share).rounded(.up)) - 1])
      let found = Double(try #require(buckets.percentile(share)))
      #expect(abs(found - exact) <= exact / 15 + 1, "\(share): \(found) for \(exact)")
    }
    #expect(buckets.count == 10_000)
  }

  @Test func `sums are as if all had been counted together, in whatever order`() {
    var (one, two, both) = (LatencyBuckets(), LatencyBuckets(), LatencyBuckets())
    for value in 0..<500 {
      one.add(microseconds: value * 11)
      two.add(microseconds: value * 1301)
      both.add(microseconds: value * 11)
      both.add(microseconds: value * 1301)
    }
    var sum = two
    sum.add(one)
    one.add(two)
    #expect(one == both && sum == both)
    #expect(LatencyBuckets(text: both.text) == both)
  }

  @Test func `none has no percentile, and odd values count as the nearest that there is`() {
    #expect(LatencyBuckets().percentile(0.5) == nil)
    var buckets = LatencyBuckets()
    buckets.add(microseconds: -5)
    #expect(buckets.percentile(0.5) == 0)
    buckets.add(microseconds: .max)
    #expect(buckets.percentile(1).map { $0 > 3_300_000_000 && $0 < 3_900_000_000 } == true)
    #expect(LatencyBuckets(text: "x,1,2:a,:,3:4,-1:2").text == "3:4")
  }
}

/// The paths that were asked for most.
@Suite struct TopPathsTests {
  @Test func `those that are asked for often are there, whatever else is asked for`() {
    var paths = TopPaths()
    for number in 0..<5000 {
      paths.add("/often?token=secret-\(number)")
      if number % 2 == 0 { paths.add("/half#x") }
      paths.add("/scan/\(number)")
    }
    #expect(paths.counts.count == TopPaths.most)
    #expect(paths.sorted.prefix(2).map(\.path) == ["/often", "/half"])
    #expect(paths.sorted[0].count == 5000)
    #expect(!paths.text.contains("secret"))
    #expect(TopPaths(text: paths.text) == paths)
  }

  @Test func `sums hold what both had most of`() {
    var (one, two) = (TopPaths(), TopPaths())
    one.add("/a", times: 10)
    two.add("/b", times: 20)
    two.add("/a", times: 5)
    one.add(two)
    #expect(one.sorted.map(\.path) == ["/b", "/a"])
    #expect(one.counts["/a"] == 15)
    #expect(TopPaths(text: "nonsense").counts.isEmpty)
    var long = TopPaths()
    long.add("/" + String(repeating: "x", count: 5000))
    #expect(long.sorted[0].path.count <= 202)
  }
}
