import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What destroys data or the database itself; both ask for its name first.
struct DatabaseDangers {
  var frame: DatabaseFrame
  var context: PageContext

  private var name: String { frame.facts.name }
  private var volumes: [String] { frame.detail.mounts.compactMap(\.volumeName) }

  var html: HTML {
    Card("Delete", tone: .failed).html(
      """
      <div class="stack">\(row("Start again from nothing", "Deletes all data and makes the server anew, with the same settings.", "Rebuild", rebuild))\
      \(row("Delete this database", "Stops the server and removes it with its settings and history. You choose about its data.", "Delete database", delete))</div>
      """)
  }

  private func row(_ title: String, _ text: String, _ label: String, _ dialog: DeleteDialog) -> HTML {
    """
    <div class="danger-row"><p><strong>\(title)</strong><br>\(text)</p>\
    \(dialogButton(label, opens: dialog.id, .danger, icon: .trash))</div>\(dialog.html)
    """
  }

  private var rebuild: DeleteDialog {
    DeleteDialog(
      id: "rebuild-database", noun: "data", name: name, title: "Start \(name) again from nothing",
      label: "Delete all data and rebuild", losses: volumes.map { "the volume \($0) with all data" },
      form: PostForm(
        "\(frame.facts.type).rebuild", context, hidden: frame.named + [("wait", "false")], next: frame.base))
  }

  private var delete: DeleteDialog {
    let form = PostForm(
      "\(frame.facts.type).remove", context, hidden: frame.named,
      next: "/environments/\(frame.detail.environment.environmentId)")
    let choice = Select(
      "deleteVolumes", "Its data",
      [
        .init(
          "false",
          "Keep the volume \(volumes.joined(separator: ", ")), and with it the image, user and passwords that open it"
        ),
        .init("true", "Delete the volume \(volumes.joined(separator: ", ")) with all data"),
      ], "false")
    return DeleteDialog(
      id: "delete-database", noun: "database", name: name,
      losses: [
        "its running server and its published ports", "its settings and environment",
        "its history and the schedules of its backups; files in destinations stay",
      ],
      choice: volumes.isEmpty ? nil : choice.tiles(form), form: form)
  }
}
