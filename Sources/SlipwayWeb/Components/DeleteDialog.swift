/// A dialog that destroys something: says what goes and asks for the name.
struct DeleteDialog {
  var id: String
  /// What is deleted, e.g. `application`.
  var noun: String
  var name: String
  /// Where "Delete the noun" does not say it.
  var title: String?
  var label: String?
  /// What goes with it, one line each.
  var losses: [String]
  /// What outlives it, one line each.
  var keeps: [String] = []
  /// What the person decides besides, such as what becomes of its data.
  var choice: HTML?
  var form: PostForm

  var html: HTML {
    Dialog(id: id, title: title ?? "Delete \(noun) \(name)", isOpen: form.failure != nil || form.context.open == id)
      .html(
        form.html(
          """
          <p>This cannot be undone. With it go:</p><ul class="losses">\(each: losses, loss)</ul>\
          \(kept)\(choice)\(confirmation)<div class="form-actions" data-behavior="type-name" data-name="\(name)">\
          \(button(label ?? "Delete \(noun)", .danger, icon: .trash))</div>
          """))
  }

  private func loss(_ text: String) -> HTML { "<li>\(text)</li>" }

  private var kept: HTML? {
    guard !keeps.isEmpty else { return nil }
    return """
      <p>This stays, and is found under <a class="link" href="\(VolumesPage.path)">Settings → Volumes</a> afterwards:</p>\
      <ul class="losses">\(each: keeps, loss)</ul>
      """
  }

  private var confirmation: HTML {
    """
    <div class="field"><label for="\(id)-name">Type <strong class="typed-name">\(name)</strong> to confirm</label>\
    <div class="field-box"><input id="\(id)-name" name="_name" required pattern="\(pattern)" autocomplete="off" \
    spellcheck="false" title="The name exactly as it stands above"></div></div>
    """
  }

  /// The name as a regular expression, so that the browser itself holds the form back.
  private var pattern: String {
    name.map { $0.isLetter || $0.isNumber || $0 == " " ? String($0) : "\\u{\(hex($0))}" }.joined()
  }

  private func hex(_ character: Character) -> String {
    character.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: "}\\u{")
  }
}
