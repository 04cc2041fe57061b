import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// Looks at the Docker Engine and its Swarm.
struct EngineDiagnosis {
  let configuration: Configuration
  let host: any Host

  func run() async -> [Diagnosis] {
    let info: DockerInfo
    do {
      info = try await host.docker.info()
    } catch {
      let reason = (error as? SlipwayError)?.message ?? "\(error)"
      return [
        .missing(
          "Docker Engine", "\(configuration.dockerHost) does not answer: \(reason)",
          fix: "Install Docker Engine 20.10 or later and start it, or name its socket with --docker-host.")
      ]
    }
    return [version(info), swarm(info), await addresses(), await builder(), await compose()]
  }

  private func version(_ info: DockerInfo) -> Diagnosis {
    let version = info.ServerVersion ?? "unknown"
    let parts = version.split(separator: ".").prefix(2).compactMap { Int($0) }
    guard parts.count == 2, (parts[0], parts[1]) < (20, 10) else { return .ok("Docker Engine", version) }
    return .missing("Docker Engine", version, fix: "Upgrade it to 20.10 or later.")
  }

  private func swarm(_ info: DockerInfo) -> Diagnosis {
    guard !info.isSwarmManager else { return .ok("Swarm", "manager") }
    let state = info.Swarm?.LocalNodeState ?? "inactive"
    return .missing(
      "Swarm", state == "active" ? "worker" : state,
      fix: state == "active"
        ? "Run `docker node promote` for this node on a manager."
        : "Run `docker swarm init --advertise-addr <this server's address>`.")
  }

  private func addresses() async -> Diagnosis {
    if (try? await Surroundings.hasVirtualAddresses(host)) == true {
      return .ok("IPVS", "virtual IPs and the routing mesh work")
    }
    return .limited(
      "IPVS", "the kernel has none: services get DNS endpoints and host-mode ports instead",
      fix: "Load it with `modprobe ip_vs` if the kernel has it; everything but the routing mesh works without.")
  }

  private func compose() async -> Diagnosis {
    do {
      return .ok("Docker Compose", try await ComposeCommands().command(on: host, configuration).path)
    } catch {
      return .limited(
        "Docker Compose", "none: compose stacks cannot be deployed",
        fix: "Install Docker's package docker-compose-plugin; everything else works without.")
    }
  }

  private func builder() async -> Diagnosis {
    do {
      let command = try await DockerCommands().command(on: host, configuration)
      return .ok("docker command line", "\(command.path), BuildKit \(command.usesBuildx ? "by buildx" : "built in")")
    } catch {
      return .missing(
        "docker command line", "none with BuildKit", fix: (error as? SlipwayError)?.message ?? "\(error)")
    }
  }
}
