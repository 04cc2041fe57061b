import SlipwayCore

/// The difference before an environment is saved: what was typed comes along, unseen.
enum EnvironmentReviewPage {
  /// One text that was changed.
  struct Part: Sendable {
    var title: String
    var changes: [Evidence.Change]
  }

  /// What would be saved.
  struct Model: Sendable {
    var frame: any ServiceFrame
    var parts: [Part]
    /// The form's fields as they will be posted.
    var fields: [(name: String, value: String)]
    var problems: [String]
    /// Whether anything is different at all, comments and order included.
    var isChanged: Bool
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    var context = context
    context.path = model.frame.base + "/environment"
    let body = Card("Review", note: "What will be saved.").html("<div id=\"review\">\(review(model, context))</div>")
    return Layout.page(model.frame.screen("Environment", tab: "/environment", context, body: body), context)
  }

  private static func review(_ model: Model, _ context: PageContext) -> HTML {
    guard model.isChanged else {
      return """
        <p>Nothing is different from what is saved.</p><div class="form-actions">\
        \(linkButton("Back", href: model.frame.base + "/environment"))</div>
        """
    }
    let form = PostForm(
      model.frame.facts.type + ".saveEnvironment", context, id: "save-reviewed", hidden: model.fields,
      next: model.frame.base + "/environment")
    let save: HTML = """
      <div class="form-actions">\(linkButton("Back", href: model.frame.base + "/environment", .quiet))\
      \(button("Save", .primary))</div>
      """
    return """
      <div class="env-diff env-review">\(each: model.problems, problem)\(each: model.parts.filter { !$0.changes.isEmpty }, part)\
      \(when: model.parts.allSatisfy(\.changes.isEmpty), "<p>Only comments, order or the build setting differ.</p>")\
      <label class="toggle env-show needs-nothing"><input type="checkbox" role="switch" data-reveal-all>\
      <span class="track" aria-hidden="true"></span><span>Show values</span></label>\(form.html(save))</div>
      """
  }

  private static func problem(_ text: String) -> HTML {
    ErrorBox(title: "A reference leads nowhere", message: text, tone: .warning).html
  }

  private static func part(_ part: Part) -> HTML {
    "<div><h3>\(part.title)</h3>\(diff(part.changes))</div>"
  }
}
