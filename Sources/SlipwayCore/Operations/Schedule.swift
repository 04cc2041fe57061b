package import Foundation

/// A command that is run again and again: within the container of a service, on a server, or on the machine that Slipway
/// runs on.
package struct Schedule: Sendable, Hashable {
  /// Where it runs.
  package enum Place: String, Sendable, Codable, CaseIterable {
    /// The newest container of an application, of a database or of one service of a compose stack.
    case service
    /// The machine of a server, as the user that it is reached by.
    case server
    /// The machine of Slipway itself: its owner's only.
    case panel
  }

  /// Who reads what was typed.
  package enum Shell: String, Sendable, Codable, CaseIterable {
    case bash, sh
    /// Nobody: the words are the program and its arguments.
    case none
  }

  /// What becomes of a moment that comes while the run before is still at work.
  package enum Overlap: String, Sendable, Codable, CaseIterable {
    case skip, queue
  }

  /// What becomes of a moment that passed while Slipway was away.
  package enum Missed: String, Sendable, Codable, CaseIterable {
    case skip, once
  }

  package var id: ID<Schedule>
  package var organizationID: ID<Organization>
  package var place: Place
  /// Whose container it is; `nil` of a machine.
  package var deployableID: ID<Deployable>?
  /// `nil` of everything but a server.
  package var serverID: ID<Server>?
  package var name: String
  package var description: String?
  /// What published clients call its folder by; nothing is named after it.
  package var appName: String
  /// A cron expression.
  package var expression: String
  /// The zone that the expression is meant in; UTC when `nil`.
  package var timeZone: String?
  package var isEnabled: Bool
  package var shell: Shell
  package var settings: ScheduleSettings
  package var text: ScheduleText
  package var createdAt: Date

  package init(
    id: ID<Schedule> = .random(), organizationID: ID<Organization>, place: Place, deployableID: ID<Deployable>?,
    name: String, expression: String, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.place = place
    self.deployableID = deployableID
    self.name = name
    appName = ""
    self.expression = expression
    isEnabled = true
    shell = .bash
    settings = ScheduleSettings()
    text = ScheduleText(command: Secret(""))
    self.createdAt = createdAt
  }
}

/// The rules of a schedule's runs.
package struct ScheduleSettings: Sendable, Hashable, Codable {
  /// Of a compose stack: which of its services, by its name in the file.
  package var serviceName: String?
  package var overlap = Schedule.Overlap.skip
  package var missed = Schedule.Missed.skip
  /// What an attempt may take before it is ended.
  package var timeoutSeconds = 86_400
  /// How often a run that failed is tried again.
  package var retries = 0
  package var retryDelaySeconds = 60

  package init() {}
}

/// What a schedule runs. People write tokens into such texts: sealed at rest.
package struct ScheduleText: Sendable, Hashable, Codable {
  package var command: Secret
  /// Runs instead of the command when there is one.
  package var script: Secret?

  package init(command: Secret, script: Secret? = nil) {
    self.command = command
    self.script = script
  }

  /// The one that runs.
  package var effective: Secret { script ?? command }
}
