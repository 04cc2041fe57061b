import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// Schedules and their runs in words and tones.
enum ScheduleWords {
  static func tone(_ state: RunStatus) -> Tone {
    switch state {
    case .queued, .cancelled: .idle
    case .running: .working
    case .done: .good
    case .error: .failed
    }
  }

  static func word(_ run: ScheduleRunRow) -> String {
    switch run.state {
    case .queued: "Waiting"
    case .running: run.isCancelRequested ? "Stopping" : "Running"
    case .done: "Done"
    case .error: "Failed"
    // One that never began was left out, not stopped.
    case .cancelled: run.startedAt == nil && run.message != nil ? "Left out" : "Cancelled"
    }
  }

  /// When it runs: `every day at 03:00, Europe/Berlin`.
  static func rhythm(_ expression: String, _ zone: String?) -> String {
    let cron = try? CronExpression(parsing: expression, field: "cronExpression")
    return "\(cron?.inWords ?? expression), \(zone ?? "UTC")"
  }

  /// Where it runs, by a word.
  static func place(_ row: ScheduleRow) -> String {
    guard let service = row.service else { return row.server?.name ?? "Slipway’s own machine" }
    return row.serviceName.map { "\(service.name) / \($0)" } ?? service.name
  }

  /// Who reads the command.
  static func shell(_ shell: Schedule.Shell) -> String {
    switch shell {
    case .bash: "bash"
    case .sh: "sh"
    case .none: "no shell"
    }
  }

  static func overlap(_ rule: Schedule.Overlap) -> String {
    switch rule {
    case .skip: "the next run is left out"
    case .queue: "the next run waits"
    }
  }

  static func missed(_ rule: Schedule.Missed) -> String {
    switch rule {
    case .skip: "left out"
    case .once: "made up for once"
    }
  }

  /// `2 h`, `90 s`: as the form reads it.
  static func time(_ seconds: Int) -> String {
    for (unit, size) in [("h", 3600), ("m", 60)] where seconds > 0 && seconds % size == 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }

  /// The facts of a run behind its name.
  static func facts(_ run: ScheduleRunRow, now: Date) -> HTML {
    """
    <span>\(moment(run.createdAt, now: now))</span>\
    \(run.durationMilliseconds.map { "<span>\(TimeWords.elapsed(Double($0) / 1000))</span>" })\
    \(run.exitCode.map { "<span>exit code \($0)</span>" })\
    \(when: run.attempt > 1, "<span>attempt \(run.attempt)</span>")
    """
  }

  /// A moment by the clock of a zone: `Sat 28 Nov, 03:00`.
  static func clock(_ date: Date, _ zone: TimeZone) -> String {
    let local = date.addingTimeInterval(Double(zone.secondsFromGMT(for: date)))
    // 2026-11-28T03:00:00Z
    let text = local.formatted(.iso8601)
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return text }
    // The first of January 1970 was a Thursday.
    let weekday = (Int((local.timeIntervalSince1970 / 86_400).rounded(.down)) + 4) % 7
    return "\(weekdays[(weekday + 7) % 7]) \(parts[2]) \(months[parts[1] - 1]), \(text.dropFirst(11).prefix(5))"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The next moments by the clock of the schedule's zone, with how long it is until then.
  static func next(_ moments: [Date], _ zone: String?, now: Date) -> HTML {
    let zone = ZoneName.zone(zone)
    func item(_ item: (offset: Int, element: Date)) -> HTML {
      "\(when: item.offset > 0, "<br>")\(clock(item.element, zone)) (\(moment(item.element, now: now)))"
    }
    return "\(each: moments.enumerated(), item)"
  }
}
