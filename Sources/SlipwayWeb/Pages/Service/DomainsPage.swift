import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Where a service answers.
enum DomainsPage<Frame: DomainFrame>: Page {
  static var path: String { Frame.path + "/domains" }

  static func html(_ request: PageRequest) async throws -> HTML {
    var model = Model(frame: try await Frame.load(request))
    model.host = request.query["host"] ?? ""
    model.ports = try await ports(of: model.frame, request.desk)
    if request.query["saved"] != nil {
      // The proxy gathers changes of its files for a tenth of a second; what it answers before is of the old route.
      try await Task.sleep(for: .milliseconds(400))
    }
    if let id = request.query["test"],
      let domain = model.frame.domains.first(where: { $0.domainId.rawValue == id })
    {
      model.tests[id] = await DomainTest.run(domain, request.desk)
    }
    return render(model, request.context)
  }

  /// The domains, and what a test of one of them found.
  struct Model: Sendable {
    var frame: Frame
    /// What the last test request of a domain was answered, by its identifier.
    var tests: [String: DomainTest] = [:]
    /// The host that a new domain begins with.
    var host = ""
    /// Where the service was found to listen.
    var ports: [ProposedPort] = []
  }

  private static func ports(of frame: Frame, _ desk: Desk) async throws -> [ProposedPort] {
    let isStack = frame.facts.kind == .compose
    let input = DomainProposePorts.Input(
      applicationId: isStack ? nil : frame.id, composeId: isStack ? frame.id : nil)
    return try await desk.find(DomainProposePorts.self, input) ?? []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let generate = PostForm(
      "generate-domain", context,
      hidden: frame.named + [
        ("base", frame.base), ("appName", frame.facts.name),
        ("serverId", frame.facts.server?.serverId.rawValue ?? ""),
      ]
    ).html(button("Generate one", icon: .globe), class: "inline-form", action: "/forms/generate-domain")
    let add =
      "<div class=\"actions\">\(generate)\(dialogButton("Add domain", opens: "domain-new", icon: .plus))</div>"
      as HTML
    let domains = frame.domains
    let body: HTML =
      domains.isEmpty
      ? emptyState(
        .globe, "No domains yet", "A domain is the address at which the proxy sends requests to this service.",
        action: add)
      : Card("Domains", note: "The proxy checks each of them with every deployment.", actions: add, isFlush: true)
        .html(
          "<div class=\"list\">\(each: domains, { item($0, model, context) })</div>")
    let dialogs: HTML = """
      \(DomainDialog(frame: frame, context: context, domain: nil, typedHost: model.host, ports: model.ports).html)\
      \(each: domains, { DomainDialog(frame: frame, context: context, domain: $0, ports: model.ports).html })
      """
    return Layout.page(
      frame.screen("Domains", tab: "/domains", context, body: body + frame.rules(context) + dialogs), context)
  }

  private static func item(_ domain: DomainRow, _ model: Model, _ context: PageContext) -> HTML {
    let shown = domain.host + (domain.path == "/" ? "" : domain.path)
    let url = SafeURL.outside("\(domain.https ? "https" : "http")://\(shown)")
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\
      \(icon(domain.https ? .lock : .globe))<a class="link" href="\(url)" target="_blank" rel="noopener">\(shown)</a>\
      \(when: !domain.enabled, badge("Off"))\(certificate(domain))</div>\
      <div class="list-sub"><span>to \(domain.serviceName.map { "\($0), " } ?? "")port \(domain.port)</span>\
      \(when: domain.stripPath, "<span>without \(domain.path)</span>")\
      \(when: domain.internalPath != "/", "<span>below \(domain.internalPath)</span>")\
      \(each: domain.middlewares, middleware)\
      <span data-behavior="fragment" data-source="/domains/\(domain.domainId)/check"></span></div></div>\(actions(domain, model, context))\
      \(model.tests[domain.domainId.rawValue].map(answer))</article>
      """
  }

  private static func certificate(_ domain: DomainRow) -> HTML? {
    guard domain.https else { return nil }
    switch domain.certificateType {
    case .letsencrypt: return badge("Let’s Encrypt")
    case .custom: return badge(domain.customCertResolver ?? "Own certificate")
    case .none: return badge("No certificate of its own", .warning)
    }
  }

  private static func middleware(_ name: String) -> HTML { "<span>\(name)</span>" }

  private static func actions(_ domain: DomainRow, _ model: Model, _ context: PageContext) -> HTML {
    let id = [(name: "domainId", value: domain.domainId.rawValue)]
    let suffix = domain.domainId.rawValue
    let toggle = PostForm("domain.toggleEnable", context, id: "toggle-\(suffix)", hidden: id)
    var delete = PostForm("domain.delete", context, id: "delete-\(suffix)", hidden: id)
    delete.question = "Delete \(domain.host)\(domain.path)? Its address stops answering at once."
    return """
      <div class="actions">\
      \(linkButton("Test", href: "?test=\(suffix)", icon: .send))\
      \(dialogButton("Edit", opens: "domain-\(suffix)", icon: .edit))\
      \(menu("More for \(domain.host)", [
        toggle.button(domain.enabled ? "Turn off" : "Turn on", icon: domain.enabled ? .eyeOff : .eye),
        delete.button("Delete", .danger, icon: .trash),
      ]))</div>
      """
  }

  private static func answer(_ test: DomainTest) -> HTML {
    func line(_ text: String) -> HTML { "<span>\(text)</span>" }
    return """
      <div class="wide-part notice \(test.isGood ? "idle" : "warning")" role="status">\
      \(icon(test.isGood ? .check : .alert))<div class="answer">\(each: test.lines, line)</div></div>
      """
  }
}
