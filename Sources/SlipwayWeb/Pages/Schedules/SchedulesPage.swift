import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The commands that run within a service again and again.
enum SchedulesPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/schedules" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request)
    let rows = try await request.desk.ask(
      ScheduleList.self,
      ScheduleList.Input(
        id: frame.id.rawValue, scheduleType: ScheduleType(rawValue: frame.facts.kind.rawValue) ?? .application))
    return render(frame, rows, request.context)
  }

  static func render(_ frame: Frame, _ rows: [ScheduleRow], _ context: PageContext) -> HTML {
    let services = (frame as? ComposeFrame)?.names
    let kind: ButtonKind = rows.isEmpty ? .primary : .plain
    let add = dialogButton("New schedule", opens: ScheduleDialog.newID, kind, icon: .plus)
    let body: HTML =
      rows.isEmpty
      ? emptyState(
        .clock, "No schedules yet",
        "Commands that run within the newest container, by the clock or by hand; what they write is kept.",
        action: add)
      : """
      <div class="actions">\(add)</div>\
      <div class="stack">\(each: rows, { ScheduleCard(row: $0, context: context).html })</div>
      """
    let word = frame.facts.kind.rawValue
    let place = [(name: "scheduleType", value: word), (name: word + "Id", value: frame.id.rawValue)]
    let dialogs: HTML = """
      \(ScheduleDialog(context: context, place: place, services: services).html)\
      \(each: rows, { ScheduleDialog(context: context, row: $0, place: place, services: services).html })
      """
    return Layout.page(frame.screen("Schedules", tab: "/schedules", context, body: body + dialogs), context)
  }
}
