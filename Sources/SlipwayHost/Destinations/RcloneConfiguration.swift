package import SlipwayCore

/// What rclone is told of a destination: a section of its configuration, for a file that nobody else may read.
package enum RcloneConfiguration {
  /// The section's name in that file.
  static let name = "destination"

  /// - Parameter found: where its host was found, so that rclone does not look again; for those that no fence holds.
  static func text(of destination: Destination, at found: String? = nil) -> Secret {
    if let remote = destination.remote {
      return Secret("[\(name)]\n\(remote.text(at: remote.speaksWeb ? nil : found).reveal())")
    }
    var lines = [
      "type = s3", "provider = \(destination.provider.flatMap { $0.isEmpty ? nil : $0 } ?? "Other")",
      "access_key_id = \(destination.accessKey)", "secret_access_key = \(destination.secretAccessKey.reveal())",
      // Most servers that are not Amazon's know buckets by the path only, and a key may not be allowed to list buckets.
      "force_path_style = true", "no_check_bucket = true", "env_auth = false",
    ]
    if !destination.region.isEmpty { lines.append("region = \(destination.region)") }
    if !destination.endpoint.isEmpty { lines.append("endpoint = \(destination.endpoint)") }
    return Secret("[\(name)]\n" + lines.joined(separator: "\n") + "\n")
  }

  /// What must not be seen of it in a log.
  package static func secrets(of destination: Destination) -> [Secret] {
    [destination.secretAccessKey, Secret(destination.accessKey)] + (destination.remote?.options.map(\.value) ?? [])
  }
}
