import Foundation
import SlipwayCore

/// What a person types of a destination; the same for making, changing and testing one.
package protocol DestinationFields: Codable, Sendable {
  var name: String { get }
  var provider: String? { get }
  var accessKey: String { get }
  var bucket: String { get }
  var region: String { get }
  var endpoint: String { get }
  var secretAccessKey: String { get }
  var additionalFlags: [String]? { get }
  var serverId: String? { get }
  var rcloneConfig: String? { get }
}

extension DestinationFields {
  /// - Parameter stored: what the mask stands for.
  /// - Throws: ``SlipwayError`` `badRequest` naming the fields.
  func applied(to stored: Destination?, in organization: ID<Organization>, now: Date) throws -> Destination {
    guard (serverId ?? "").isEmpty else {
      throw SlipwayError.invalid("serverId", "there are no other servers in this version; leave it empty")
    }
    var destination = stored ?? Destination(organizationID: organization, name: "", createdAt: now)
    destination.name = try TypedText.name(name)
    destination.provider = provider.flatMap { $0.isEmpty ? nil : $0 }
    destination.bucket = bucket.trimmingSpaces()
    destination.region = region.trimmingSpaces()
    destination.endpoint = endpoint.trimmingSpaces()
    destination.additionalFlags = (additionalFlags ?? []).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    let isRemote = destination.provider == Destination.remoteProvider
    destination.accessKey = isRemote ? "" : accessKey.trimmingSpaces()
    try refuseElsewhere(stored, destination)
    if secretAccessKey != Secret.mask { destination.secretAccessKey = Secret(secretAccessKey.trimmingSpaces()) }
    if isRemote { destination.secretAccessKey = Secret("") }
    destination.remote = try remote(stored, isRemote)
    try destination.validate()
    return destination
  }

  private func remote(_ stored: Destination?, _ isRemote: Bool) throws -> RcloneRemote? {
    guard isRemote, let text = rcloneConfig, !text.isEmpty else { return isRemote ? stored?.remote : nil }
    return text == Secret.mask ? stored?.remote : try RcloneRemote(parsing: text, field: "rcloneConfig")
  }

  /// A stored secret is sent only where it was saved for.
  private func refuseElsewhere(_ stored: Destination?, _ destination: Destination) throws {
    guard let stored, secretAccessKey == Secret.mask, !stored.secretAccessKey.isEmpty else { return }
    let isSame =
      stored.endpoint == destination.endpoint && stored.provider == destination.provider
      && stored.region == destination.region
    guard isSame else {
      throw SlipwayError.invalid("secretAccessKey", "must be typed again for another provider, endpoint or region")
    }
  }
}
