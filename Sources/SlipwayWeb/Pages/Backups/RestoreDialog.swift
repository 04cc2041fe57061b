import SlipwayCore
import SlipwayProcedures

/// Restores a file into a service: which file, into what, confirmed by the service's name.
struct RestoreDialog {
  static let id = "restore"
  var model: BackupsModel
  var context: PageContext

  /// What forms post so that the service is found again.
  static func named(_ facts: ServiceFacts) -> [(name: String, value: String)] {
    let common = [
      (name: "serviceId", value: facts.id.rawValue), (name: "databaseId", value: facts.id.rawValue),
      (name: "targetName", value: facts.name),
    ]
    return common + [facts.kind == .compose ? ("backupType", "compose") : ("databaseType", facts.type)]
  }

  var html: HTML {
    let facts = model.frame.facts
    let form = PostForm("restore-backup", context, id: Self.id, hidden: Self.named(facts))
    let isOpen = context.open == Self.id || form.failure != nil
    let target = RestoreTargetFields(model: model, databaseLabel: "Into the database", volumeLabel: "Into the volume")
    return Dialog(
      id: Self.id, title: "Restore into \(facts.name)",
      note:
        "The file is verified first. Then what is there is replaced; a service whose volume is replaced is stopped "
        + "meanwhile, of a stack only those services that mount it.", isOpen: isOpen
    ).html(
      form.html(
        """
        \(RestoreSource(model: model).html(form))\(target.html(form))\(confirmation(form))\
        <div class="form-actions" data-behavior="type-name" data-name="\(facts.name)">\
        \(button("Restore", .danger, icon: .rollback))</div>\(other)
        """, action: "/forms/restore-backup"))
  }

  private var other: HTML? {
    guard model.isDatabase else { return nil }
    return """
      <p class="help">Or <a href="\(model.restoreLink(RestoreNewDialog.id, model.restore, model.restoreFrom))">restore \
      it into a new database</a>, and leave this one as it is.</p>
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
