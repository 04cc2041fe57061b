package import SlipwayCore

/// Where a schedule runs, as published; and databases.
package enum ScheduleType: String, Codable, Sendable, CaseIterable {
  case application, compose, server
  case panel = "dokploy-server"
  case database

  /// - Returns: `nil` for what is no service.
  package var kind: Deployable.Kind? {
    switch self {
    case .application: .application
    case .compose: .compose
    case .database: .database
    case .server, .panel: nil
    }
  }

  package init(_ schedule: Schedule, in kind: Deployable.Kind?) {
    switch (schedule.place, kind) {
    case (.server, _): self = .server
    case (.service, .application): self = .application
    case (.service, .compose): self = .compose
    case (.service, .database): self = .database
    case (.panel, _), (.service, nil): self = .panel
    }
  }
}
