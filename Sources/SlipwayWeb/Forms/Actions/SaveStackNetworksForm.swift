import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves which networks the services of a stack join.
enum SaveStackNetworksForm: FormAction {
  static let name = "save-stack-networks"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let services = fields.fields.filter { $0.name == "serviceName" }.map(\.value)
    let all = services.enumerated().compactMap { index, service -> JSONValue? in
      let typed = fields.text("networks-\(index)").split { $0 == "," || $0.isWhitespace }
      let isDetached = fields.flag("detached-\(index)")
      guard !typed.isEmpty || isDetached == .bool(true) else { return nil }
      return [
        "serviceName": .string(service), "networkIds": .array(typed.map { .string(String($0)) }),
        "detachDokployNetwork": isDetached,
      ]
    }
    try await desk.call(
      "compose.update", ["composeId": .string(fields.text("composeId")), "serviceNetworks": .array(all)])
    return .back
  }
}
