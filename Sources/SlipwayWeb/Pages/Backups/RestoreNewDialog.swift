import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Restores a file into a new database that is made for it: what is there stays as it is.
struct RestoreNewDialog {
  static let id = "restore-new"
  var model: BackupsModel
  var context: PageContext

  /// `nil` for what is no database: its volumes are restored in place.
  var html: HTML? {
    guard model.isDatabase else { return nil }
    let facts = model.frame.facts
    let form = PostForm("restore-backup", context, id: Self.id, hidden: RestoreDialog.named(facts))
    let name = Field("newName", "Name of the new database", "\(facts.name) restored").with { $0.isRequired = true }
    return Dialog(
      id: Self.id, title: "Restore into a new database",
      note:
        "One with the engine, image, settings and passwords of \(facts.name) is made beside it and deployed; then "
        + "the file is verified and restored into it. Nothing is replaced.",
      isOpen: context.open == Self.id || form.failure != nil
    ).html(
      form.html(
        """
        \(name.html(form))\(RestoreSource(model: model).html(form))\(content(form))\
        <div class="form-actions">\(button("Make and restore", .primary, icon: .plus))</div>
        """, action: "/forms/restore-backup"))
  }

  private func content(_ form: PostForm) -> HTML {
    RestoreTargetFields(model: model, databaseLabel: "Its database", volumeLabel: "Into the volume like").html(form)
  }
}

/// Where the file is and what it is called.
struct RestoreSource {
  var model: BackupsModel

  func html(_ form: PostForm) -> HTML {
    let destination = Select(
      "destinationId", "Destination", model.destinations.map { .init($0.destinationId.rawValue, $0.name) },
      model.usualDestination)
    let ending = model.isDumpable ? "2026-01-31T03-00-00-000Z.sql.gz" : "volume-2026-01-31T03-00-00-000Z.tar"
    let file = Field("backupFile", "File", model.restore ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "\(model.frame.facts.appName)/daily/\(ending)"
      field.suggestions = model.stored
      field.help = """
        Its full name in the destination, also one of another service. \
        <a href="/settings/destinations">Destinations</a> list their files.
        """
    }
    return "\(destination.html(form))\(file.html(form))"
  }
}

/// Whether the file is a dump or a volume, and which one it becomes.
struct RestoreTargetFields {
  var model: BackupsModel
  var databaseLabel: String
  var volumeLabel: String

  func html(_ form: PostForm) -> HTML {
    let isVolumeFile = model.restore?.hasSuffix(".tar") ?? !model.isDumpable
    let volumes = Select(
      "volumeName", volumeLabel, model.volumes.map { .init($0, $0) }, model.volumes.first ?? "")
    guard model.isDumpable else { return volumes.html(form) }
    let database = Field("databaseName", databaseLabel, model.databaseName ?? "").with { $0.isCode = true }
    return """
      <div class="chooser form">\(Select(
        "target", "The file is", [.init("database", "A dump"), .init("volume", "A volume")],
        isVolumeFile ? "volume" : "database"
      ).tiles(form, icons: ["database": .database, "volume": .disk]))\
      <div class="form" data-when="database">\(model.stack.map { StackDatabaseFields(services: $0.names).html(form) })\
      \(database.html(form))</div><div data-when="volume">\(volumes.html(form))</div></div>
      """
  }
}
