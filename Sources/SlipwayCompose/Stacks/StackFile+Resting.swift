import SlipwayCore

extension StackFile {
  /// The services that must not run while storage is copied or replaced: those that mount it, and those that have their
  /// volumes or share their network or processes, which end with them.
  /// - Returns: names in the user's file by the keys in the one that runs.
  package func resting(_ isMeant: (Mounted) -> Bool) -> [String: String] {
    var keys = Set(mounted.filter { isMeant($0.mount) }.map(\.key))
    let services = StackModel(root: model).services
    var isComplete = keys.isEmpty
    while !isComplete {
      let leaning = services.filter { key, fields in
        !keys.contains(key) && !Self.leans(fields).isDisjoint(with: keys)
      }
      keys.formUnion(leaning.keys)
      isComplete = leaning.isEmpty
    }
    return names.filter { keys.contains($0.key) }
  }

  private static func leans(_ service: JSONValue) -> Set<String> {
    let volumes = (service["volumes_from"]?.arrayValue ?? []).compactMap(\.stringValue)
      .compactMap { $0.split(separator: ":").first.map(String.init) }
    let shared = ["network_mode", "pid", "ipc"].compactMap { service[$0]?.stringValue }
      .filter { $0.hasPrefix("service:") }.map { String($0.dropFirst("service:".count)) }
    return Set(volumes + shared)
  }
}
