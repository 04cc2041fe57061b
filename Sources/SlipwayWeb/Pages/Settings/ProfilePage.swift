import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// The person, their API keys, and where they are signed in.
enum ProfilePage: Page {
  static let path = "/settings/profile"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await load(request), request.context)
  }

  static func load(_ request: PageRequest) async throws -> Model {
    let answer = try await request.desk.ask(UserGet.self, NoInput())
    let user = answer.user
    // An owner is told of the whole organisation's; this page is about one person.
    let sessions = try await request.desk.ask(UserListSessions.self, NoInput()).filter { $0.userId == user.id }
    let pushKeys = try await request.desk.ask(UserPushKeys.self, NoInput())
    return Model(
      firstName: user.firstName, lastName: user.lastName, email: user.email, role: answer.role.rawValue.capitalized,
      sessions: sessions,
      keys: user.apiKeys.map { key in
        Key(
          id: key.id.rawValue, name: key.name, start: key.start, createdAt: key.createdAt, expiresAt: key.expiresAt,
          lastUsedAt: key.lastRequest)
      }, pushKeys: pushKeys)
  }

  /// An API key in the list.
  struct Key: Sendable, Hashable {
    var id: String
    var name: String
    var start: String
    var createdAt: Date
    var expiresAt: Date?
    var lastUsedAt: Date?
  }

  /// What is shown.
  struct Model: Sendable {
    var firstName: String
    var lastName: String
    var email: String
    var role: String
    var sessions: [UserListSessions.Row]
    var keys: [Key]
    var pushKeys: [PushKeyRow] = []
    /// A key that was just made; shown this once.
    var newKey: Secret?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let body: HTML = """
      \(keys(model, context))\(PushKeysCard.html(model.pushKeys, context))\(ProfileForms.person(model, context))\(ProfileForms.email(model, context))\
      \(ProfileForms.password(model, context))\(SessionsCard.html(model.sessions, context))
      """
    return Layout.page(
      Screen("Profile and keys", place: .profile, crumbs: [Crumb("Settings"), Crumb("Profile and keys")], body: body)
        .wide(.narrow), context)
  }

  private static func keys(_ model: Model, _ context: PageContext) -> HTML {
    let create = dialogButton("New key", opens: "create-key", icon: .plus)
    let shown: HTML? = model.newKey.map { key in
      """
      <div class="notice idle new-key" role="status">\(icon(.key))<div class="stack-small"><strong>Your new key</strong>\
      <p>Copy it now: it is not shown again.</p>\(secretText(key.reveal(), label: "API key"))</div></div>
      """
    }
    let list: HTML =
      model.keys.isEmpty
      ? "<p class=\"muted list-empty\">No keys yet. A script sends one as <code>x-api-key</code>.</p>"
      : "<div class=\"list\">\(each: model.keys, { key($0, context) })</div>"
    return Card(
      "API keys", note: "For scripts and other programs: they may do what you may.", actions: create, isFlush: true
    ).html("\(shown)\(list)\(dialog(context))")
  }

  private static func key(_ key: Key, _ context: PageContext) -> HTML {
    var delete = PostForm("user.deleteApiKey", context, id: "key-\(key.id)", hidden: [("apiKeyId", key.id)])
    delete.question = "Delete the key \(key.name)? Whatever uses it is refused at once."
    let used: HTML =
      key.lastUsedAt.map { "<span>used \(moment($0, now: context.now))</span>" } ?? "<span>never used</span>"
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(key.name) <code>\(key.start)…</code></div>\
      <div class="list-sub"><span>made \(moment(key.createdAt, now: context.now))</span>\(used)\
      \(key.expiresAt.map { "<span>ends \(moment($0, now: context.now))</span>" })</div></div>\
      \(delete.button("Delete", .danger, icon: .trash))</article>
      """
  }

  private static func dialog(_ context: PageContext) -> HTML {
    let form = PostForm("create-api-key", context)
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "Continuous integration"
    }
    let ends = Select(
      "expiresIn", "Ends",
      [
        .init("", "Never"), .init("2592000", "In 30 days"), .init("7776000", "In 90 days"),
        .init("31536000", "In a year"),
      ], "")
    return Dialog(
      id: "create-key", title: "New API key", isOpen: context.open == "create-key" || form.failure != nil
    ).html(
      form.html(
        "\(name.html(form))\(ends.html(form))<div class=\"form-actions\">\(button("Make key", .primary))</div>",
        action: "/forms/create-api-key"))
  }
}
