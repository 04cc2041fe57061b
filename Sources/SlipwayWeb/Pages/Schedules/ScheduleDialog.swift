import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Makes or changes a schedule.
struct ScheduleDialog {
  static let newID = "schedule-new"

  var context: PageContext
  /// The one to change; `nil` makes one.
  var row: ScheduleRow?
  /// What forms post of a new one: where it runs.
  var place: [(name: String, value: String)]
  /// Those of a compose stack; `nil` for everything else.
  var services: [String]?
  /// Whether it runs on the machine of Slipway itself.
  var isPanel = false
  /// The server that it runs on.
  var server: ServerRow?

  private static let shells: [Select.Choice] = [
    .init("bash", "bash"), .init("sh", "sh"), .init("none", "No shell: words"),
  ]
  private static let overlaps: [Select.Choice] = [.init("skip", "Leave it out"), .init("queue", "Let it wait")]
  private static let missed: [Select.Choice] = [.init("skip", "Leave it out"), .init("once", "Make up for it once")]

  var html: HTML {
    let id = row.map { "edit-\($0.scheduleId)" } ?? Self.newID
    let hidden = (row.map { [(name: "scheduleId", value: $0.scheduleId.rawValue)] } ?? []) + place
    let form = PostForm("save-schedule", context, id: id, hidden: hidden)
    return Dialog(
      id: id, title: row == nil ? "New schedule" : "Edit schedule", isOpen: context.open == id || form.failure != nil,
      isWide: true
    ).html(
      form.html(
        """
        \(name(form))\(CronFields(name: "cronExpression", expression: row?.cronExpression ?? "0 3 * * *", timezone: row?.timezone).html(form))\
        \(command(form))\(Toggle("enabled", "By schedule", row?.enabled ?? true).html(form))\
        \(more("When it fails, takes long or is missed", isOpen: isUnusual, rules(form)))\
        <div class="form-actions">\(button(row == nil ? "Create" : "Save", .primary))</div>
        """, action: "/forms/save-schedule"))
  }

  private func name(_ form: PostForm) -> HTML {
    let name = Field("name", "Name", row?.name ?? "").with { field in
      field.isRequired = true
      field.placeholder = "Nightly clean-up"
    }
    guard let services else { return name.html(form) }
    let chosen = row?.serviceName
    // One that the file does not have any more can still be seen.
    let choices = Set(services + [chosen].compactMap(\.self)).sorted().map { Select.Choice($0, $0) }
    let service = Select("serviceName", "Service", choices, chosen ?? choices.first?.value ?? "")
    return "<div class=\"form-row\">\(name.html(form))\(service.html(form))</div>"
  }

  private func command(_ form: PostForm) -> HTML {
    let command = Field("command", "Command", row.map { $0.script ?? $0.command } ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.rows = 5
      field.placeholder = "php artisan schedule:run"
      field.help = help
    }
    let shell = Select(
      "shellType", "Read by", Self.shells, row?.shellType.rawValue ?? (isPanel || server != nil ? "bash" : "sh"))
    return "\(command.html(form))\(shell.html(form))"
  }

  private var help: HTML {
    if isPanel { return "Runs on the machine of Slipway itself, as the user that Slipway runs as." }
    if let server { return "Runs on \(server.name), as \(server.username)." }
    return "Runs within the newest container. Without a shell it is a program and its words; nothing is expanded."
  }

  private var isUnusual: Bool {
    guard let row else { return false }
    let standard = ScheduleSettings()
    return row.overlap != standard.overlap || row.missed != standard.missed || row.retries > 0
      || row.timeout != standard.timeoutSeconds
  }

  private func rules(_ form: PostForm) -> HTML {
    let standard = ScheduleSettings()
    let overlap = Select(
      "overlap", "While one is at work, the next", Self.overlaps, (row?.overlap ?? standard.overlap).rawValue)
    let missed = Select(
      "missed", "What is missed while Slipway is away", Self.missed, (row?.missed ?? standard.missed).rawValue)
    let timeout = Field("timeout", "Ended after", ScheduleWords.time(row?.timeout ?? standard.timeoutSeconds)).with {
      $0.help = "Such as <code>90s</code>, <code>10m</code> or <code>2h</code>; at most a week."
    }
    let retries = Field("retries", "Tried again", String(row?.retries ?? standard.retries)).with { field in
      field.kind = .number
      field.unit = "times"
    }
    let delay = Field(
      "retryDelay", "After", ScheduleWords.time(row?.retryDelay ?? standard.retryDelaySeconds))
    return """
      <div class="form-row">\(overlap.html(form))\(missed.html(form))</div>\(timeout.html(form))\
      <div class="form-row">\(retries.html(form))\(delay.html(form))</div>
      """
  }
}
