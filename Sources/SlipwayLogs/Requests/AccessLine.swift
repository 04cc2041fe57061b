package import Foundation

/// One request, as the proxy's access log has it.
package struct AccessLine: Sendable, Hashable, Decodable {
  package var router: String
  package var host: String
  package var path: String
  package var method: String
  package var status: Int
  /// Nanoseconds.
  package var duration: Int
  package var bytes: Int
  package var time: Date
  package var client: String

  private enum Key: String, CodingKey {
    case RouterName, RequestHost, RequestPath, RequestMethod, DownstreamStatus, Duration, DownstreamContentSize,
      StartUTC
    case ClientHost
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    router = try values.decodeIfPresent(String.self, forKey: .RouterName) ?? ""
    host = try values.decodeIfPresent(String.self, forKey: .RequestHost) ?? ""
    path = try values.decodeIfPresent(String.self, forKey: .RequestPath) ?? ""
    method = try values.decodeIfPresent(String.self, forKey: .RequestMethod) ?? ""
    status = try values.decodeIfPresent(Int.self, forKey: .DownstreamStatus) ?? 0
    duration = try values.decodeIfPresent(Int.self, forKey: .Duration) ?? 0
    bytes = max(0, try values.decodeIfPresent(Int.self, forKey: .DownstreamContentSize) ?? 0)
    client = try values.decodeIfPresent(String.self, forKey: .ClientHost) ?? ""
    let text = try values.decode(String.self, forKey: .StartUTC)
    guard let start = try? Date(text.prefix(19) + "Z", strategy: .iso8601) else {
      throw DecodingError.dataCorruptedError(forKey: .StartUTC, in: values, debugDescription: "no time")
    }
    let fraction = text.dropFirst(20).prefix { $0.isASCII && $0.isNumber }
    time = start.addingTimeInterval(Double("0.\(fraction)") ?? 0)
  }

  /// `nil` for what is no such line.
  package init?(_ line: some Collection<UInt8>) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(line)) else { return nil }
    self = found
  }

  /// The number of the domain whose router took it; `nil` of what no domain of a service is: what matched nothing, the
  /// dashboard, a probe.
  package var domainKey: Int? {
    let name = router.hasSuffix("@file") ? router.dropLast(5) : router[...]
    guard let mark = name.range(of: "-router-", options: .backwards) else { return nil }
    let number = name[mark.upperBound...]
    return Int(number.hasPrefix("websecure-") ? number.dropFirst(10) : number)
  }

  /// 1 to 5, as the first digit of the status; what is none of them counts as 5.
  var statusClass: Int { (1...5).contains(status / 100) ? status / 100 : 5 }
}
