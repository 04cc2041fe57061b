import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The keys that git authenticates with.
enum SSHKeysPage: Page {
  static let path = "/settings/ssh-keys"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(SSHKeyAll.self, NoInput()), request.context)
  }

  static func render(_ keys: [SSHKeyRow], _ context: PageContext) -> HTML {
    let create = dialogButton("New SSH key", opens: "create-ssh-key", .primary, icon: .plus)
    let body: HTML =
      keys.isEmpty
      ? emptyState(
        .key, "No SSH keys yet",
        "A key lets Slipway fetch private repositories: give its public half to the git server.",
        action: create)
      : Card(isFlush: true).html("<div class=\"list\">\(each: keys, { item($0, context) })</div>")
    let heading = pageHeading("SSH keys", actions: keys.isEmpty ? nil : create)
    return Layout.page(
      Screen(
        "SSH keys", place: .sshKeys, crumbs: [Crumb("Settings"), Crumb("SSH keys")], heading: heading,
        body: body + dialog(context)
      ).wide(.narrow), context)
  }

  private static func item(_ key: SSHKeyRow, _ context: PageContext) -> HTML {
    var delete = PostForm(
      "sshKey.remove", context, id: "remove-\(key.sshKeyId)", hidden: [("sshKeyId", key.sshKeyId.rawValue)])
    delete.question = "Delete the key \(key.name)? Services that fetch with it cannot deploy any more."
    let used: HTML =
      key.lastUsedAt.map { "<span>used \(moment($0, now: context.now))</span>" } ?? "<span>never used</span>"
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(key.name)</div>\
      <div class="list-sub"><span>made \(moment(key.createdAt, now: context.now))</span>\(used)\
      \(key.description.map { "<span>\($0)</span>" })</div></div>\(delete.button("Delete", .danger, icon: .trash))\
      <div class="wide-part">\(copyText(key.publicKey, label: "Copy the public key"))</div></article>
      """
  }

  private static func dialog(_ context: PageContext) -> HTML {
    let form = PostForm("sshKey.create", context, hidden: [("organizationId", "")])
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "GitHub deploy key"
    }
    let own = Field("privateKey", "Private key").with { field in
      field.rows = 5
      field.isCode = true
      field.placeholder = "-----BEGIN OPENSSH PRIVATE KEY-----"
      field.help = "Empty: a new one is made (Ed25519). It is sealed and never shown again."
    }
    let publicKey = Field("publicKey", "Public key").with { field in
      field.isCode = true
      field.placeholder = "ssh-ed25519 AAAA…"
    }
    return Dialog(
      id: "create-ssh-key", title: "New SSH key", isOpen: context.open == "create-ssh-key" || form.failure != nil
    ).html(
      form.html(
        """
        \(name.html(form))\(more("Use a key that I have", isOpen: form.failure != nil, "\(own.html(form))\(publicKey.html(form))"))\
        <div class="form-actions">\(button("Make key", .primary))</div>
        """))
  }
}
