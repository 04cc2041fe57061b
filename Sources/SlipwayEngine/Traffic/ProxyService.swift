import Crypto
import Foundation
package import SlipwayCore
package import SlipwayHost

/// The proxy's Swarm service, as a value.
package enum ProxyService {
  package static func name(instance: String) -> String { "\(instance)-traefik" }

  /// - Parameters:
  ///   - node: the id of this node; the proxy's files are here only.
  ///   - identity: what `folder` is on the disk: a task goes on with the one that it began with, also when another has taken its
  ///     place, as after a restore.
  ///   - settings: the static file's text: another one needs another task.
  package static func spec(
    _ configuration: Configuration, folder: String, identity: String, node: String, settings: String
  ) throws -> ServiceSpec {
    let labels = [ReleaseLabels.instance: configuration.instance, ReleaseLabels.role: "proxy"]
    var container = ContainerSpec(Image: configuration.traefikImage)
    container.Args = ["--configFile=\(ProxySettings.folder)/\(ProxySettings.fileName)"]
    // Part of the task, so that Swarm replaces it when the file says something else, or is another folder's.
    let digest = SHA256.hash(data: Data("\(settings)\n\(identity)".utf8)).hexadecimal
    container.Labels = labels.merging([ReleaseLabels.settings: digest]) { $1 }
    container.Mounts = [
      ContainerMount(Type: "bind", Source: folder, Target: ProxySettings.folder, ReadOnly: true),
      ContainerMount(Type: "bind", Source: folder + "/acme", Target: ProxySettings.certificates),
    ]
    if settings.contains(ProxySettings.requestsMount + "/") {
      container.Mounts?.append(
        ContainerMount(
          Type: "bind", Source: "\(folder)/\(ProxySettings.requests)", Target: ProxySettings.requestsMount))
    }
    container.Init = false
    container.StopGracePeriod = 10_000_000_000
    var task = TaskSpec(ContainerSpec: container)
    task.RestartPolicy = SwarmRestartPolicy(Condition: "any", Delay: 1_000_000_000)
    task.Placement = SwarmPlacement(Constraints: ["node.id==\(node)"])
    task.Networks = [SwarmNetwork(Target: Surroundings.network(instance: configuration.instance))]
    var spec = ServiceSpec(
      Name: name(instance: configuration.instance), Labels: labels, TaskTemplate: task,
      Mode: SwarmMode(Replicated: SwarmMode.Replicated(Replicas: 1)),
      EndpointSpec: SwarmEndpointSpec(
        Mode: "dnsrr", Ports: [configuration.httpPort, configuration.httpsPort].map(port)))
    // Two proxies cannot hold the same ports.
    spec.UpdateConfig = SwarmUpdateConfig(Parallelism: 1, FailureAction: "pause", Order: "stop-first")
    return try spec.sealed()
  }

  private static func port(_ number: Int) -> SwarmEndpointSpec.Port {
    SwarmEndpointSpec.Port(Protocol: "tcp", TargetPort: number, PublishedPort: number, PublishMode: "host")
  }
}
