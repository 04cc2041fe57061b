import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Sets up or changes a backup of a database or of Slipway itself.
struct BackupDialog {
  var context: PageContext
  var destinations: [DestinationRow]
  /// The one to change; `nil` sets one up.
  var view: BackupView?
  /// What forms post of a new one: whose it is and its type.
  var subject: [(name: String, value: String)]
  var databaseName: String?
  /// Those of a compose stack, one of which is the database; `nil` for everything else.
  var services: [String]?

  private var isPanel: Bool {
    view?.isPanel ?? subject.contains { $0.name == "databaseType" && $0.value == "web-server" }
  }

  static let newID = "backup-new"

  var html: HTML {
    let id = view.map { "edit-\($0.id)" } ?? Self.newID
    let hidden = view.map { $0.named + [("databaseType", $0.databaseType), ("database", $0.subject)] } ?? subject
    let form = PostForm("save-backup", context, id: id, hidden: hidden)
    return Dialog(
      id: id, title: view == nil ? "New backup" : "Edit backup", isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(database(form))\(BackupFields(context: context, destinations: destinations, view: view).html(form))\
        \(own(form))<div class="form-actions">\(button(view == nil ? "Set up" : "Save", .primary))</div>
        """, action: "/forms/save-backup"))
  }

  private func database(_ form: PostForm) -> HTML? {
    guard !isPanel else { return nil }
    // What it is of does not change: its history, and what is kept of it, are of one thing.
    if let view {
      var facts: [(String, HTML)] = [("Database", "<code>\(view.subject)</code>")]
      if let service = view.serviceName { facts.append(("Service", "\(service)")) }
      return "\(keyValue(facts))\(when: services != nil, "<div class=\"form-row\">\(login(form))</div>")"
    }
    let name = Field("database", "Database", databaseName ?? "").with { field in
      field.isRequired = true
      field.isCode = true
    }
    guard let services else { return name.html(form) }
    return """
      \(StackDatabaseFields(services: services).html(form))<div class="form-row">\(name.html(form))\
      \(login(form))</div>
      """
  }

  /// How the database of a stack is signed in to; of one that is set up already it need not be typed again.
  private func login(_ form: PostForm) -> HTML {
    let user = Field("databaseUser", "User", "").with { field in
      field.isCode = true
      field.placeholder = view == nil ? "the container’s own" : "as before"
    }
    let password = Field("databasePassword", "Password", "").with { field in
      field.kind = .password
      field.placeholder = view == nil ? "the container’s own" : "as before"
    }
    return "\(user.html(form))\(password.html(form))"
  }

  private func own(_ form: PostForm) -> HTML? {
    guard !isPanel else {
      return Toggle(
        "includeEncryptionKey", "With the encryption key", view?.includesKey ?? true,
        help:
          "With it, a fresh machine needs nothing else. Without it, keep the key elsewhere: nothing opens without it."
      ).html(form)
    }
    // Which image a stack's database runs with its file says only: there is nothing to restore it into for trial.
    guard services == nil else { return nil }
    let drill = Field("drillSchedule", "Restore drill", view?.drillSchedule ?? "").with { field in
      field.isCode = true
      field.placeholder = "0 5 * * 0"
      field.help = "When the newest backup is restored into a throw-away server, as above. Empty is never."
    }
    return more("Restore drill", isOpen: view?.drillSchedule != nil, drill.html(form))
  }
}

/// Which service of a compose stack is a database, and of which engine.
struct StackDatabaseFields {
  var services: [String]

  func html(_ form: PostForm) -> HTML {
    let service = Select(
      "serviceName", "Service", services.sorted().map { .init($0, $0) }, services.min() ?? "")
    let engines = DatabaseEngines.dumpable.map { Select.Choice($0.rawValue, DatabaseEngines.engine($0).label) }
    let engine = Select("databaseType", "Engine", engines, engines.first?.value ?? "")
    return "<div class=\"form-row\">\(service.html(form))\(engine.html(form))</div>"
  }
}

/// The fields that every backup has.
struct BackupFields {
  var context: PageContext
  var destinations: [DestinationRow]
  var view: BackupView?

  func html(_ form: PostForm) -> HTML {
    let isVolume = view?.isVolume ?? false
    let field = isVolume || form.id.hasPrefix("volume-") ? "cronExpression" : "schedule"
    let destination = Select(
      "destinationId", "Destination", destinations.map { .init($0.destinationId.rawValue, $0.name) },
      view?.destination?.destinationId.rawValue ?? destinations.first?.destinationId.rawValue ?? "")
    let cron = CronFields(name: field, expression: view?.schedule ?? "0 3 * * *", timezone: view?.timezone)
    let prefix = Field("prefix", "Folder", view?.prefix ?? "").with { field in
      field.isCode = true
      field.placeholder = "daily"
    }
    let keep = Field("keepLatestCount", "Keep", view.map { String($0.keep ?? 0) } ?? "14").with { field in
      field.kind = .number
      field.unit = "backups"
      field.help = "0 keeps all."
    }
    return """
      \(destination.html(form))\(cron.html(form))\
      <div class="form-row">\(prefix.html(form))\(keep.html(form))</div>\
      \(Toggle("enabled", "By schedule", view?.isEnabled ?? true).html(form))
      """
  }
}
