import SlipwayCore

/// Variables on their way to a tool: by name, with the value in the program's environment, or as a word where the
/// program itself would obey the name.
struct ToolVariables {
  /// `NAME` or `NAME=value`.
  var words: [String] = []
  var environment: [String: Secret] = [:]

  /// - Throws: ``SlipwayError`` `badRequest` naming `env` for a secret that can go neither way.
  init(_ variables: EnvironmentVariables) throws {
    for variable in variables.variables {
      guard BuildArgument.isObeyed(variable.name) else {
        words.append(variable.name)
        environment[variable.name] = Secret(variable.value)
        continue
      }
      guard SecretNames.secrets(in: variable.name, variable.value).isEmpty else {
        throw SlipwayError.invalid(
          "env", "\(variable.name) holds a secret under a name that build tools obey; give it another name")
      }
      words.append("\(variable.name)=\(variable.value)")
    }
  }
}
