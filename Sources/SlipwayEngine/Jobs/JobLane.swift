package import SlipwayCore

/// The names of lanes.
package enum JobLane {
  package static func application(_ id: ID<Application>) -> String { "application:\(id)" }
}
