import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What is found in an application's code, and the Dockerfile that is written for it or was taken over.
enum DetectionPage: Page {
  static let path = "/applications/:application/detection"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await ApplicationFrame.load(request), request.context)
  }

  static func render(_ frame: ApplicationFrame, _ context: PageContext) -> HTML {
    let found = Card("What is found in the code", note: "The newest code is fetched and read; nothing of it is run.")
      .html(
        fragment("\(frame.base)/detection/plan", id: "plan", waiting: "Fetching the code…"))
    let body: HTML = "\(own(frame, context))\(found)"
    return Layout.page(frame.screen("What is built", tab: "/source", context, body: body), context)
  }

  private static func own(_ frame: ApplicationFrame, _ context: PageContext) -> HTML? {
    guard let text = frame.application.build.ejectedDockerfile else { return nil }
    let form = PostForm(
      "application.ejectDockerfile", context, id: "ejected", hidden: [("applicationId", frame.id.rawValue)])
    let field = Field("dockerfile", "Dockerfile", text).with { field in
      field.isCode = true
      field.rows = 24
    }
    var back = PostForm(
      "application.takeBackDockerfile", context, id: "take-back", hidden: [("applicationId", frame.id.rawValue)])
    back.question = "Throw this Dockerfile away? The next deployment is built with what is found in the code."
    return Card(
      "This application’s Dockerfile", note: "Built instead of what is found.",
      actions: back.button("Take back", .danger, icon: .rollback), id: "ejected"
    ).html(form.html("\(field.html(form))<div class=\"form-actions\">\(button("Save", .primary))</div>"))
  }
}
