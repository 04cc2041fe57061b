import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What is there on a server: a part of its page that comes when it is known.
enum ServerChecksPart: Page {
  static let path = "/servers/:server/checks"

  static func html(_ request: PageRequest) async throws -> HTML {
    let input = ServerInput(serverId: request.id("server"))
    _ = try await request.desk.ask(ServerOne.self, input)
    do {
      return render(try await request.desk.ask(ServerValidate.self, input).checks)
    } catch let error as SlipwayError where error.code != .notFound {
      return ErrorBox(title: "The server could not be looked at", message: error.message).html
    }
  }

  static func render(_ checks: [ServerCheck]) -> HTML {
    FindingList(
      label: "Checks",
      findings: checks.map { check in
        FindingList.Finding(
          tone: ServerWords.tone(check.state), title: check.title, text: check.message, fix: check.fix)
      }
    ).html
  }
}
