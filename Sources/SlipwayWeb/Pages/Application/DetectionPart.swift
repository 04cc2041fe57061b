import SlipwayCore
import SlipwayProcedures

/// What is found in the code: a part of its page that comes when the code was fetched.
enum DetectionPart: Page {
  static let path = "/applications/:application/detection/plan"

  static func html(_ request: PageRequest) async throws -> HTML {
    let id: ID<Deployable> = request.id("application")
    do {
      let found = try await request.desk.ask(ApplicationDetect.self, ApplicationInput(applicationId: id))
      // What is refused is said on the page around this part.
      var context = request.context
      context.path = "/applications/\(id)/detection"
      return render(found, id, context)
    } catch let error as SlipwayError
      where [.badRequest, .preconditionFailed, .commandFailed, .unreachable].contains(error.code)
    {
      return ErrorBox(title: "It cannot be said", message: error.message).html
    }
  }

  static func render(_ found: ApplicationDetect.Answer, _ id: ID<Deployable>, _ context: PageContext) -> HTML {
    let facts: [(name: String, value: HTML)] = [
      ("Found", "\(found.title)"), ("Listens on", found.port.map { "port \($0)" } ?? "as the Dockerfile says"),
      (
        "Starts",
        found.start.isEmpty ? "as the Dockerfile says" : "<code>\(found.start.joined(separator: " "))</code>"
      ),
    ]
    let notes = found.notes.map { "Note: " + $0 }
    return """
      <div class="form">\(keyValue(facts))<ul class="plain">\(each: found.reasons + notes, { "<li>\($0)</li>" })</ul>\
      \(found.dockerfile.map { editor($0, id, context) })</div>
      """
  }

  private static func editor(_ text: String, _ id: ID<Deployable>, _ context: PageContext) -> HTML {
    let form = PostForm(
      "application.ejectDockerfile", context, id: "eject", hidden: [("applicationId", id.rawValue)],
      next: "/applications/\(id)/detection")
    let field = Field("dockerfile", "The Dockerfile that is written", text).with { field in
      field.isCode = true
      field.rows = 20
      field.help = "Edit it as you like; ejected, it is this application’s own and the code is not asked any more."
    }
    return form.html("\(field.html(form))<div class=\"form-actions\">\(button("Eject", icon: .box))</div>")
  }
}
