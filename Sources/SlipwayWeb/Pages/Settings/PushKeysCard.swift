import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The SSH keys that a person pushes code with.
enum PushKeysCard {
  static func html(_ keys: [PushKeyRow], _ context: PageContext) -> HTML {
    let create = dialogButton("Add key", opens: "create-push-key", icon: .plus)
    let list: HTML =
      keys.isEmpty
      ? "<p class=\"muted list-empty\">No keys yet. Add the public half of yours: often <code>~/.ssh/id_ed25519.pub</code>.</p>"
      : "<div class=\"list\">\(each: keys, { item($0, context) })</div>"
    return Card(
      "SSH keys for git push", note: "Whoever has the private half deploys as you: git push slipway main.",
      actions: create, id: "push-keys", isFlush: true
    ).html("\(list)\(dialog(context))")
  }

  private static func item(_ key: PushKeyRow, _ context: PageContext) -> HTML {
    var delete = PostForm(
      "user.deletePushKey", context, id: "push-key-\(key.pushKeyId)", hidden: [("pushKeyId", key.pushKeyId.rawValue)])
    delete.question = "Delete the key \(key.name)? Pushes with it are refused at once."
    let used: HTML =
      key.lastUsedAt.map { "<span>used \(moment($0, now: context.now))</span>" } ?? "<span>never used</span>"
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(key.name)</div>\
      <div class="list-sub"><code>\(key.fingerprint)</code><span>added \(moment(key.createdAt, now: context.now))</span>\
      \(used)</div></div>\(delete.button("Delete", .danger, icon: .trash))</article>
      """
  }

  private static func dialog(_ context: PageContext) -> HTML {
    let form = PostForm("user.createPushKey", context)
    let key = Field("publicKey", "Public key").with { field in
      field.isRequired = true
      field.isCode = true
      field.rows = 3
      field.placeholder = "ssh-ed25519 AAAA… ada@laptop"
      field.help = "The one line of a file that ends in .pub."
    }
    let name = Field("name", "Name").with { $0.placeholder = "of the key’s comment" }
    return Dialog(
      id: "create-push-key", title: "Add an SSH key", isOpen: context.open == "create-push-key" || form.failure != nil
    ).html(
      form.html(
        "\(key.html(form))\(name.html(form))<div class=\"form-actions\">\(button("Add key", .primary))</div>"))
  }
}
