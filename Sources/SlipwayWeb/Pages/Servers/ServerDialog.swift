import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds a server, or changes one.
struct ServerDialog {
  let context: PageContext
  /// `nil` for a new one.
  let server: ServerRow?
  let keys: [SSHKeyAllForApps.Item]

  private var id: String { server == nil ? "server-new" : "server-edit" }

  var html: HTML {
    let form = PostForm(
      "save-server", context, id: id,
      hidden: server.map { [(name: "serverId", value: $0.serverId.rawValue)] } ?? [])
    return Dialog(
      id: id, title: server.map { "Edit \($0.name)" } ?? "Add server",
      isOpen: context.open == id || form.failure != nil
    ).html(form.html(fields(form), action: "/forms/save-server"))
  }

  private func fields(_ form: PostForm) -> HTML {
    let name = Field("name", "Name", server?.name ?? "").with { field in
      field.isRequired = true
      field.placeholder = "web-1"
    }
    let address = Field("ipAddress", "Address", server?.ipAddress ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "192.0.2.10"
      field.help = "A host name or an IP address, as this machine reaches it."
    }
    let port = Field("port", "Port of SSH", String(server?.port ?? 22)).with { field in
      field.kind = .number
      field.isRequired = true
    }
    let user = Field("username", "User", server?.username ?? "root").with { field in
      field.isRequired = true
      field.isCode = true
      field.help = "root, or one that may use sudo without a password."
    }
    let description = Field("description", "Description", server?.description ?? "")
    return """
      <div class="form-row">\(name.html(form))\(purpose.html(form))</div>\
      <div class="form-row">\(address.html(form))\(port.html(form))</div>\
      <div class="form-row">\(user.html(form))\(key.html(form))</div>\(description.html(form))\
      <div class="form-actions">\(button(server == nil ? "Add server" : "Save", .primary))</div>
      """
  }

  private var purpose: Select {
    Select(
      "serverType", "Used for", [.init("deploy", "Services"), .init("build", "Builds only")],
      (server?.serverType ?? .deploy).rawValue)
  }

  private var key: Select {
    let known = keys.map { Select.Choice($0.sshKeyId.rawValue, $0.name) }
    let chosen = server == nil ? ServerDialog.newKey : server?.sshKeyId?.rawValue ?? ""
    let none = server != nil && server?.sshKeyId == nil ? [Select.Choice("", "None")] : []
    return Select(
      "sshKeyId", "SSH key", none + [.init(ServerDialog.newKey, "Make a new key")] + known, chosen,
      help: "The next page shows the line that lets it in.")
  }

  /// Stands for a key that is made for this server.
  static let newKey = "new"
}
