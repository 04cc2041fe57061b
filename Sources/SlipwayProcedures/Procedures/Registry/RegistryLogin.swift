import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// Tries a user name and password at a registry. They go there in the call to Docker, and are kept nowhere on the machine.
enum RegistryLogin {
  /// - Throws: ``SlipwayError`` `badRequest` naming `password` when the registry refuses, `registryUrl` when it does not
  ///   answer.
  static func check(_ registry: Registry, _ call: Call) async throws {
    try await AddressGuard(registries: call.engine.configuration).check(registry: registry.url, field: "registryUrl")
    let docker = try call.engine.hosts.thisMachine().docker
    do {
      try await docker.checkAuth(RegistryAuth(registry))
    } catch let error as SlipwayError where error.code != .unreachable {
      let words = (error.details["docker"] ?? error.message).prefix(300)
      // Engines say it by their status, or hand on the registry's.
      let signs = ["unauthorized", "incorrect username or password", "denied"]
      let isRefused = error.code == .forbidden || signs.contains { words.lowercased().contains($0) }
      throw isRefused
        ? SlipwayError.invalid("password", "was refused by \(registry.place) for this user name (\(words))")
        : SlipwayError.invalid("registryUrl", "\(registry.place) did not let anybody sign in (\(words))")
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `username` or `password`.
  static func checkTyped(username: String, password: String) throws {
    let isPlain = { (text: String) in
      text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } && text.utf8.count <= 4096
    }
    var problems = ValidationProblems()
    problems.require(!username.isEmpty && isPlain(username), "username", "must be one line")
    problems.require(!password.isEmpty && isPlain(password), "password", "must be one line")
    try problems.throwIfAny()
  }
}
