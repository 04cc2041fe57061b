import SlipwayCore
package import SlipwayDetection
import SlipwayEngine

/// Lists the programs of builders that are downloaded, with what is installed.
package enum BuilderTools: Procedure {
  package typealias Input = NoInput

  /// A program in its usual version.
  package struct Item: Codable, Sendable {
    package var tool: BuildTool
    package var version: String
    package var isInstalled: Bool
    /// Whether what is downloaded can be proved without a digest from whoever installs it.
    package var hasDigest: Bool
  }

  package static let name = "builder.tools"
  package static let kind = ProcedureKind.query
  package static let summary =
    "Lists the programs of builders with the versions that are used and whether they are installed"

  package static func access(_ input: NoInput) -> Access { .server }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Item] {
    let install = try ToolInstall(call.engine)
    var items: [Item] = []
    for tool in BuildTool.allCases {
      let version = tool.standardVersion
      items.append(
        Item(
          tool: tool, version: version, isInstalled: try await install.path(tool, version: version) != nil,
          hasDigest: tool.digest(version: version, machine: "x86_64") != nil))
    }
    return items
  }
}
