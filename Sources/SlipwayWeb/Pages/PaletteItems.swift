import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What the palette finds besides the tabs of the present page: projects, their services, the pages of the frame.
enum PaletteItems: Page {
  static let path = "/palette"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(ProjectAll.self, NoInput()))
  }

  static func render(_ projects: [ProjectListItem]) -> HTML {
    func place(_ place: Navigation) -> HTML { item(place.title, place.href, place.icon, "Page") }
    return "\(each: projects, project)\(each: Navigation.allCases, place)"
  }

  private static func project(_ project: ProjectListItem) -> HTML {
    let services = project.environments.flatMap { environment in
      environment.services.map { (service: $0, environment: environment.name) }
    }
    func service(_ pair: (service: ProjectListItem.Environment.Service, environment: String)) -> HTML {
      item(
        pair.service.name, "/\(pair.service.kind.folder)/\(pair.service.id)", .of(pair.service.kind),
        "\(project.name) / \(pair.environment)")
    }
    return """
      \(item(project.name, "/projects/\(project.projectId)", .layers, "Project"))\(each: services, service)
      """
  }

  private static func item(_ title: String, _ href: String, _ shown: Icon, _ place: String) -> HTML {
    """
    <a class="palette-item" href="\(href)" data-words="\(title) \(place)">\(icon(shown))<span>\(title)</span>\
    <span class="where">\(place)</span></a>
    """
  }
}
