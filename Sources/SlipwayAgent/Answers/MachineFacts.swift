import Foundation

/// What does not change about a machine, or goes by itself.
package struct MachineFacts: Sendable, Hashable {
  package var model = ""
  /// As programs see them.
  package var processors = 1
  /// As one could touch them.
  package var cores = 1
  package var megahertz = 0.0
  package var distribution = ""
  package var kernel = ""
  package var architecture = ""
  /// In seconds.
  package var uptime = 0

  package static func read(_ places: KernelPlaces = KernelPlaces(), release: String = "/etc/os-release")
    -> MachineFacts
  {
    var facts = MachineFacts(cpuinfo: KernelFile.text(places.processes + "/cpuinfo") ?? "")
    facts.distribution = Self.distribution(KernelFile.text(release) ?? "")
    facts.kernel =
      KernelFile.text(places.processes + "/sys/kernel/osrelease")?.trimmingCharacters(in: .newlines) ?? ""
    facts.architecture =
      KernelFile.text(places.processes + "/sys/kernel/arch")?.trimmingCharacters(in: .newlines) ?? ""
    let seconds = KernelFile.text(places.processes + "/uptime")?.split(separator: " ").first.flatMap { Double($0) }
    facts.uptime = Int(seconds ?? 0)
    return facts
  }

  package init() {}

  /// Of `/proc/cpuinfo`, which has a paragraph for each processor.
  init(cpuinfo text: String) {
    var (count, ids) = (0, Set<String>())
    var package = ""
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "processor": count += 1
      case "physical id": package = parts[1]
      case "core id": ids.insert(package + "/" + parts[1])
      case "model name", "Model": model = model.isEmpty ? parts[1] : model
      case "cpu MHz": megahertz = megahertz == 0 ? Double(parts[1]) ?? 0 : megahertz
      default: break
      }
    }
    processors = max(1, count)
    cores = ids.isEmpty ? processors : ids.count
  }

  /// Of `/etc/os-release`.
  static func distribution(_ text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return line.map { $0.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\""]) } ?? ""
  }
}
