import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Sets up or changes a backup of a volume.
struct VolumeBackupDialog {
  var context: PageContext
  var destinations: [DestinationRow]
  /// The one to change; `nil` sets one up.
  var view: BackupView?
  /// The volumes that the service mounts.
  var volumes: [String]
  /// Of a stack: which services are stopped for one of them.
  var resting: [String: [String]] = [:]
  /// What forms post of a new one: whose volume it is.
  var owner: [(name: String, value: String)]

  static let newID = "volume-backup-new"

  var html: HTML {
    let id = view.map { "edit-\($0.id)" } ?? Self.newID
    let hidden = view.map { $0.named + [(name: "volumeName", value: $0.subject)] } ?? []
    let form = PostForm(
      "save-volume-backup", context, id: view == nil ? id : "volume-" + id, hidden: hidden + owner)
    let name = Field("name", "Name", view?.title ?? "").with { field in
      field.isRequired = true
      field.placeholder = "Nightly"
    }
    let off = Toggle(
      "turnOff", "Stop what mounts it meanwhile", view?.turnsOff ?? false,
      help: "A file that is being written may be copied in the middle. Stopped, nothing writes. Of a stack only the "
        + "services that mount this volume are stopped; the others keep running.")
    return Dialog(
      id: id, title: view == nil ? "New volume backup" : "Edit volume backup",
      isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(name.html(form))\(volume(form))\
        \(BackupFields(context: context, destinations: destinations, view: view).html(form))\(off.html(form))\
        <div class="form-actions">\(button(view == nil ? "Set up" : "Save", .primary))</div>
        """, action: "/forms/save-volume-backup"))
  }

  private func label(_ volume: String) -> String {
    resting[volume].map { "\(volume) (\($0.joined(separator: ", ")))" } ?? volume
  }

  /// Another volume is another backup: its history, and what is kept of it, are of one.
  private func volume(_ form: PostForm) -> HTML {
    if let view {
      var pairs: [(name: String, value: HTML)] = [("Volume", "<code>\(view.subject)</code>")]
      if let names = resting[view.subject] { pairs.append(("Mounted by", "\(names.joined(separator: ", "))")) }
      return keyValue(pairs)
    }
    let choices = Set(volumes).sorted()
    return Select("volumeName", "Volume", choices.map { .init($0, label($0)) }, choices.first ?? "").html(form)
  }
}
