import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// The previews of one application or compose stack: the list, and the settings that make them.
enum PreviewsPage<Frame: PreviewFrame>: Page {
  static var path: String { Frame.path + "/previews" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request)
    let services = try await request.desk.ask(
      EnvironmentOne.self, EnvironmentInput(environmentId: frame.facts.environment.environmentId))
    return render(Model(frame: frame, databases: databases(services)), request.context)
  }

  private static func databases(_ environment: EnvironmentDetail) -> [Select.Choice] {
    choices(environment.postgres) + choices(environment.mysql) + choices(environment.mariadb)
      + choices(environment.mongo) + choices(environment.redis) + choices(environment.libsql)
  }

  private static func choices<Engine>(_ rows: [DatabaseServiceRow<Engine>]) -> [Select.Choice] {
    rows.map { Select.Choice($0.id.rawValue, "\($0.fields.name) (\(Engine.label))") }
  }

  /// What the page shows.
  struct Model: Sendable {
    var frame: Frame
    /// Those that a preview may have one of its own of.
    var databases: [Select.Choice] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let isOn = frame.previewFields.settings.isPreviewDeploymentsActive
    let list = PreviewList(frame: frame, context: context)
    let settings = PreviewSettingsCard(frame: frame, databases: model.databases, context: context)
    let body: HTML =
      frame.hasRepository || !frame.previews.isEmpty
      ? "\(list.html)\(settings.html)\(when: isOn, list.newDialog)"
      : emptyState(
        .branch, "Previews need a repository",
        "A pull request can have a deployment of its own when the code comes from git. Choose a repository first.",
        action: linkButton(
          "Choose a repository", href: frame.base + (frame.facts.kind == .compose ? "/file" : "/source"), .primary))
    return Layout.page(frame.screen("Previews", tab: "/previews", context, body: body), context)
  }
}
