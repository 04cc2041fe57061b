/// The names of one installation's streams, and the commands on them.
struct RedisKeys: Sendable {
  /// About how many entries a stream keeps; who is further behind looks at the rows.
  private static let most = "10000"
  private static let group = "workers"
  let events: String
  let jobs: String

  /// - Parameter name: of the installation: others may use the same server.
  init(_ name: String) {
    events = "slipway:\(name):events"
    jobs = "slipway:\(name):jobs"
  }

  func adding(event: String, from identity: String) -> [String] {
    ["XADD", events, "MAXLEN", "~", Self.most, "*", "from", identity, "event", event]
  }

  var addingWakeUp: [String] { ["XADD", jobs, "MAXLEN", "~", Self.most, "*", "wake", "1"] }

  var newestEvent: [String] { ["XREVRANGE", events, "+", "-", "COUNT", "1"] }

  func reading(after id: String, wait: Duration) -> [String] {
    ["XREAD", "COUNT", "500", "BLOCK", Self.milliseconds(wait), "STREAMS", events, id]
  }

  /// From now on: what was queued before is in the rows.
  var makingGroup: [String] { ["XGROUP", "CREATE", jobs, Self.group, "$", "MKSTREAM"] }

  /// - Parameter consumer: the name of this process.
  func taking(as consumer: String, wait: Duration) -> [String] {
    [
      "XREADGROUP", "GROUP", Self.group, consumer, "COUNT", "1", "BLOCK", Self.milliseconds(wait), "STREAMS", jobs,
      ">",
    ]
  }

  func takingOver(as consumer: String, idle: Duration) -> [String] {
    ["XAUTOCLAIM", jobs, Self.group, consumer, Self.milliseconds(idle), "0", "COUNT", "100", "JUSTID"]
  }

  func acknowledging(_ ids: [String]) -> [String] { ["XACK", jobs, Self.group] + ids }

  var consumers: [String] { ["XINFO", "CONSUMERS", jobs, Self.group] }

  func forgetting(_ consumer: String) -> [String] { ["XGROUP", "DELCONSUMER", jobs, Self.group, consumer] }

  private static func milliseconds(_ duration: Duration) -> String { String(Int(duration / .milliseconds(1))) }
}

/// One entry of a stream.
struct RedisEntry: Sendable, Hashable {
  var id: String
  /// Names and values by turns.
  var fields: [String]

  /// - Returns: `nil` when the value is no entry.
  init?(_ value: RESPValue) {
    guard let parts = value.list, parts.count == 2, let id = parts[0].text else { return nil }
    self.id = id
    fields = parts[1].list?.compactMap(\.text) ?? []
  }

  subscript(_ name: String) -> String? {
    guard let place = stride(from: 0, to: fields.count - 1, by: 2).first(where: { fields[$0] == name }) else {
      return nil
    }
    return fields[place + 1]
  }

  /// What a read of one stream brought.
  static func all(in reply: RESPValue) -> [RedisEntry] {
    (reply.list?.first?.list?.last?.list ?? []).compactMap(RedisEntry.init)
  }
}
