import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The commands that run on a server again and again.
enum ServerSchedulesPage: Page {
  static let path = ServerDetailPage.path + "/schedules"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ServerFrame.load(request)
    let rows = try await request.desk.ask(
      ScheduleList.self, ScheduleList.Input(id: frame.server.serverId.rawValue, scheduleType: .server))
    return render(frame, rows)
  }

  static func render(_ frame: ServerFrame, _ rows: [ScheduleRow]) -> HTML {
    let (server, context) = (frame.server, frame.context)
    let add = dialogButton(
      "New schedule", opens: ScheduleDialog.newID, rows.isEmpty ? .primary : .plain, icon: .plus)
    let body: HTML =
      rows.isEmpty
      ? emptyState(
        .clock, "No schedules yet",
        "Commands that run on \(server.name) as \(server.username), by the clock or by hand; what they write is kept.",
        action: add)
      : """
      <div class="actions">\(add)</div>\
      <div class="stack">\(each: rows, { ScheduleCard(row: $0, context: context).html })</div>
      """
    let place = [
      (name: "scheduleType", value: ScheduleType.server.rawValue),
      (name: "serverId", value: server.serverId.rawValue),
    ]
    let dialogs: HTML = """
      \(ScheduleDialog(context: context, place: place, server: server).html)\
      \(each: rows, { ScheduleDialog(context: context, row: $0, place: place, server: server).html })
      """
    return Layout.page(frame.screen("Schedules", tab: "/schedules", body: body + dialogs), context)
  }
}
