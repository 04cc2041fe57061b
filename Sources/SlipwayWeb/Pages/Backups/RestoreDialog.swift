import SlipwayCore
import SlipwayProcedures

/// Restores a file into a service: which file, into what, confirmed by the service's name.
struct RestoreDialog {
  static let id = "restore"
  var model: BackupsModel
  var context: PageContext

  var html: HTML {
    let facts = model.frame.facts
    let form = PostForm("restore-backup", context, id: Self.id, hidden: hidden)
    let isOpen = context.open == Self.id || form.failure != nil
    return Dialog(
      id: Self.id, title: "Restore into \(facts.name)",
      note: "The file is verified first. Then what is there is replaced; an application or database with a volume is "
        + "stopped meanwhile.", isOpen: isOpen
    ).html(
      form.html(
        """
        \(source(form))\(target(form))\(confirmation(form))\
        <div class="form-actions" data-behavior="type-name" data-name="\(facts.name)">\
        \(button("Restore", .danger, icon: .rollback))</div>
        """, action: "/forms/restore-backup"))
  }

  private var hidden: [(name: String, value: String)] {
    let facts = model.frame.facts
    return [
      ("serviceId", facts.id.rawValue), ("databaseId", facts.id.rawValue), ("databaseType", facts.type),
      ("targetName", facts.name),
    ]
  }

  private func source(_ form: PostForm) -> HTML {
    let destination = Select(
      "destinationId", "Destination", model.destinations.map { .init($0.destinationId.rawValue, $0.name) },
      model.restoreFrom ?? model.destinations.first?.destinationId.rawValue ?? "")
    let file = Field("backupFile", "File", model.restore ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "\(model.frame.facts.appName)/daily/2026-01-31T03-00-00-000Z.sql.gz"
      field.help = "Its full name in the destination: also one of another service, to make a copy of it."
    }
    return "\(destination.html(form))\(file.html(form))"
  }

  private func target(_ form: PostForm) -> HTML {
    let isVolumeFile = model.restore?.hasSuffix(".tar") ?? !model.isDumpable
    let volumes = Select(
      "volumeName", "Into the volume", model.volumes.map { .init($0, $0) }, model.volumes.first ?? "")
    guard model.isDumpable else { return volumes.html(form) }
    let database = Field("databaseName", "Into the database", model.databaseName ?? "").with { $0.isCode = true }
    return """
      <div class="chooser form">\(Select(
        "target", "Into", [.init("database", "Database"), .init("volume", "Volume")], isVolumeFile ? "volume" : "database"
      ).tiles(form, icons: ["database": .database, "volume": .disk]))\
      <div data-when="database">\(database.html(form))</div><div data-when="volume">\(volumes.html(form))</div></div>
      """
  }

  private func confirmation(_ form: PostForm) -> HTML {
    let problem = form.problem("_name")
    return """
      <div class="field"><label for="restore-name">Type <strong class="typed-name">\(model.frame.facts.name)</strong> to \
      confirm</label><div class="field-box"><input id="restore-name" name="_name" required autocomplete="off" \
      spellcheck="false"></div>\(problem.map { "<p class=\"problem\" id=\"restore-_name-problem\">\($0)</p>" })</div>
      """
  }
}
