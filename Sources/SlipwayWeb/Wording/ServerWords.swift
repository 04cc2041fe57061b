import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// Servers in words and tones.
enum ServerWords {
  static func tone(_ state: ServerRow.State) -> Tone {
    switch state {
    case .unconfirmed, .keyless, .fresh: .warning
    case .settingUp: .working
    case .failed, .unreachable: .failed
    case .ready: .good
    case .disabled: .idle
    }
  }

  static func word(_ state: ServerRow.State) -> String {
    switch state {
    case .unconfirmed: "Host key to confirm"
    case .keyless: "SSH key to choose"
    case .fresh: "To be set up"
    case .settingUp: "Being set up"
    case .failed: "Set-up failed"
    case .unreachable: "Out of reach"
    case .ready: "Ready"
    case .disabled: "Disabled"
    }
  }

  static func purpose(_ purpose: Server.Purpose) -> String { purpose == .deploy ? "services" : "builds" }

  static func title(_ step: ServerStep.Kind) -> String {
    switch step {
    case .connect: "Connect"
    case .rights: "Rights"
    case .docker: "Docker"
    case .engine: "Engine"
    case .swarm: "Swarm"
    case .network: "Network"
    case .proxy: "Proxy"
    case .agent: "Agent"
    }
  }

  static func tone(_ state: ServerStep.State) -> Tone {
    switch state {
    case .waiting: .idle
    case .working: .working
    case .done: .good
    case .failed: .failed
    case .skipped: .warning
    }
  }

  static func tone(_ state: ServerCheck.State) -> Tone {
    switch state {
    case .ok: .good
    case .warning: .warning
    case .problem: .failed
    }
  }
}
