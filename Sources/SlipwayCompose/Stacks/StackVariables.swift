package import SlipwayCore

/// The text of a `.env` file that Docker Compose reads as exactly these values.
package enum StackVariables {
  package static func text(_ variables: EnvironmentVariables) -> String {
    variables.variables.map { "\($0.name)=\(quoted($0.value))\n" }.joined()
  }

  /// What a stack's file may use beside its own variables.
  package static func all(_ variables: EnvironmentVariables, of stack: ComposeStack) -> EnvironmentVariables {
    var own = [
      EnvironmentVariables.Variable(name: "APP_NAME", value: stack.appName),
      EnvironmentVariables.Variable(name: "COMPOSE_PROJECT_NAME", value: stack.appName),
    ]
    if let suffix = stack.settings.nameSuffix {
      own.append(EnvironmentVariables.Variable(name: "COMPOSE_PREFIX", value: suffix))
    }
    return EnvironmentVariables(own + variables.variables)
  }

  /// The same by their names, the last of each counting.
  package static func values(_ variables: EnvironmentVariables, of stack: ComposeStack) -> [String: String] {
    Dictionary(
      all(variables, of: stack).variables.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// Nothing is expanded within single quotes; what has one itself is escaped within double quotes.
  private static func quoted(_ value: String) -> String {
    if !value.contains("'"), !value.contains("\\") { return "'\(value)'" }
    var text = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("$", with: "\\$")
    text = text.replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    return "\"\(text)\""
  }
}
