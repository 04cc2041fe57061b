/// A labelled input with help, unit and the problem of what was typed.
struct Field {
  /// What kind of text is typed.
  enum Kind: String {
    case text, password, email, url, number, search, color
  }

  var name: String
  var label: String
  var value = ""
  var kind = Kind.text
  var help: HTML?
  var placeholder: String?
  /// What the number counts, shown behind it.
  var unit: String?
  var isRequired = false
  /// A text area of so many lines.
  var rows: Int?
  /// Text for machines: names, paths, code.
  var isCode = false
  var autocomplete = "off"
  /// What may be chosen instead of being typed.
  var suggestions: [String] = []

  init(_ name: String, _ label: String, _ value: String = "") {
    self.name = name
    self.label = label
    self.value = value
  }

  /// The same field with some of its settings changed.
  func with(_ change: (inout Field) -> Void) -> Field {
    var field = self
    change(&field)
    return field
  }

  func html(_ form: PostForm) -> HTML {
    let id = "\(form.id)-\(name)"
    let problem = form.problem(name)
    let shown = kind == .password ? value : form.value(name, value)
    return """
      <div class="field\(when: problem != nil, " refused")"><label for="\(id)">\(label)\
      \(when: !isRequired, "")</label><div class="field-box">\(input(id, shown, problem))\
      \(unit.map { "<span class=\"unit\">\($0)</span>" })</div>\
      \(problem.map { "<p class=\"problem\" id=\"\(id)-problem\">\(icon(.error))\($0)</p>" })\
      \(help.map { "<p class=\"help\" id=\"\(id)-help\">\($0)</p>" })</div>
      """
  }

  private func input(_ id: String, _ shown: String, _ problem: String?) -> HTML {
    let described = [problem.map { _ in "\(id)-problem" }, help.map { _ in "\(id)-help" }].compactMap(\.self)
    let common: HTML = """
       id="\(id)" name="\(name)"\(Attribute.value("placeholder", placeholder))\
      \(Attribute.flag("required", isRequired))\(when: problem != nil, " aria-invalid=\"true\"")\
      \(Attribute.value("aria-describedby", described.isEmpty ? nil : described.joined(separator: " ")))\
      \(when: isCode, " class=\"code\" spellcheck=\"false\" autocapitalize=\"off\"") autocomplete="\(autocomplete)"
      """
    if let rows { return "<textarea rows=\"\(rows)\"\(common)>\n\(shown)</textarea>" }
    guard !suggestions.isEmpty else { return "<input type=\"\(kind.rawValue)\" value=\"\(shown)\"\(common)>" }
    func option(_ text: String) -> HTML { "<option value=\"\(text)\"></option>" }
    return """
      <input type="\(kind.rawValue)" value="\(shown)"\(common) list="\(id)-list">\
      <datalist id="\(id)-list">\(each: suggestions, option)</datalist>
      """
  }
}
