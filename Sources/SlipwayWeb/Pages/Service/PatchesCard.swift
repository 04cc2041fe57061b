import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The files that are put over the source code before it is built.
struct PatchesCard {
  var owner: ID<Deployable>
  var kind: PatchOwnerKind
  var patches: [PatchRow]
  var context: PageContext

  var html: HTML {
    let add = dialogButton("Add patch", opens: "patch-new", icon: .plus)
    let body: HTML =
      patches.isEmpty
      ? "<p class=\"muted\">None. A patch is a file that replaces, adds to or leaves out one of the source code.</p>"
      : "<div class=\"list\">\(each: patches, item)</div>"
    let card = Card(
      "Patches", note: "Put over the code of every deployment, before it is built.", actions: add, id: "patches",
      isFlush: !patches.isEmpty)
    return "\(card.html(body))\(dialog(nil))\(each: patches, { dialog($0) })"
  }

  private func item(_ patch: PatchRow) -> HTML {
    let id = patch.patchId.rawValue
    let toggle = PostForm(
      "patch.toggleEnabled", context, id: "toggle-patch-\(id)",
      hidden: [("patchId", id), ("enabled", patch.enabled ? "false" : "true")])
    var delete = PostForm("patch.delete", context, id: "delete-patch-\(id)", hidden: [("patchId", id)])
    delete.question = "Delete the patch of \(patch.filePath)? The next deployment has the file as its source has it."
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(patch.filePath)</code>\
      \(badge(Self.title(patch.type)))\(when: !patch.enabled, badge("Off", .warning))</div>\
      <div class="list-sub"><span>changed \(moment(patch.updatedAt ?? patch.createdAt, now: context.now))</span></div>\
      </div><div class="actions">\(dialogButton("Edit", opens: "patch-\(id)", icon: .edit))\
      \(menu("More for \(patch.filePath)", [
        toggle.button(patch.enabled ? "Turn off" : "Turn on", icon: patch.enabled ? .eyeOff : .eye),
        delete.button("Delete", .danger, icon: .trash),
      ]))</div></article>
      """
  }

  static func title(_ type: SourcePatch.Kind) -> String {
    switch type {
    case .create: "New file"
    case .update: "Replaced"
    case .delete: "Left out"
    }
  }

  private func dialog(_ patch: PatchRow?) -> HTML {
    let id = "patch-\(patch?.patchId.rawValue ?? "new")"
    let own = kind == .application ? "applicationId" : "composeId"
    let hidden = patch.map { [(name: "patchId", value: $0.patchId.rawValue)] }
    let form = PostForm(
      patch == nil ? "patch.create" : "patch.update", context, id: id, hidden: hidden ?? [(own, owner.rawValue)])
    let path = Field("filePath", "File", patch?.filePath ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "config/app.yml"
      field.help = "Below the root of the source code; git’s own folder is out of reach."
    }
    let type = Select(
      "type", "What happens",
      [.init("update", "Replace it"), .init("create", "Add it"), .init("delete", "Leave it out")],
      patch?.type.rawValue ?? "update")
    let content = Field("content", "Content", patch?.content ?? "").with { field in
      field.isCode = true
      field.rows = 14
      field.help = "The whole file."
    }
    return Dialog(
      id: id, title: patch.map { "Edit \($0.filePath)" } ?? "Add patch",
      isOpen: context.open == id || form.failure != nil, isWide: true
    ).html(
      form.html(
        """
        <div class="chooser form"><div class="form-row">\(path.html(form))\(type.html(form))</div>\
        <div class="form" data-unless="delete">\(content.html(form))</div></div>\
        <div class="form-actions">\(button(patch == nil ? "Add patch" : "Save", .primary))</div>
        """, action: "/forms/save-patch"))
  }
}
