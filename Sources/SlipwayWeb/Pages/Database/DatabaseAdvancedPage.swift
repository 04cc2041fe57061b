import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What few need to change of a database: image, ports, passwords, resources, health, command; and the end of it.
enum DatabaseAdvancedPage: Page {
  static let path = DatabaseFrame.path + "/advanced"

  static func html(_ request: PageRequest) async throws -> HTML {
    let projects = try await request.desk.ask(ProjectAll.self, NoInput())
    return render(try await DatabaseFrame.load(request), projects: projects, request.context)
  }

  static func render(_ frame: DatabaseFrame, projects: [ProjectListItem] = [], _ context: PageContext) -> HTML {
    let move = MoveCard(frame: frame, projects: projects, context: context)
    let forms = AdvancedForms(frame: frame, context: context)
    let own = DatabaseForms(frame: frame, context: context)
    let body: HTML = """
      \(forms.general)\(own.image)\(own.ports)\(own.passwords)\(forms.resources)\(forms.health)\(forms.rollout)\
      \(forms.command)\(move.html)\(DatabaseDangers(frame: frame, context: context).html)
      """
    return Layout.page(frame.screen("Advanced", tab: "/advanced", context, body: body).wide(.normal), context)
  }
}
