import ArgumentParser
import SlipwayCore
import SlipwayProcedures

/// `slipway openapi`: the description of the whole API.
struct OpenAPICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Prints the API's OpenAPI 3.1 document.")
  @Option(help: "What the paths stand below.") var server = "/api"

  func run() throws {
    try Output.json(try OpenAPIDocument(procedures: Procedures.all, server: server).json())
  }
}
