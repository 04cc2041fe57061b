import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Asks for an engine, a name and a version; names, user and passwords are made up unless somebody wants others.
struct CreateDatabaseDialog: Sendable {
  static let id = "create-database"
  /// In the place of a password that is kept with the volume.
  private static let kept = "the one it had"
  var environment: ID<Environment>
  var destinations: [DestinationRow] = []
  var servers: [ServerRow] = []
  /// One that a deleted database has left, which the new one is to use.
  var volume: String?
  /// The database that has left it; what is not typed is as it was there.
  var holds: LeftDatabase?
  var context: PageContext

  var html: HTML {
    let form = PostForm(
      "create-database", context,
      hidden: [("environmentId", environment.rawValue)] + (volume.map { [("volumeName", $0)] } ?? []))
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "main"
    }
    let engines = Select(
      "engine", "Engine", DatabaseEngines.all.map { .init($0.kind.rawValue, $0.label) },
      holds?.engine.rawValue ?? "postgres")
    return Dialog(
      id: Self.id, title: volume.map { "New database on \($0)" } ?? "New database", note: note,
      isOpen: context.open == Self.id || form.failure != nil
    ).html(
      form.html(
        """
        <div class="chooser form">\(engines.tiles(form))\(name.html(form))\
        \(each: DatabaseEngines.all.map { $0.kind }, { version($0, form) })</div>\(volume == nil ? PlaceSelect(servers).html(form) : nil)\(credentials(form))\(volume == nil ? backup(form) : nil)\
        <div class="form-actions">\(button("Create", name: "then", value: "settings"))\
        \(button("Create and deploy", .primary, name: "then", value: "deploy"))</div>
        """, action: "/forms/create-database"))
  }

  private var note: String? {
    if let holds { return "It holds \(holds.words); its passwords are kept with it. Another engine cannot read it." }
    return volume.map { _ in
      "Choose the engine and the version that it was made with, and type the password that it has."
    }
  }

  private func version(_ kind: Database.Engine, _ form: PostForm) -> HTML {
    let engine = DatabaseEngines.engine(kind)
    let standard = engine.image.name + ":" + (engine.image.tags.first ?? "latest")
    let held = holds?.engine == kind ? holds : nil
    let image = Field("dockerImage-\(kind)", "Image", held?.dockerImage ?? standard).with { field in
      field.isCode = true
      field.suggestions = engine.image.tags.map { "\(engine.image.name):\($0)" }
    }
    let replica = Toggle(
      "replicaSets", "Replica set of one member", held?.replicaSets ?? false,
      help: "For transactions and change streams.")
    // What makes one up for a new volume cannot know the one that an old volume has; backups log in with it.
    let root = Field("databaseRootPassword-\(kind)", "Root password").with { field in
      field.kind = .password
      field.autocomplete = "new-password"
      field.placeholder = held == nil ? nil : Self.kept
      field.help = "Backups and the change of passwords log in with it."
    }
    return """
      <div class="form" data-when="\(kind.rawValue)">\(image.html(form))\(when: kind == .mongo, replica.html(form))\
      \(when: engine.hasRoot && volume != nil, root.html(form))</div>
      """
  }

  /// What fills it as soon as it runs: the way back when the old one is gone.
  private func backup(_ form: PostForm) -> HTML? {
    guard !destinations.isEmpty else { return nil }
    let place = Select(
      "destinationId", "Destination", destinations.map { .init($0.destinationId.rawValue, $0.name) },
      destinations.first?.destinationId.rawValue ?? "")
    let file = Field("backupFile", "File").with { field in
      field.isCode = true
      field.placeholder = "shop-db/daily/2026-01-31T03-00-00-000Z.sql.gz"
      field.help = """
        Its full name; <a href="/settings/destinations">destinations</a> list their files. A dump, or a volume \
        (.tar) of the same engine, which keeps the passwords that it had. The database is deployed first.
        """
    }
    return more(
      "Filled from a backup", isOpen: form.problem("backupFile") != nil, "\(place.html(form))\(file.html(form))")
  }

  private func credentials(_ form: PostForm) -> HTML {
    func text(_ name: String, _ label: String, _ held: String?) -> HTML {
      Field(name, label, held ?? "").with { field in
        field.isCode = true
        field.placeholder = "app"
      }.html(form)
    }
    let password = Field("databasePassword", "Password").with { field in
      field.kind = .password
      field.placeholder = holds != nil ? Self.kept : volume == nil ? "made up" : nil
      field.isRequired = volume != nil && holds == nil
      field.help = holds == nil ? "Of one that you type, 12 characters or more are wise." : nil
      field.autocomplete = "new-password"
    }
    return more(
      "Name, user and password inside",
      isOpen: volume != nil
        || ["databaseName", "databaseUser", "databasePassword"].contains { form.problem($0) != nil },
      """
      <div class="form-row">\(text("databaseName", "Database", holds?.databaseName))\
      \(text("databaseUser", "User", holds?.databaseUser))</div>\
      \(password.html(form))<p class="help">What an engine does not have is not used.</p>
      """)
  }
}
