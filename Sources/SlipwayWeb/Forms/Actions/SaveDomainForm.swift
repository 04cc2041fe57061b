import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures
import SlipwayServer

/// Makes or changes a domain.
enum SaveDomainForm: FormAction {
  static let name = "save-domain"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let isHTTPS = fields["https"] == "true"
    let path = fields.text("path")
    let inner = fields.text("internalPath")
    let middlewares = fields.text("middlewares").split(separator: ",").map { JSONValue.string($0.trimmingSpaces()) }
    var input: [String: JSONValue] = [
      "host": .string(fields.text("host")), "path": .string(path.isEmpty ? "/" : path),
      "internalPath": .string(inner.isEmpty ? "/" : inner), "stripPath": fields.flag("stripPath"),
      "https": .bool(isHTTPS), "certificateType": .string(isHTTPS ? fields.text("certificateType") : "none"),
      "customCertResolver": fields.optional("customCertResolver"),
      "customEntrypoint": fields.optional("customEntrypoint"), "middlewares": .array(middlewares),
    ]
    if let port = try fields.integer("port") { input["port"] = .integer(port) }
    if fields["serviceName"] != nil { input["serviceName"] = .string(fields.text("serviceName")) }
    if let domain = fields["domainId"] {
      input["domainId"] = .string(domain)
      try await desk.call("domain.update", input)
      // It is in force already: what it leads to is shown at once.
      let page = AddressQuery(LocalPath.check(fields["_back"]) ?? "/projects").path
      return .next("\(page)?test=\(domain.percentEncoded)&saved=1")
    } else {
      for owner in ["applicationId", "composeId"] where fields[owner] != nil {
        input[owner] = .string(fields.text(owner))
      }
      try await desk.call("domain.create", input)
    }
    return .back
  }
}
