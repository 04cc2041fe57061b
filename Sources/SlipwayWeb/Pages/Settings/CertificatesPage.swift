import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// The certificates that somebody brought, and when they end.
enum CertificatesPage: Page {
  static let path = "/settings/certificates"
  /// From here on somebody should see to the next one.
  private static let soon: TimeInterval = 30 * 86_400

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(CertificateAll.self, NoInput()), request.context)
  }

  static func render(_ certificates: [CertificateRow], _ context: PageContext) -> HTML {
    let create = dialogButton("Upload certificate", opens: "certificate-new", .primary, icon: .plus)
    let body: HTML =
      certificates.isEmpty
      ? emptyState(
        .lock, "No certificates of your own",
        "Domains get theirs from Let’s Encrypt by themselves. Upload one that somebody else has signed.",
        action: create)
      : Card(isFlush: true).html("<div class=\"list\">\(each: certificates, { item($0, context) })</div>")
    let heading = pageHeading("Certificates", actions: certificates.isEmpty ? nil : create)
    let dialogs: HTML = "\(dialog(nil, context))\(each: certificates, { dialog($0, context) })"
    return Layout.page(
      Screen(
        "Certificates", place: .certificates, crumbs: [Crumb("Settings"), Crumb("Certificates")], heading: heading,
        body: body + dialogs
      ).wide(.narrow), context)
  }

  private static func item(_ certificate: CertificateRow, _ context: PageContext) -> HTML {
    let id = certificate.certificateId.rawValue
    var delete = PostForm(
      "certificates.remove", context, id: "remove-certificate-\(id)", hidden: [("certificateId", id)])
    delete.question = "Delete the certificate \(certificate.name)? Its domains are without it at once."
    func host(_ host: String) -> HTML { "<span><code>\(host)</code></span>" }
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(certificate.name)\
      \(state(certificate, context))</div><div class="list-sub">\(each: certificate.hosts.prefix(6), host)\
      \(when: certificate.hosts.count > 6, "<span>and \(certificate.hosts.count - 6) more</span>")</div></div>\
      <div class="actions">\(dialogButton("Replace", opens: "certificate-\(id)", icon: .edit))\
      \(delete.button("Delete", .danger, icon: .trash))</div></article>
      """
  }

  private static func state(_ certificate: CertificateRow, _ context: PageContext) -> HTML {
    let left = certificate.expiresAt.timeIntervalSince(context.now)
    if left <= 0 { return "\(statusDot(.failed, "Expired"))\(moment(certificate.expiresAt, now: context.now))" }
    let days = Int(left / 86_400)
    let words = days < 1 ? "Ends today" : "\(Amounts.count(days, "day")) left"
    return statusDot(left < soon ? .warning : .good, words)
  }

  private static func dialog(_ certificate: CertificateRow?, _ context: PageContext) -> HTML {
    let id = "certificate-\(certificate?.certificateId.rawValue ?? "new")"
    let hidden = certificate.map { [(name: "certificateId", value: $0.certificateId.rawValue)] }
    let form = PostForm(
      certificate == nil ? "certificates.create" : "certificates.update", context, id: id,
      hidden: hidden ?? [("organizationId", "")])
    let name = Field("name", "Name", certificate?.name ?? "").with { field in
      field.isRequired = true
      field.placeholder = "example.com, wildcard"
    }
    let chain = Field("certificateData", "Certificate and chain", certificate?.certificateData ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.rows = 8
      field.placeholder = "-----BEGIN CERTIFICATE-----"
      field.help = "PEM: the host’s certificate first, then those that vouch for it."
    }
    let key = Field("privateKey", "Private key").with { field in
      field.isRequired = certificate == nil
      field.isCode = true
      field.rows = 6
      field.placeholder = "-----BEGIN PRIVATE KEY-----"
      field.help = certificate == nil ? "Sealed, and never shown again." : "Empty: the key that is here stays."
    }
    return Dialog(
      id: id, title: certificate.map { "Replace \($0.name)" } ?? "Upload certificate",
      isOpen: context.open == id || form.failure != nil, isWide: true
    ).html(
      form.html(
        """
        \(name.html(form))\(chain.html(form))\(key.html(form))\
        <div class="form-actions">\(button(certificate == nil ? "Upload" : "Save", .primary))</div>
        """))
  }
}
