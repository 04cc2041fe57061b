import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// The settings that only databases have, each a form of its own.
struct DatabaseForms {
  var frame: DatabaseFrame
  var context: PageContext

  private var type: String { frame.facts.type }

  var image: HTML {
    let form = PostForm("\(type).update", context, id: "save-image", hidden: frame.named)
    let image = Field("dockerImage", "Image", frame.database.dockerImage).with { field in
      field.isRequired = true
      field.isCode = true
      field.suggestions = frame.engine.image.tags.map { "\(frame.engine.image.name):\($0)" }
      field.help =
        "Applied by the next deployment. A newer major version does not always read the data of an older one: back up first."
    }
    return Card("Image", id: "image").html(
      form.html("\(image.html(form))<div class=\"form-actions\">\(button("Save"))</div>"))
  }

  var ports: HTML {
    let verb = frame.engine.ports.count == 1 ? "saveExternalPort" : "saveExternalPorts"
    let form = PostForm("\(type).\(verb)", context, id: "save-ports", hidden: frame.named + [("wait", "false")])
    func field(_ port: DatabasePort) -> HTML {
      Field(port.field, "Port of the server for \(port.label)", published(port).map(String.init) ?? "").with {
        field in
        field.kind = .number
        field.placeholder = "closed"
        field.unit = "→ \(port.number)"
      }.html(form)
    }
    return Card(
      "Published ports",
      note:
        "Lets everybody who reaches this server try to log in. Saving restarts the server; empty closes the port.",
      id: "ports"
    ).html(
      form.html(
        """
        <div class="form-row">\(each: frame.engine.ports, field)</div>\
        <div class="form-actions">\(button("Save and restart"))</div>
        """))
  }

  private func published(_ port: DatabasePort) -> Int? {
    switch port.field {
    case "externalGRPCPort": frame.database.externalGRPCPort
    case "externalAdminPort": frame.database.externalAdminPort
    default: frame.database.externalPort
    }
  }

  /// libSQL takes its password from its environment only.
  var passwords: HTML {
    guard frame.detail.engine != .libsql else { return stored }
    let form = PostForm("\(type).changePassword", context, id: "change-password", hidden: frame.named)
    let account = Select(
      "type", "Of", [.init("user", frame.database.databaseUser ?? "The user"), .init("root", "root")], "user")
    return Card(
      "Password",
      note: "Told to the running server at once, and kept here. Services that use the old one must be changed.",
      id: "password"
    ).html(
      form.html(
        """
        <div class="form-row">\(when: frame.engine.hasRoot, account.html(form))\(new("password", form))</div>\
        <div class="form-actions">\(button("Change password"))</div>
        """))
  }

  private var stored: HTML {
    let form = PostForm("\(type).update", context, id: "change-password", hidden: frame.named)
    return Card("Password", note: "The next deployment starts the server with it.", id: "password").html(
      form.html("\(new("databasePassword", form))<div class=\"form-actions\">\(button("Save"))</div>"))
  }

  private func new(_ name: String, _ form: PostForm) -> HTML {
    Field(name, "New password").with { field in
      field.kind = .password
      field.isRequired = true
      field.autocomplete = "new-password"
    }.html(form)
  }
}
