import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Where something new shall run; nothing where there is no choice.
struct PlaceSelect {
  private let servers: [ServerRow]

  /// - Parameter servers: of the organisation; those that are not ready are not offered.
  init(_ servers: [ServerRow]) {
    self.servers = servers.filter { $0.serverType == .deploy && [.ready, .unreachable].contains($0.state) }
  }

  func html(_ form: PostForm) -> HTML? {
    guard !servers.isEmpty else { return nil }
    let choices = servers.map { server in
      Select.Choice(
        server.serverId.rawValue,
        "\(server.name) (\(server.ipAddress))" + (server.state == .unreachable ? ", does not answer now" : ""))
    }
    return Select(
      "serverId", "Runs on", [.init("", "This machine")] + choices, "",
      help: "It stays there: its data does not move from one machine to another by itself."
    ).html(form)
  }
}
