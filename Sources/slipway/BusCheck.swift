import Logging
import SlipwayCore
import SlipwayHost

/// Looks at the Redis server of the bus before a process relies on it.
enum BusCheck {
  /// One that is away is none of a start's business: the rows are the truth.
  /// - Throws: ``CommandFailed`` 78 for what no waiting mends.
  static func run(_ configuration: Configuration) async throws {
    guard let address = configuration.bus else { return }
    switch await RedisLook.find(address) {
    case .well: return
    case .away(let reason): Logger(label: "slipway.bus").warning("starts without its bus: \(reason)")
    case .wrong(let reason):
      throw CommandFailed(
        status: CommandFailed.badConfiguration,
        message: "--bus: \(reason). Mend the address, its user and password, or leave --bus out.")
    }
  }
}
