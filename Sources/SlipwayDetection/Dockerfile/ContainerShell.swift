/// A command that only the image's own shell can read; it runs in the container, as what the project's owner wrote.
enum ContainerShell {
  static let program = "/bin/sh"

  static func words(_ script: String) -> [String] { [program, "-c", script] }
}
