package import SlipwayCore

/// Looks at a Redis server before anything relies on it.
package enum RedisLook {
  /// What was found.
  package enum Finding: Sendable, Hashable {
    case well(version: String)
    /// It may come back by itself.
    case away(String)
    /// Somebody has to mend it; in a sentence for that person.
    case wrong(String)
  }

  private static let oldest = (6, 2)

  package static func find(_ address: RedisAddress) async -> Finding {
    do {
      let connection = try await RedisConnection.connect(address)
      let info = try await connection.send("INFO", "server")
      await connection.close()
      return judge(info.text ?? "")
    } catch let error as RedisError {
      return error.kind == .away
        ? .away("Redis at \(address.place) is away: \(error)")
        : .wrong("Redis at \(address.place) refuses us: \(error)")
    } catch {
      return .away("Redis at \(address.place) is away: \(error)")
    }
  }

  static func judge(_ info: String) -> Finding {
    let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("redis_version:") }
    guard let version = line?.split(separator: ":").last.map(String.init) else {
      return .wrong("Redis does not tell its version")
    }
    let parts = version.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 2, (parts[0], parts[1]) >= oldest else {
      return .wrong("Redis \(version) is too old: the bus needs 6.2 or later")
    }
    return .well(version: version)
  }
}
