import Foundation
package import SlipwayCore

/// A container outside of any service, before it is made.
package struct ContainerDraft: Sendable, Hashable {
  package var image: String
  package var words: [String]?
  /// Replaces the image's entry point.
  package var entryPoint: [String]?
  /// Its values are secret.
  package var environment: [String: Secret] = [:]
  package var labels: [String: String]
  package var mounts: [ContainerMount] = []
  package var network: String?
  /// The most memory, in bytes.
  package var memory: Int?
  package var nanoCPUs: Int?

  package init(image: String, words: [String]? = nil, labels: [String: String]) {
    self.image = image
    self.words = words
    self.labels = labels
  }
}

// Of volumes, and of containers that stand by themselves.
extension DockerClient {
  package func inspectVolume(_ name: String) async throws -> DockerVolume? {
    try await find(DockerRequest("GET", "/volumes/\(try DockerName.check(name))", "inspect the volume \(name)"))
  }

  /// Makes a volume; one that is there already is left as it is.
  package func createVolume(_ volume: DockerVolume) async throws {
    let body = VolumeCreation(
      Name: try DockerName.check(volume.Name), Driver: volume.Driver ?? "local", Labels: volume.Labels ?? [:],
      DriverOpts: volume.Options ?? [:])
    _ = try await send(DockerRequest("POST", "/volumes/create", "make the volume \(volume.Name)").sending(body))
  }

  /// The containers that mount a volume, whether they run or not.
  package func containers(mounting volume: String) async throws -> [DockerContainerSummary] {
    let request = DockerRequest("GET", "/containers/json", "list containers").with("all", "true")
    return try await decode(request.filtered(by: ["volume": [volume]]))
  }

  /// - Returns: the new container's id; it does not run yet.
  package func createContainer(_ draft: ContainerDraft) async throws -> String {
    let environment = draft.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.reveal())" }
    let body = ContainerCreation(
      Image: draft.image, Cmd: draft.words, Entrypoint: draft.entryPoint, Env: environment, Labels: draft.labels,
      HostConfig: .init(
        Mounts: draft.mounts, NetworkMode: draft.network, Memory: draft.memory, NanoCpus: draft.nanoCPUs))
    let request = DockerRequest("POST", "/containers/create", "make a container of the image \(draft.image)")
    return try await decode(request.sending(body), as: CreatedContainer.self).Id
  }

  package func startContainer(_ id: String) async throws {
    _ = try await send(
      DockerRequest("POST", "/containers/\(try DockerName.check(id))/start", "start the container \(id)"))
  }

  /// Makes a network that leads nowhere else, for containers that stand by themselves.
  package func createIsolatedNetwork(_ name: String, labels: [String: String]) async throws {
    let body = IsolatedNetwork(Name: try DockerName.check(name), Labels: labels)
    _ = try await send(DockerRequest("POST", "/networks/create", "make the network \(name)").sending(body))
  }

  /// Makes an image without any file: enough for a container that only lends its mounts and never runs.
  package func createEmptyImage(repository: String, tag: String) async throws {
    var request = DockerRequest("POST", "/images/create", "make the image \(repository):\(tag)")
      .with("fromSrc", "-").with("repo", repository).with("tag", tag)
    // A tar archive of nothing.
    request.body = Data(count: 1024)
    _ = try await send(request)
  }
}

/// The body of the call that makes a volume.
private struct VolumeCreation: Encodable {
  var Name: String
  var Driver: String
  var Labels: [String: String]
  var DriverOpts: [String: String]
}

/// The body of the call that makes a container.
private struct ContainerCreation: Encodable {
  /// What the host gives it.
  struct Host: Encodable {
    var Mounts: [ContainerMount]
    var NetworkMode: String?
    var Memory: Int?
    var NanoCpus: Int?
  }
  var Image: String
  var Cmd: [String]?
  var Entrypoint: [String]?
  var Env: [String]
  var Labels: [String: String]
  var HostConfig: Host
}

/// The body of the call that makes a network of one machine without a way out.
private struct IsolatedNetwork: Encodable {
  var Name: String
  let Driver = "bridge"
  let Internal = true
  let CheckDuplicate = true
  var Labels: [String: String]
}

/// The answer of the call that makes a container.
private struct CreatedContainer: Decodable {
  var Id: String
}
