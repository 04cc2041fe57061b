import SlipwayAgent
package import SlipwayCore

/// What setting a server up does, in words for somebody who wants to know before.
package enum ServerPlan {
  package static func words(for purpose: Server.Purpose, _ configuration: Configuration) -> String {
    let place = ServerPlace(configuration)
    let lines = ServerStep.all(for: purpose).map { step in
      switch step.kind {
      case .connect: "connect by SSH, with the host key that was confirmed"
      case .rights: "become root, by sudo for any other user"
      case .docker: "where there is no Docker: apt-get update, apt-get install docker.io (Debian, Ubuntu)"
      case .engine: "start Docker (systemctl enable --now docker); let the user use it (usermod -aG docker)"
      case .swarm: "docker swarm init, unless it is a manager already"
      case .network: "docker network create -d overlay --attachable \(place.network)"
      case .proxy:
        "\(configuration.traefikImage) as the service \(place.proxy), on ports \(configuration.httpPort) and "
          + "\(configuration.httpsPort), with its files in \(place.traefik)"
      case .agent:
        "Slipway's own program as an agent that measures the machine, in \(place.agent.folder), asked over SSH at "
          + place.agent.socket
      }
    }
    return lines.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n") + "\n"
  }
}
