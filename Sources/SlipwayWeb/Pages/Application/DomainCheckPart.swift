import SlipwayCore
import SlipwayProcedures

/// What DNS says of a domain: a part of the page of domains that comes when it is known.
enum DomainCheckPart: Page {
  static let path = "/domains/:domain/check"

  static func html(_ request: PageRequest) async throws -> HTML {
    let input = DomainInput(domainId: request.id("domain"))
    let domain = try await request.desk.ask(DomainOne.self, input)
    return render(await DomainTest.resolve(domain, request.desk))
  }

  static func render(_ found: DomainTest) -> HTML {
    """
    <span class="checked \(found.isGood ? "good" : "warning")">\(icon(found.isGood ? .check : .alert))\
    <span>\(found.lines.joined(separator: " "))</span></span>
    """
  }
}
