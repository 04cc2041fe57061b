/// A Dockerfile as a value: where something is built, and what runs.
package struct DockerfileRecipe: Sendable, Hashable {
  /// One line of a stage.
  enum Layer: Sendable, Hashable {
    /// Files of the code, by their paths.
    case files([String])
    /// All of the code.
    case code
    /// A program's words; no shell reads them.
    case run([String])
    /// Something that an earlier stage has: its stage, path there, path here, and whether the service's user owns it.
    case take(stage: String, from: String, to: String, isOwned: Bool = false)
  }

  /// A stage, from its base image on.
  struct Stage: Sendable, Hashable {
    var name: String?
    var image: String
    var folder = "/app"
    var environment: [Variable] = []
    var layers: [Layer] = []
  }

  struct Variable: Sendable, Hashable {
    var name: String
    var value: String
    init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// All but the last are built from only.
  var stages: [Stage]
  /// `nil` keeps the image's own user.
  var user: String? = "10001:10001"
  var port: Int
  var health: HealthProbe
  var start: [String]
}
