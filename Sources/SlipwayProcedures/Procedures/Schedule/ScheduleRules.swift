import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What the settings of every schedule must hold to.
enum ScheduleRules {
  /// A word of a program has room for twice as much.
  static let longestText = 64 << 10
  static let longestTimeout = 7 * 86_400

  /// Reads what was typed into a schedule; where it runs is there already.
  /// - Throws: ``SlipwayError`` `badRequest` naming every field that is wrong.
  static func apply(_ fields: ScheduleFields, to schedule: inout Schedule) throws {
    var problems = ValidationProblems()
    var changed = schedule
    problems.check("name") { changed.name = try TypedText.name(fields.name) }
    problems.check("description") {
      changed.description = try TypedText.description(fields.description.applied(to: schedule.description))
    }
    problems.check("cronExpression") {
      changed.expression = try CronExpression(parsing: fields.cronExpression, field: "cronExpression").description
    }
    problems.check("timezone") {
      changed.timeZone = try ZoneName.check(fields.timezone.applied(to: schedule.timeZone), field: "timezone")
    }
    changed.isEnabled = fields.enabled ?? schedule.isEnabled
    changed.shell = fields.shellType ?? schedule.shell
    problems.check("command") { try text(fields, &changed) }
    rules(fields, &changed.settings, &problems)
    try problems.throwIfAny()
    schedule = changed
  }

  /// Of a compose stack a service has to be named; everything else has only one.
  static func service(_ typed: String?, of kind: Deployable.Kind?, stored: String?) throws -> String? {
    let name = (typed ?? stored ?? "").trimmingSpaces()
    guard kind == .compose else { return nil }
    guard !name.isEmpty else {
      throw SlipwayError.invalid("serviceName", "choose the service whose container runs it")
    }
    return try TypedText.name(name, field: "serviceName", limit: 100)
  }

  private static func text(_ fields: ScheduleFields, _ schedule: inout Schedule) throws {
    let command = fields.command.replacing("\r\n", with: "\n")
    let typed = fields.script.applied(to: schedule.text.script?.reveal())?.replacing("\r\n", with: "\n")
    let script = typed.flatMap { $0.trimmingSpaces().isEmpty ? nil : $0 }
    for (field, text) in [("command", command), ("script", script ?? "")] {
      guard text.utf8.count <= longestText, !text.contains("\0") else {
        throw SlipwayError.invalid(field, "may have at most 64 KiB and no NUL characters")
      }
    }
    guard script != nil || !command.trimmingSpaces().isEmpty else {
      throw SlipwayError.invalid("command", "say what is to be run")
    }
    schedule.text = ScheduleText(command: Secret(command), script: script.map { Secret($0) })
    guard schedule.shell == .none else { return }
    guard script == nil else { throw SlipwayError.invalid("script", "needs a shell: bash or sh") }
    _ = try CommandWords.split(command, field: "command")
  }

  private static func rules(
    _ fields: ScheduleFields, _ settings: inout ScheduleSettings, _ problems: inout ValidationProblems
  ) {
    settings.overlap = fields.overlap ?? settings.overlap
    settings.missed = fields.missed ?? settings.missed
    settings.timeoutSeconds = fields.timeout ?? settings.timeoutSeconds
    settings.retries = fields.retries ?? settings.retries
    settings.retryDelaySeconds = fields.retryDelay ?? settings.retryDelaySeconds
    let ranges: [(field: String, value: Int, range: ClosedRange<Int>, words: String)] = [
      ("timeout", settings.timeoutSeconds, 1...longestTimeout, "must be between 1 second and 7 days"),
      ("retries", settings.retries, 0...10, "must be between 0 and 10"),
      ("retryDelay", settings.retryDelaySeconds, 0...3600, "must be between 0 seconds and an hour"),
    ]
    for one in ranges where !one.range.contains(one.value) {
      problems.check(one.field) { throw SlipwayError.invalid(one.field, one.words) }
    }
  }
}
