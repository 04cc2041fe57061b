import Foundation
package import SlipwayCore
package import SlipwayStore

/// What this machine has, and the settings that follow from it while nobody has set any.
package enum ServerCapacity {
  package static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
  /// Bytes.
  package static var memory: Int {
    max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))
  }
  package static var settings: ServerSettings { ServerSettings(cores: cores, memory: memory) }
}

extension Transaction {
  /// What an administrator has set; before that, what fits this machine.
  package func serverSettings() throws -> ServerSettings { try settings.server() ?? ServerCapacity.settings }
}
