import SlipwayCore
import SlipwayHost
package import SlipwayLogs

extension Engine {
  /// Counts what the proxy of this machine was asked.
  package var requestCounter: RequestCounter {
    RequestCounter(store: store, bus: bus, path: folders.accessLog, now: now) { [self] in
      let docker = try thisMachine().docker
      let labels = [ReleaseLabels.instance: configuration.instance, ReleaseLabels.role: "proxy"]
      for container in try await docker.listContainers(labels: labels) {
        try await docker.signalContainer(container.Id, "SIGUSR1")
      }
    }
  }
}
