import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves the labels of a node of the Swarm, one a line.
enum SaveNodeLabelsForm: FormAction {
  static let name = "save-node-labels"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var labels: [String: JSONValue] = [:]
    for line in fields.lines("labels") {
      let halves = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(halves[0]).trimmingSpaces()
      guard labels[name] == nil else { throw SlipwayError.invalid("labels", "\(name) stands there twice") }
      labels[name] = .string(halves.count > 1 ? String(halves[1]).trimmingSpaces() : "")
    }
    let server = fields.text("serverId")
    try await desk.call(
      "cluster.setLabels",
      [
        "nodeId": .string(fields.text("nodeId")), "labels": .object(labels), "serverId": fields.optional("serverId"),
      ])
    return .next(DockerSwarmPage.path + (server.isEmpty ? "" : "?server=\(server.percentEncoded)"))
  }
}
