/// A program that builds images in its own way, and where it is downloaded from.
package enum BuildTool: String, Sendable, CaseIterable, Codable {
  case nixpacks, railpack, pack

  /// The version that is used unless the settings name another.
  package var standardVersion: String {
    switch self {
    case .nixpacks: "1.41.0"
    case .railpack: "0.15.4"
    case .pack: "0.39.1"
    }
  }

  /// - Parameter machine: `x86_64` or `aarch64`, as the kernel says it.
  /// - Returns: `nil` for a machine that it is not made for.
  package func address(version: String, machine: String) -> String? {
    guard ["x86_64", "aarch64"].contains(machine), VersionText.isNumber(version) else { return nil }
    let isArm = machine == "aarch64"
    let releases = "releases/download/v\(version)"
    switch self {
    case .nixpacks:
      return
        "https://github.com/railwayapp/nixpacks/\(releases)/nixpacks-v\(version)-\(machine)-unknown-linux-musl.tar.gz"
    case .railpack:
      let name = isArm ? "arm64" : "x86_64"
      return
        "https://github.com/railwayapp/railpack/\(releases)/railpack-v\(version)-\(name)-unknown-linux-musl.tar.gz"
    case .pack:
      return "https://github.com/buildpacks/pack/\(releases)/pack-v\(version)-linux\(isArm ? "-arm64" : "").tgz"
    }
  }

  /// What the download has to be; `nil` where it is not known here and whoever installs it has to say it.
  package func digest(version: String, machine: String) -> String? {
    Self.digests["\(rawValue) \(version) \(machine)"]
  }

  /// SHA-256 of the archives, in hexadecimal digits.
  private static let digests = [
    "nixpacks 1.41.0 x86_64": "0f55de7874507b9cf7502113120bd96f2ab6979f78d10eaf2eb2ade9207b3af6",
    "nixpacks 1.41.0 aarch64": "912bd02dd2bb6f9c3a9ed965fe8a68b4aa318dc7a2546e2eca6f2806a894ba39",
    "pack 0.39.1 x86_64": "77109791ec8ad73749bc9efc5ecd3905f49175a5071c50e4be59840041ee4b42",
    "pack 0.39.1 aarch64": "6ffe978d5fe59ecc17ed685f51da35b7d6a003aeaa3676e831e7aeeb0ddd09c8",
  ]
}
