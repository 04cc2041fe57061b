import SlipwayCore

/// A text of variables as a table and as text, the same data; values are hidden until somebody looks.
struct EnvironmentEditor {
  /// The form's field with the text, e.g. `env`; the table's are `env-name` and `env-value`.
  var name: String
  var label: String
  var text: String
  /// The problem of each reference that leads nowhere, by the variable's name.
  var problems: [String: String] = [:]
  var help: HTML?
  /// Whether the text alone is shown, for what is rarely set.
  var isPlain = false

  func html(_ form: PostForm) -> HTML {
    let text = form.value(name, text)
    let variables = EnvironmentVariables(parsing: text)
    if isPlain { return plain(form, text) }
    return """
      <div class="env-editor" data-behavior="editor" data-editor="\(name)">\(tools)\
      <input type="hidden" name="\(name)-mode" value="text" data-mode>\
      <div class="env-table needs-script" data-table hidden>\(each: variables.variables, row)\
      \(blank)</div><template data-blank>\(blank)</template>\
      <div class="field env-raw" data-raw><label class="hidden" for="\(form.id)-\(name)">\(label) as text</label>\
      <div class="field-box"><textarea class="code" id="\(form.id)-\(name)" name="\(name)" rows="14" spellcheck="false" \
      autocapitalize="off" autocomplete="off" placeholder="KEY=value">\n\(text)</textarea></div></div>\
      \(form.problem(name).map { "<p class=\"problem\" id=\"\(form.id)-\(name)-problem\">\(icon(.error))\($0)</p>" })\
      <div class="env-notes" data-notes role="status">\(ignored(variables))</div>\
      \(help.map { "<p class=\"help\">\($0)</p>" })</div>
      """
  }

  private var tools: HTML {
    """
    <div class="env-tools needs-script"><div class="segmented" role="group" aria-label="Show \(label) as">\
    <button type="button" aria-pressed="true" data-show="table">Table</button>\
    <button type="button" aria-pressed="false" data-show="text">Text</button></div>\
    <label class="toggle env-show"><input type="checkbox" role="switch" data-reveal-all>\
    <span class="track" aria-hidden="true"></span><span>Show values</span></label></div>
    """
  }

  private func row(_ variable: EnvironmentVariables.Variable) -> HTML {
    let problem = problems[variable.name]
    return """
      <div class="env-row\(when: problem != nil, " unresolved")" data-row>\
      <input name="\(name)-name" value="\(variable.name)" data-name aria-label="Name" spellcheck="false" disabled>\
      <textarea name="\(name)-value" class="masked" rows="1" aria-label="Value of \(variable.name)" spellcheck="false" \
      disabled>\n\(variable.value)</textarea><div class="env-actions">\
      <button type="button" class="icon-button" data-reveal aria-pressed="false" \
      aria-label="Show the value of \(variable.name)" title="Show the value">\(icon(.eye))</button>\
      <button type="button" class="icon-button" data-remove aria-label="Remove \(variable.name)" title="Remove">\
      \(icon(.trash))</button></div>\(problem.map { "<p class=\"env-note\">\($0)</p>" })</div>
      """
  }

  private var blank: HTML {
    """
    <div class="env-row" data-row><input name="\(name)-name" value="" data-name placeholder="NAME, or paste a whole .env" \
    aria-label="Name" spellcheck="false" disabled><textarea name="\(name)-value" rows="1" aria-label="Value" \
    placeholder="value" spellcheck="false" disabled></textarea><div class="env-actions">\
    <button type="button" class="icon-button" data-remove aria-label="Remove this line" title="Remove">\
    \(icon(.trash))</button></div></div>
    """
  }

  private func plain(_ form: PostForm, _ text: String) -> HTML {
    Field(name, label, text).with { field in
      field.rows = 4
      field.isCode = true
      field.placeholder = "KEY=value"
      field.help = help
    }.html(form)
  }

  private func ignored(_ variables: EnvironmentVariables) -> HTML? {
    guard !variables.ignoredLines.isEmpty else { return nil }
    let lines = variables.ignoredLines.map(String.init).joined(separator: ", ")
    return ErrorBox(
      title: "Lines that are no variables", message: "Line \(lines): neither NAME=value nor a comment; ignored.",
      tone: .warning
    ).html
  }
}
