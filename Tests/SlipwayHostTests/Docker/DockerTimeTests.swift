import Foundation
import Testing

@testable import SlipwayHost

@Suite struct DockerTimeTests {
  @Test(arguments: [
    ("2024-01-02T03:04:05.123456789Z", 1_704_164_645.123456789), ("2024-01-02T03:04:05Z", 1_704_164_645.0),
    ("2024-01-02T03:04:05.5+01:00", 1_704_161_045.5),
  ])
  func `Moments are read to the nanosecond and in every zone`(text: String, seconds: Double) throws {
    let date = try #require(DockerTime(text).date)
    #expect(abs(date.timeIntervalSince1970 - seconds) < 0.000_01)
  }

  @Test(arguments: ["", "0001-01-01T00:00:00Z", "now", "2024-13-45T99:99:99Z", "2024-01-02T03:04:05.", "🚢"])
  func `What is no moment has no date`(text: String) {
    #expect(DockerTime(text).date == nil)
  }

  @Test func `Queries have seconds with nine digits`() {
    #expect(DockerTime.seconds(Date(timeIntervalSince1970: 12.0625)) == "12.062500000")
  }
}
