package import Foundation
package import SlipwayCore

// Of what there is on an engine, how much room it takes, and of taking it away.
extension DockerClient {
  /// All that the engine says of one thing, in its own words.
  /// - Returns: `nil` when there is no such thing.
  package func describe(_ thing: DockerThing, _ name: String) async throws -> JSONValue? {
    let name = thing == .images ? try DockerName.check(image: name) : try DockerName.check(name)
    let path = "/\(thing.rawValue)/\(name)\(thing == .containers || thing == .images ? "/json" : "")"
    return try await find(DockerRequest("GET", path, "describe \(name)"))
  }

  /// Sends a signal to the first process of a container.
  package func killContainer(_ id: String) async throws {
    _ = try await send(
      DockerRequest("POST", "/containers/\(try DockerName.check(id))/kill", "end the container \(id)"))
  }

  /// Every image that has a name, or had one.
  package func listImages() async throws -> [DockerImageSummary] {
    try await decode(DockerRequest("GET", "/images/json", "list images"))
  }

  /// How much room everything takes. Docker counts every file for that.
  package func diskUse() async throws -> DockerDiskUse {
    try await measure(DockerRequest("GET", "/system/df", "measure what it keeps"))
  }

  /// How many bytes each volume has, as far as Docker knows; it counts every file for that.
  package func volumeSizes() async throws -> [String: Int] {
    let request = DockerRequest("GET", "/system/df", "measure volumes").with("type", "volume")
    let measured = try await measure(request).Volumes ?? []
    let known = measured.compactMap { volume in volume.UsageData.map { (volume.Name, $0.Size) } }
    return Dictionary(known.filter { $0.1 >= 0 }, uniquingKeysWith: { first, _ in first })
  }

  /// The engine counts for one at a time, and refuses everybody else meanwhile.
  private func measure(_ request: DockerRequest) async throws -> DockerDiskUse {
    var patient = request
    patient.timeout = .seconds(120)
    for _ in 0..<60 {
      do {
        return try await decode(patient)
      } catch let error as SlipwayError where error.details["docker"]?.contains("already running") ?? false {
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    throw SlipwayError(.timeout, "Docker measures what it keeps for somebody else. Try again in a minute.")
  }

  /// Takes away all of the build cache that no build uses now.
  /// - Returns: how many bytes that freed.
  package func pruneBuildCache() async throws -> Int {
    var request = DockerRequest("POST", "/build/prune", "take the build cache away").with("all", "true")
    request.timeout = .seconds(600)
    return try await decode(request, as: Pruned.self).SpaceReclaimed ?? 0
  }

  /// Takes away of the build cache what was not used for longest, until no more than this is left.
  /// - Returns: how many bytes that freed.
  package func pruneBuildCache(keeping bytes: Int) async throws -> Int {
    var request = DockerRequest("POST", "/build/prune", "keep the build cache within its budget")
      .with("keep-storage", String(bytes))
    request.timeout = .seconds(600)
    return try await decode(request, as: Pruned.self).SpaceReclaimed ?? 0
  }

  /// What happened between two moments, oldest first.
  package func pastEvents(since: Date, until: Date) async throws -> [DockerEvent] {
    let request = DockerRequest("GET", "/events", "tell what happened")
      .with("since", DockerTime.seconds(since)).with("until", DockerTime.seconds(until))
    var found: [DockerEvent] = []
    for try await event in JSONLines<DockerEvent>(open: { try await self.open(request) }) { found.append(event) }
    return found
  }

  /// - Returns: the new network's id.
  /// - Throws: ``SlipwayError`` `conflict` when the name is taken.
  package func createNetwork(_ draft: NetworkDraft) async throws -> String {
    _ = try DockerName.check(draft.Name)
    let request = DockerRequest("POST", "/networks/create", "make the network \(draft.Name)")
    return try await decode(request.sending(draft), as: MadeNetwork.self).Id
  }
}

/// The kinds of things that an engine keeps, as its paths call them.
package enum DockerThing: String, Sendable {
  case containers, images, volumes, networks
}

/// How much room everything takes on an engine.
package struct DockerDiskUse: Sendable, Hashable, Decodable {
  /// A container with what it has written.
  package struct Container: Sendable, Hashable, Decodable {
    package var Id: String
    package var State: String?
    package var SizeRw: Int?
  }
  /// An image.
  package struct Image: Sendable, Hashable, Decodable {
    package var Id: String
    package var Size: Int?
    package var SharedSize: Int?
    package var Containers: Int?
  }
  /// A volume with its size.
  package struct Volume: Sendable, Hashable, Decodable {
    /// How much it is, -1 where nobody knows; how many containers mount it.
    package struct Use: Sendable, Hashable, Decodable {
      package var Size: Int
      package var RefCount: Int?
    }
    package var Name: String
    package var UsageData: Use?
  }
  /// A step of earlier builds.
  package struct Cache: Sendable, Hashable, Decodable {
    package var ID: String
    package var `Type`: String?
    package var Description: String?
    package var InUse: Bool?
    package var Shared: Bool?
    package var Size: Int?
    package var CreatedAt: DockerTime?
    package var LastUsedAt: DockerTime?
    package var UsageCount: Int?
  }
  /// All layers of all images.
  package var LayersSize: Int?
  package var Images: [Image]?
  package var Containers: [Container]?
  package var Volumes: [Volume]?
  package var BuildCache: [Cache]?
}

/// A network before it is made.
package struct NetworkDraft: Sendable, Hashable, Encodable {
  /// Where its addresses come from.
  package struct Addresses: Sendable, Hashable, Encodable {
    package var Driver: String
    package var Config: [[String: String]]

    package init(Driver: String, Config: [[String: String]]) {
      self.Driver = Driver
      self.Config = Config
    }
  }
  package var Name: String
  package var Driver: String
  package var Internal = false
  package var Attachable = true
  package var EnableIPv6 = false
  package var IPAM: Addresses?
  package var Options: [String: String] = [:]
  package var Labels: [String: String]
  let CheckDuplicate = true

  package init(Name: String, Driver: String, Labels: [String: String]) {
    self.Name = Name
    self.Driver = Driver
    self.Labels = Labels
  }
}

/// The answer of the call that takes things away.
private struct Pruned: Decodable {
  var SpaceReclaimed: Int?
}

/// The answer of the call that makes a network.
private struct MadeNetwork: Decodable {
  var Id: String
}
