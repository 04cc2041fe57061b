import SlipwayCore
import SlipwayStore

/// An application that is about to be created: checked, but for its name among all others.
struct ApplicationDraft: Sendable {
  private let application: Application
  /// What the Docker-level name is made of.
  private let wantedName: String
  private let siblings: SiblingNames
  private let placement: Placement

  /// - Parameters:
  ///   - appName: as typed; `nil` makes one of the name.
  ///   - createsEnvFile: whether the build finds the variables in `.env`, where a careless `COPY` takes them.
  /// - Throws: ``SlipwayError`` naming the field that is refused.
  init(
    name: String, appName: String? = nil, description: String? = nil, environment: ID<Environment>,
    source: SourceSettings, gitPassword: Secret? = nil, createsEnvFile: Bool = true,
    placement: Placement = Placement(nil), _ call: Call
  ) throws {
    let name = try TypedText.name(name)
    if let appName { try AppName.validate(typed: appName) }
    siblings = SiblingNames(call)
    self.placement = placement
    wantedName = appName ?? "app-\(name)"
    var draft = Application(
      organizationID: try call.organization(), environmentID: environment, name: name, appName: "",
      description: try TypedText.description(description), createdAt: call.now())
    draft.source = source
    draft.secrets.gitPassword = gitPassword
    draft.build.createEnvFile = createsEnvFile
    try ApplicationRules.normalize(&draft)
    application = draft
  }

  func insert(_ tx: Transaction) throws -> Application {
    var application = application
    application.serverID = try placement.check(tx)
    application.appName = try FreeName.find(typed: wantedName, tx)
    try siblings.check(application.deployable, tx)
    var blank = application
    blank.source = SourceSettings()
    try ApplicationRules.check(application, beside: blank, tx)
    try tx.applications.insert(application)
    return application
  }
}
