import SlipwayCore
import SlipwayProcedures

/// How a server is guarded: a part of its page that comes when it is known.
enum ServerSecurityPart: Page {
  static let path = "/servers/:server/security"

  static func html(_ request: PageRequest) async throws -> HTML {
    let input = ServerInput(serverId: request.id("server"))
    _ = try await request.desk.ask(ServerOne.self, input)
    do {
      return ServerChecksPart.render(try await request.desk.ask(ServerSecurity.self, input).checks)
    } catch let error as SlipwayError where error.code != .notFound {
      return ErrorBox(title: "The server could not be looked at", message: error.message).html
    }
  }
}
