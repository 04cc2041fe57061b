package import SlipwayCore

/// What a stack's own command asks for besides the standard one, as values: no word of it reaches a command line as it
/// was typed.
package struct StackArguments: Sendable, Hashable {
  package var profiles: [String] = []
  /// All containers are made anew.
  package var recreates = false
  /// Images are asked for at the registry although they are here.
  package var pulls = false
  /// Nothing that was built before is used.
  package var rebuilds = false

  /// - Parameter text: extra words, such as `--profile web`, or the whole published command
  ///   (`compose -p app -f docker-compose.yml up -d --build`).
  /// - Throws: ``SlipwayError`` `badRequest` naming `command` for a word that is not known.
  package init(parsing text: String, field: String = "command") throws {
    var words = try CommandWords.split(text, field: field)[...]
    while let word = words.popFirst() {
      switch word {
      case "--profile": profiles.append(try Self.profile(words.popFirst(), field))
      case "--force-recreate", "--always-recreate-deps": recreates = true
      case "--pull": pulls = try pulls || Self.policy(words.popFirst(), field) == "always"
      case "--no-cache": rebuilds = true
      case "docker", "compose", "docker-compose", "stack", "deploy", "up": continue
      case "-d", "--detach", "--build", "--remove-orphans", "--prune", "--with-registry-auth", "--quiet-pull",
        "--wait":
        continue  // What is done anyway.
      case "-p", "--project-name", "-f", "--file", "-c", "--compose-file", "--resolve-image", "-t", "--timeout":
        _ = words.popFirst()  // Set by Slipway.
      default:
        if word.hasPrefix("--profile=") {
          profiles.append(try Self.profile(String(word.dropFirst("--profile=".count)), field))
        } else if word.hasPrefix("--pull=") {
          pulls = try pulls || Self.policy(String(word.dropFirst("--pull=".count)), field) == "always"
        } else if word.hasPrefix("-") {
          throw Self.unknown(word, field)
        } else if !text.contains("stack deploy") {
          throw Self.unknown(word, field)
        }
      }
    }
  }

  private static func profile(_ word: String?, _ field: String) throws -> String {
    guard let word, let first = word.first, first.isASCII, first.isLetter || first.isNumber,
      word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) })
    else { throw SlipwayError.invalid(field, "--profile needs a name of letters, digits and '_.-'") }
    return word
  }

  private static func policy(_ word: String?, _ field: String) throws -> String {
    guard let word, ["always", "missing", "never", "policy"].contains(word) else {
      throw SlipwayError.invalid(field, "--pull needs always, missing or never")
    }
    return word
  }

  private static func unknown(_ word: String, _ field: String) -> SlipwayError {
    SlipwayError.invalid(
      field,
      "'\(word.prefix(80))' is not known; there are --profile NAME, --pull always, --no-cache and --force-recreate")
  }
}

extension StackSettings {
  /// What is run when nothing is added, in the published API's words.
  package func standardCommand(appName: String) -> String {
    switch composeType {
    case .compose:
      "compose -p \(appName) -f \(sourceType == .raw ? "docker-compose.yml" : composePath) up -d --build --remove-orphans"
    case .stack:
      "stack deploy -c \(sourceType == .raw ? "docker-compose.yml" : composePath) \(appName) --prune --with-registry-auth"
    }
  }
}
