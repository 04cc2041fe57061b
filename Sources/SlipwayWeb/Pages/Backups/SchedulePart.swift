import Foundation
import SlipwayCore

/// A cron expression as a sentence with its next moments: a part of every form that asks for one, while it is typed.
enum SchedulePart: Page {
  static let path = "/schedule"
  private static let shown = 3

  static func html(_ request: PageRequest) async throws -> HTML {
    render(request.query["expression"] ?? "", zone: request.query["zone"] ?? "", now: request.context.now)
  }

  static func render(_ expression: String, zone typed: String, now: Date) -> HTML {
    do {
      let cron = try CronExpression(parsing: expression, field: "schedule")
      let zone = ZoneName.zone(try ZoneName.check(typed.isEmpty ? nil : typed, field: "timezone"))
      var moments: [Date] = []
      while moments.count < shown, let next = cron.next(after: moments.last ?? now, in: zone) { moments.append(next) }
      return """
        \(cron.inWords), \(typed.isEmpty ? "UTC" : typed). \
        Next: \(ScheduleWords.next(moments, typed.isEmpty ? nil : typed, now: now)).
        """
    } catch {
      let problem = (error as? SlipwayError)?.details.first.map {
        $0.key == "timezone" ? "The time zone \($0.value)." : "The schedule \($0.value)."
      }
      return "<span class=\"problem\">\(problem ?? "It cannot be read.")</span>"
    }
  }
}
