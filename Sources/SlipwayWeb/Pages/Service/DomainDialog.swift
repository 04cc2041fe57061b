import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Makes or changes a domain.
struct DomainDialog {
  var frame: any DomainFrame
  var context: PageContext
  /// The one to change; `nil` makes a new one.
  var domain: DomainRow?
  var typedHost = ""
  /// Where the service was found to listen.
  var ports: [ProposedPort] = []

  var html: HTML {
    let id = "domain-\(domain?.domainId.rawValue ?? "new")"
    let form = PostForm(domain == nil ? "domain.create" : "domain.update", context, id: id, hidden: hidden)
    return Dialog(
      id: id, title: domain.map { "Edit \($0.host)" } ?? "Add domain",
      isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(host(form))\(service(form))<div class="form-row">\(target(form))\(path(form))</div><div class="chooser form">\
        \(https(form))<div class="form" data-when="https">\(certificate(form))</div></div>\
        \(more("More", isOpen: isSpecial, advanced(form)))\
        <div class="form-actions">\(button(domain == nil ? "Add domain" : "Save", .primary))</div>
        """, action: "/forms/save-domain"))
  }

  private var hidden: [(name: String, value: String)] {
    if let domain { return [("domainId", domain.domainId.rawValue)] }
    return frame.named
  }

  private var isSpecial: Bool {
    guard let domain else { return false }
    return domain.stripPath || domain.internalPath != "/" || !domain.middlewares.isEmpty
      || domain.customEntrypoint != nil
  }

  private func host(_ form: PostForm) -> HTML {
    Field("host", "Host", domain?.host ?? typedHost).with { field in
      field.isRequired = true
      field.placeholder = "app.example.com"
      field.isCode = true
      field.help = "Its DNS must point at this server."
    }.html(form)
  }

  /// Of a compose stack: which of its services it leads to.
  private func service(_ form: PostForm) -> HTML? {
    guard frame.facts.kind == .compose else { return nil }
    let (names, chosen) = (frame.serviceNames, domain?.serviceName ?? frame.serviceNames.first ?? "")
    guard !names.isEmpty else {
      return Field("serviceName", "Service", chosen).with { field in
        field.isRequired = true
        field.isCode = true
        field.help = "By its name in the file; the next deployment connects it."
      }.html(form)
    }
    let gone = names.contains(chosen) ? [] : [Select.Choice(chosen, "\(chosen) (not in the file any more)")]
    var select = Select(
      "serviceName", "Service", names.map { .init($0, $0) } + gone, chosen, help: "The next deployment connects it.")
    select.behavior = servicePorts
    return select.html(form)
  }

  /// The first port of each service, for the browser.
  private var servicePorts: HTML? {
    let known = ports.compactMap { port in port.serviceName.map { "\($0)=\(port.port)" } }
    guard domain == nil, !known.isEmpty else { return nil }
    return " data-behavior=\"service-port\" data-ports=\"\(known.joined(separator: " "))\""
  }

  private func target(_ form: PostForm) -> HTML {
    let service = domain?.serviceName ?? frame.serviceNames.first
    let own = ports.filter { frame.facts.kind != .compose || $0.serviceName == service }
    return Field("port", "Port in the container", String(domain?.port ?? own.first?.port ?? 3000)).with { field in
      field.kind = .number
      field.isRequired = true
      field.suggestions = Set(ports.map(\.port)).sorted().map(String.init)
      field.help = portHelp
    }.html(form)
  }

  /// What was found; and of one that is there, that nothing waits for a deployment.
  private var portHelp: HTML? {
    let words = ports.map { port in
      (port.serviceName.map { "\($0) " } ?? "It ") + (port.isListening ? "listens on " : "exposes ") + "\(port.port)"
    }
    let found = words.isEmpty ? "" : words.joined(separator: ", ") + "."
    guard domain != nil else { return found.isEmpty ? nil : "\(found)" }
    return "Requests go there as soon as it is saved. \(found)"
  }

  private func path(_ form: PostForm) -> HTML {
    Field("path", "Path", domain?.path ?? "/").with { $0.isCode = true }.html(form)
  }

  private func https(_ form: PostForm) -> HTML {
    Toggle("https", "HTTPS", domain?.https ?? false, help: "Plain requests are sent to it.").html(form)
  }

  private func certificate(_ form: PostForm) -> HTML {
    let resolver = Field("customCertResolver", "Resolver’s name", domain?.customCertResolver ?? "").with {
      $0.isCode = true
      $0.help = "Empty: one of <a href=\"/settings/certificates\">your own certificates</a>."
    }
    let type = Select(
      "certificateType", "Certificate",
      [
        .init("letsencrypt", "Let’s Encrypt"), .init("none", "None (another proxy has it)"),
        .init("custom", "My own, or another resolver"),
      ], domain.map { $0.https ? $0.certificateType.rawValue : "letsencrypt" } ?? "letsencrypt")
    return "\(type.html(form))<div data-when=\"custom\">\(resolver.html(form))</div>"
  }

  private func advanced(_ form: PostForm) -> HTML {
    let inner = Field("internalPath", "Path in the container", domain?.internalPath ?? "/").with { field in
      field.isCode = true
      field.help = "Put before the path of each request."
    }
    let middlewares = Field("middlewares", "Middlewares", domain?.middlewares.joined(separator: ", ") ?? "").with {
      $0.isCode = true
      $0.help = "Names of Traefik’s, with commas."
    }
    let entry = Field("customEntrypoint", "Entry point", domain?.customEntrypoint ?? "").with { field in
      field.isCode = true
      field.placeholder = "web or websecure, by HTTPS"
    }
    return """
      \(Toggle("stripPath", "Take the path away before the request is passed on", domain?.stripPath ?? false).html(form))\
      <div class="form-row">\(inner.html(form))\(entry.html(form))</div>\(middlewares.html(form))
      """
  }
}
