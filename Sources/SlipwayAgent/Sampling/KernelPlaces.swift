import Foundation

/// Where the kernel's files are: elsewhere in tests, and for an agent that runs in a container.
package struct KernelPlaces: Sendable, Hashable {
  package var processes: String
  package var groups: String
  /// A folder on the file system whose room counts.
  package var disk: String

  package init(processes: String = "/proc", groups: String = "/sys/fs/cgroup", disk: String = "/") {
    self.processes = processes
    self.groups = groups
    self.disk = disk
  }

  /// Whether the machine has version 2 of control groups.
  var isUnified: Bool { access(groups + "/cgroup.controllers", R_OK) == 0 }
}
