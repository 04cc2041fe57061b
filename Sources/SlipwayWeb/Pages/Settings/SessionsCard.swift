import SlipwayCore
import SlipwayProcedures

/// The browsers in which a person is signed in.
enum SessionsCard {
  static func html(_ sessions: [UserListSessions.Row], _ context: PageContext) -> HTML {
    let others = sessions.contains { !$0.isCurrent }
    return Card(
      "Signed in", note: "Browsers that may do what you may. A session ends three days after its last use.",
      actions: others ? endOthers(context) : nil, id: "sessions", isFlush: true
    ).html(
      "<div class=\"list\">\(each: sessions.filter(\.isCurrent) + sessions.filter { !$0.isCurrent }, { item($0, context) })</div>"
    )
  }

  private static func item(_ session: UserListSessions.Row, _ context: PageContext) -> HTML {
    let seen: HTML =
      session.isCurrent ? "" : "<span>last seen \(moment(session.updatedAt, now: context.now))</span>"
    let end: HTML? = session.isCurrent ? nil : endForm(session, context).button("Sign out", icon: .signOut)
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(BrowserWords.name(session.userAgent))\
      \(when: session.isCurrent, badge("This browser", .good))</div><div class="list-sub">\
      <span>from \(session.ipAddress.isEmpty ? "somewhere" : session.ipAddress)</span>\
      <span>signed in \(moment(session.createdAt, now: context.now))</span>\(seen)</div></div>\(end)</article>
      """
  }

  private static func endForm(_ session: UserListSessions.Row, _ context: PageContext) -> PostForm {
    PostForm("user.revokeSession", context, id: "session-\(session.id)", hidden: [("sessionId", session.id.rawValue)])
  }

  private static func endOthers(_ context: PageContext) -> HTML {
    var form = PostForm("user.revokeOtherSessions", context)
    form.question = "Sign out everywhere but here?"
    return form.button("Sign out all others", icon: .signOut)
  }
}
