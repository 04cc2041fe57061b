import SlipwayCore

extension ComposeJudge {
  /// A path of the stack's own that a container is given.
  struct Place {
    /// Below the stack's own folders, which count as one: what the code lacks is kept there.
    var parts: [String]
    var isWritten: Bool
    var at: [String]
    var asked: JSONValue
    var users: [String]
  }

  /// Files that tell a container the time zone, and that it may read.
  private static let readableFiles: Set = ["/etc/localtime", "/etc/timezone"]

  mutating func look(atMount mount: JSONValue, _ at: [String], _ name: String) {
    let common: Set = ["consistency", "read_only", "source", "target", "type"]
    let source = mount["source"]?.stringValue ?? ""
    let isReadOnly = mount["read_only"] == .bool(true)
    switch mount["type"]?.stringValue {
    case "tmpfs" where Self.isKnown(mount, common, "tmpfs", ["mode", "size"]): return
    case "volume" where Self.isKnown(mount, common, "volume", ["labels", "nocopy", "subpath"]):
      guard !source.isEmpty, model["volumes"]?[source] == nil else { return }
      note(at, "uses a volume from outside the stack", mount, service: name)
    case "bind"
    where Self.isKnown(mount, common, "bind", ["create_host_path", "propagation", "recursive", "selinux"])
      && Self.staysWithin(mount["bind"]):
      if let parts = own.parts(of: source) {
        places.append(Place(parts: parts, isWritten: !isReadOnly, at: at, asked: mount, users: [name]))
      } else if !(Self.readableFiles.contains(source) && isReadOnly) {
        let reason = source.hasSuffix(".sock") ? "hands out the socket \(source)" : "mounts \(source)"
        note(at, reason + " of the host", mount, service: name)
      }
    default: note(at, "mounts something of the host", mount, service: name)
    }
  }

  private static func isKnown(_ mount: JSONValue, _ common: Set<String>, _ part: String, _ inner: Set<String>) -> Bool
  {
    strangers(mount, besides: common.union([part])).isEmpty && strangers(mount[part] ?? .null, besides: inner).isEmpty
  }

  /// Nothing that is mounted within a container comes out on the host.
  private static func staysWithin(_ bind: JSONValue?) -> Bool {
    let propagation = bind?["propagation"] ?? .null
    return isNothing(propagation) || ["private", "rprivate"].contains(propagation.stringValue)
  }

  /// Whoever writes a folder can put a link in the place of what lies in it; Docker follows the link at the next start.
  mutating func lookAtFoldersWithinFolders() {
    let written = places.filter(\.isWritten)
    for place in places
    where written.contains(where: { $0.parts.count < place.parts.count && place.parts.starts(with: $0.parts) }) {
      note(
        place.at, "mounts what lies in a folder that containers write to: it can be led to any other", place.asked,
        users: place.users)
    }
  }

  mutating func look(atVolume name: String, _ volume: JSONValue) {
    let place = ["volumes", name]
    let users = users(of: name, in: "volumes")
    let asked = JSONValue.object(volume.members.filter { $0.key != "labels" })
    if volume["external"] != nil, volume["external"] != .bool(false) {
      return note(place + ["external"], "uses a volume from outside the stack", asked, users: users)
    }
    if volume["name"] != nil, volume["name"] != .string("\(own.appName)_\(name)") {
      note(place + ["name"], "can name another stack's volume", asked, users: users)
    }
    if !Self.isNothing(volume["driver"]), volume["driver"] != .string("local") {
      note(place + ["driver"], "uses a volume plugin of the host", asked, users: users)
    }
    if !Self.isNothing(volume["driver_opts"]), !Self.isMemory(volume["driver_opts"] ?? .null) {
      note(place + ["driver_opts"], "can mount any folder or device of the host", asked, users: users)
    }
    for key in Self.strangers(volume, besides: ["driver", "driver_opts", "external", "labels", "name"]) {
      note(place + [key], Self.unknown, asked, users: users)
    }
  }

  /// A volume in memory and nothing else: with other words, such as `bind`, the kernel does not ask for the type.
  private static func isMemory(_ options: JSONValue) -> Bool {
    let words = (options["o"]?.stringValue ?? "").split(separator: ",", omittingEmptySubsequences: false)
    let known: Set = ["nodev", "noexec", "nosuid", "rw"]
    let isKnown = words.allSatisfy { word in
      let parts = word.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return known.contains(String(word)) }
      return ["gid", "mode", "nr_inodes", "size", "uid"].contains(parts[0])
        && !parts[1].isEmpty && parts[1].allSatisfy { "0123456789kmgKMG%".contains($0) }
    }
    return strangers(options, besides: ["device", "o", "type"]).isEmpty && options["type"] == .string("tmpfs")
      && (isNothing(options["device"]) || ["tmpfs", "none"].contains(options["device"]?.stringValue))
      && (isNothing(options["o"]) || isKnown)
  }
}
