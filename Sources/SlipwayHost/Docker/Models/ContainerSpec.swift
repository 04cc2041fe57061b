package import SlipwayCore

/// What the container of a task shall be.
package struct ContainerSpec: Sendable, Hashable, Codable {
  package var Image: String
  package var Labels: [String: String]?
  /// Replaces the image's entry point.
  package var Command: [String]?
  /// Replaces the image's command.
  package var Args: [String]?
  package var Hostname: String?
  /// `KEY=value`; holds secrets.
  package var Env: [String]?
  package var Dir: String?
  package var User: String?
  package var Groups: [String]?
  package var TTY: Bool?
  package var ReadOnly: Bool?
  package var Mounts: [ContainerMount]?
  package var StopSignal: String?
  package var StopGracePeriod: Int?
  package var Healthcheck: SwarmHealthCheck?
  /// Further lines of `/etc/hosts`: `address name`.
  package var Hosts: [String]?
  package var Init: Bool?
  package var Isolation: String?
  package var Sysctls: [String: String]?
  package var CapabilityAdd: [String]?
  package var CapabilityDrop: [String]?
  package var Ulimits: [SwarmUlimit]?

  package init(Image: String) { self.Image = Image }
}

extension ContainerSpec: CustomStringConvertible, CustomReflectable {
  // Its environment holds secrets, so that it must not be printed as a whole.
  package var description: String { "ContainerSpec(\(Image))" }
  package var customMirror: Mirror { Mirror(self, children: ["Image": Image]) }
}

/// Storage that a container sees at a path.
package struct ContainerMount: Sendable, Hashable, Codable {
  /// Options of a folder of the host.
  package struct Bind: Sendable, Hashable, Codable {
    package var Propagation: String?

    package init(Propagation: String? = nil) { self.Propagation = Propagation }
  }
  /// Options of a named volume.
  package struct Volume: Sendable, Hashable, Codable {
    package var NoCopy: Bool?
    package var Labels: [String: String]?

    package init(NoCopy: Bool? = nil, Labels: [String: String]? = nil) {
      self.NoCopy = NoCopy
      self.Labels = Labels
    }
  }
  /// `bind`, `volume` or `tmpfs`.
  package var `Type`: String
  /// The host's path, or the volume's name.
  package var Source: String?
  package var Target: String
  package var ReadOnly: Bool?
  package var BindOptions: Bind?
  package var VolumeOptions: Volume?

  package init(`Type`: String, Source: String?, Target: String, ReadOnly: Bool? = nil) {
    self.`Type` = `Type`
    self.Source = Source
    self.Target = Target
    self.ReadOnly = ReadOnly
  }
}
