/// A setting that is on or off; the hidden field before it says `false` when it is off.
struct Toggle {
  var name: String
  var label: String
  var isOn: Bool
  var help: HTML?

  init(_ name: String, _ label: String, _ isOn: Bool, help: HTML? = nil) {
    self.name = name
    self.label = label
    self.isOn = isOn
    self.help = help
  }

  func html(_ form: PostForm) -> HTML {
    let isChecked = form.value(name, isOn ? "true" : "false") == "true"
    return """
      <div class="field toggle-field"><input type="hidden" name="\(name)" value="false"><label class="toggle">\
      <input type="checkbox" role="switch" name="\(name)" value="true"\(Attribute.flag("checked", isChecked))>\
      <span class="track" aria-hidden="true"></span><span>\(label)</span></label>\
      \(form.problem(name).map { "<p class=\"problem\" id=\"\(form.id)-\(name)-problem\">\(icon(.error))\($0)</p>" })\
      \(help.map { "<p class=\"help\">\($0)</p>" })</div>
      """
  }
}
