import ArgumentParser
import SlipwayCore
import SlipwayHost

/// `slipway doctor`: what this machine lacks, and how to mend it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Says what this machine lacks and how to mend it.")
  @OptionGroup var flags: ConfigurationFlags
  @Flag(help: "Prints JSON.") var json = false

  func run() async throws {
    let configuration = try flags.read()
    let docker = DockerClient(host: configuration.dockerHost)
    let outgoing = configuration.allowsLocalDestinations ? nil : OutgoingRule(configuration)
    let host = LocalHost(docker: docker, runMarker: "doctor", outgoing: outgoing)
    let found =
      await (configuration.hasEngine ? await EngineDiagnosis(configuration: configuration, host: host).run() : [])
      + ServerDiagnosis(configuration: configuration).run()
      + MachineDiagnosis(configuration: configuration, host: host).run()
    try? await docker.shutdown()
    try tell(found)
    guard found.allSatisfy({ $0.state != .missing }) else { throw CommandFailed(status: 1, message: "") }
  }

  private func tell(_ found: [Diagnosis]) throws {
    guard !json else { return try Output.json(found) }
    let width = found.map(\.name.count).max() ?? 0
    for diagnosis in found {
      let name = diagnosis.name + String(repeating: " ", count: width - diagnosis.name.count)
      Output.line("\(Self.mark(diagnosis.state))  \(name)  \(diagnosis.found)")
      if !diagnosis.fix.isEmpty { Output.line("            \(diagnosis.fix)") }
    }
  }

  private static func mark(_ state: Diagnosis.State) -> String {
    switch state {
    case .ok: "ok     "
    case .limited: "limited"
    case .missing: "MISSING"
    }
  }
}
