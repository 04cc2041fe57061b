/// The words that the tools are called with. What is secret is no word: variables go by name, and the program finds their
/// values in its environment or in a file.
package enum ToolWords {
  /// Writes a Dockerfile into `<folder>/.nixpacks`; the engine builds it.
  /// - Parameter variables: `NAME`, or `NAME=value` where the name would mean something to the program itself.
  package static func nixpacks(
    folder: String, tag: String, variables: [String], ignoresCache: Bool, isPublished: Bool
  ) -> [String] {
    ["build", folder, "--name", tag, "--out", folder] + (ignoresCache ? ["--no-cache"] : [])
      + (isPublished ? ["--no-error-without-start"] : []) + variables.flatMap { ["--env", $0] }
  }

  /// Says the plan as JSON: which variables the Dockerfile takes, with their values.
  package static func nixpacksPlan(folder: String, variables: [String]) -> [String] {
    ["plan", folder, "--format", "json"] + variables.flatMap { ["--env", $0] }
  }

  /// Writes the plan that railpack's frontend reads.
  package static func railpack(folder: String, plan: String, info: String, variables: [String]) -> [String] {
    ["prepare", folder, "--plan-out", plan, "--info-out", info] + variables.flatMap { ["--env", $0] }
  }

  /// The frontend of one version, by which BuildKit reads a plan.
  package static func railpackFrontend(version: String) -> String {
    "ghcr.io/railwayapp/railpack-frontend:v\(version)"
  }

  /// Builds an image by buildpacks.
  package static func pack(_ request: PackRequest) -> [String] {
    let cache = "format=volume;name=slipway-buildpacks-\(request.appName)"
    var words = ["build", request.tag, "--path", request.folder, "--builder", request.builder]
    words += ["--cache", "type=build;\(cache)-build", "--cache", "type=launch;\(cache)-launch"]
    words += ["--env-file", request.variablesFile]
    // The code's own could name buildpacks by any address.
    if let descriptor = request.descriptor { words += ["--descriptor", descriptor] }
    for name in request.variables { words += ["--env", name] }
    words += ["--docker-host", request.dockerHost, "--pull-policy", "if-not-present", "--no-color"]
    if request.ignoresCache { words.append("--clear-cache") }
    return words
  }

  /// The volumes that buildpacks keep what they have fetched in, of one application.
  package static func packVolumes(appName: String) -> [String] {
    ["slipway-buildpacks-\(appName)-build", "slipway-buildpacks-\(appName)-launch"]
  }
}
