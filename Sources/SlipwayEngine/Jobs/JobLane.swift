package import SlipwayCore

/// The names of lanes.
package enum JobLane {
  private static let prefix = "deployable:"

  package static func deployable(_ id: ID<Deployable>) -> String { prefix + id.rawValue }

  package static func server(_ id: ID<Server>) -> String { "server:" + id.rawValue }

  /// - Returns: whose lane it is; `nil` for one that is nobody's.
  static func deployable(of lane: String) -> ID<Deployable>? {
    lane.hasPrefix(prefix) ? ID(String(lane.dropFirst(prefix.count))) : nil
  }
}
