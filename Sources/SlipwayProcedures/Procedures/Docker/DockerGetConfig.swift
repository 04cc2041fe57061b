package import SlipwayCore
import SlipwayHost

/// Answers all that Docker says of a container, but for the values of its environment.
package enum DockerGetConfig: Procedure {
  package static let name = "docker.getConfig"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a container's configuration and state as Docker has them, without secrets"

  package static func access(_ input: DockerContainerInput) -> Access { .machine(input.serverId, .member) }

  package static func run(_ input: DockerContainerInput, _ call: Call) async throws -> JSONValue {
    let place = DockerPlace(call, input.serverId)
    let container = try await place.container(input.containerId, .read)
    guard let all = try await place.docker.describe(.containers, container.Id) else {
      throw SlipwayError.notFound("Container")
    }
    return DockerWords.masked(all)
  }
}

/// What Docker says of its things, made fit to be shown.
enum DockerWords {
  /// Without the values of environments: whoever may see those sees them where they are edited.
  static func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, value in
            (name, name == "Env" ? environment(value) : masked(value))
          }))
    case .array(let items): .array(items.map(masked))
    default: value
    }
  }

  private static func environment(_ value: JSONValue) -> JSONValue {
    guard let variables = value.arrayValue else { return value == .null ? .null : .string(Secret.mask) }
    return .array(
      variables.map { variable in
        let name = variable.stringValue?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).first
        return .string("\(name ?? "")=\(Secret.mask)")
      })
  }
}
