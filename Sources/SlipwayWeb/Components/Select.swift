/// A choice of a few words.
struct Select {
  /// One of the choices.
  struct Choice {
    var value: String
    var title: String

    init(_ value: String, _ title: String) {
      self.value = value
      self.title = title
    }
  }

  var name: String
  var label: String
  var choices: [Choice]
  var value: String
  var help: HTML?
  /// A behaviour of the choice, with what it needs as attributes.
  var behavior: HTML?

  init(_ name: String, _ label: String, _ choices: [Choice], _ value: String, help: HTML? = nil) {
    self.name = name
    self.label = label
    self.choices = choices
    self.value = value
    self.help = help
  }

  func html(_ form: PostForm) -> HTML {
    let id = "\(form.id)-\(name)"
    let chosen = form.value(name, value)
    func option(_ choice: Choice) -> HTML {
      "<option value=\"\(choice.value)\"\(Attribute.flag("selected", choice.value == chosen))>\(choice.title)</option>"
    }
    let problem = form.problem(name)
    return """
      <div class="field\(when: problem != nil, " refused")"><label for="\(id)">\(label)</label>\
      <div class="field-box select"><select id="\(id)" name="\(name)"\(behavior)>\(each: choices, option)</select>\
      \(icon(.chevronDown))</div>\(problem.map { "<p class=\"problem\" id=\"\(id)-problem\">\(icon(.error))\($0)</p>" })\
      \(help.map { "<p class=\"help\">\($0)</p>" })</div>
      """
  }

  /// The same choice as tiles that show all at once; parts of the form marked `data-when` follow it.
  func tiles(_ form: PostForm, icons: [String: Icon] = [:]) -> HTML {
    let chosen = form.value(name, value)
    func tile(_ choice: Choice) -> HTML {
      """
      <label class="tile"><input type="radio" name="\(name)" value="\(choice.value)"\
      \(Attribute.flag("checked", choice.value == chosen))>\(icons[choice.value].map { icon($0) })\
      <span>\(choice.title)</span></label>
      """
    }
    return """
      <fieldset class="tiles" data-behavior="choose"><legend>\(label)</legend>\(each: choices, tile)</fieldset>
      """
  }
}
