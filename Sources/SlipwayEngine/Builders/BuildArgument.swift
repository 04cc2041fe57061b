import SlipwayCore

/// How a build argument gets to the docker command line. Its words may be read by everybody on the machine; its
/// environment only by itself, but there a name may be one that the program or its libraries obey.
enum BuildArgument {
  /// `--build-arg NAME=value`
  case word
  /// `--build-arg NAME`, with the value in the environment.
  case environment

  init(_ variable: EnvironmentVariables.Variable) {
    let isSecret = !SecretNames.secrets(in: variable.name, variable.value).isEmpty
    self = isSecret && !Self.isObeyed(variable.name) ? .environment : .word
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `buildArgs` for a secret that could go neither way.
  static func check(_ arguments: EnvironmentVariables) throws {
    for variable in arguments.variables where isObeyed(variable.name) {
      guard !SecretNames.secrets(in: variable.name, variable.value).isEmpty else { continue }
      throw SlipwayError.invalid(
        "buildArgs", "\(variable.name) holds a secret under a name that build tools obey; make it a build secret")
    }
  }

  /// Names that the command line, the loader, the C library or BuildKit itself would obey. Only what is a secret gets into
  /// the environment at all, so that a name which is missing here takes a telling one to do harm.
  static func isObeyed(_ name: String) -> Bool {
    let upper = name.uppercased()
    // The predefined arguments of proxies: the engine is reached by a socket, which no proxy is between.
    if proxies.contains(upper) { return false }
    return names.contains(upper) || prefixes.contains { upper.hasPrefix($0) }
      || !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  private static let proxies: Set = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "FTP_PROXY"]
  private static let prefixes = [
    "DOCKER_", "BUILDKIT_", "BUILDX_", "LD_", "SLIPWAY_", "GO", "XDG_", "SSL_", "OTEL_", "COMPOSE_", "LC_", "LOC",
    "GCONV", "GLIBC_", "MALLOC_", "KUBE", "JAEGER_", "RES_", "RESOLV_", "NIS_", "GETCONF_", "GIT_", "SSH_", "AWS_",
    "AZURE_", "GOOGLE_", "DBUS_", "EXPERIMENTAL_", "SUDO_", "BASH_", "PYTHON", "PERL",
  ]
  private static let names: Set = [
    "PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "SHELL", "USER", "LOGNAME", "PWD", "TERM", "IFS", "ENV",
    "SOURCE_DATE_EPOCH", "NO_COLOR", "TZ", "TZDIR", "HOSTALIASES", "NLSPATH", "TMP", "TEMP", "PAGER", "EDITOR",
  ]
}
