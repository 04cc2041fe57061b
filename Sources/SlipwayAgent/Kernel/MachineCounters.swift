/// What the kernel has counted for the whole machine since it started, as its files in `/proc` say.
package enum MachineCounters {
  /// Time of all processors, in ticks.
  package struct Processors: Sendable, Hashable {
    package var busy: Int
    package var total: Int
  }

  /// In bytes.
  package struct Memory: Sendable, Hashable {
    package var total: Int
    /// What programs could still have, the page cache given back.
    package var available: Int
    /// Files that the kernel keeps as long as nobody needs the room.
    package var cache: Int
    /// As `free` counts it.
    package var used: Int { max(0, total - available) }
  }

  /// Bytes in one direction and in the other.
  package struct Traffic: Sendable, Hashable {
    package var received: Int
    package var sent: Int

    package init(received: Int, sent: Int) {
      self.received = received
      self.sent = sent
    }
  }

  /// Of `/proc/stat`. Time of guests is in that of their hosts already; time that another machine took is nobody's work.
  package static func processors(_ text: Span<UInt8>) -> Processors? {
    guard KernelText.begins(text, 0, "cpu ") else { return nil }
    var (total, idle, place) = (0, 0, 4)
    // user, nice, system, idle, iowait, irq, softirq, steal
    for index in 0..<8 {
      guard let found = KernelText.number(text, from: place) else { break }
      total += found.value
      if index == 3 || index == 4 || index == 7 { idle += found.value }
      place = found.end
    }
    return Processors(busy: total - idle, total: total)
  }

  /// Of `/proc/meminfo`.
  package static func memory(_ text: Span<UInt8>) -> Memory? {
    guard let total = KernelText.value(of: "MemTotal", in: text) else { return nil }
    let free = KernelText.value(of: "MemFree", in: text) ?? 0
    let cached = (KernelText.value(of: "Cached", in: text) ?? 0) + (KernelText.value(of: "Buffers", in: text) ?? 0)
    let cache = cached + (KernelText.value(of: "SReclaimable", in: text) ?? 0)
    // Kernels before 3.14 do not say what is available.
    let available = KernelText.value(of: "MemAvailable", in: text) ?? free + cached
    return Memory(total: total * 1024, available: available * 1024, cache: cache * 1024)
  }

  /// Of `/proc/net/dev`, or a process's own in `/proc/<pid>/net/dev`.
  /// - Parameter isMachine: without the ends of containers' cards and the bridges between them, which would count their
  ///   traffic twice.
  package static func traffic(_ text: Span<UInt8>, isMachine: Bool) -> Traffic {
    var (sum, line) = (Traffic(received: 0, sent: 0), 0)
    while line < text.count {
      defer { line = KernelText.next(line: line, in: text) }
      var name = line
      while name < text.count, KernelText.isBlank(text[name]) { name += 1 }
      var colon = name
      while colon < text.count, text[colon] != 58, text[colon] != 10 { colon += 1 }
      guard colon < text.count, text[colon] == 58, !isLeftOut(text, name, isMachine) else { continue }
      guard let received = KernelText.number(text, from: colon + 1),
        let sent = field(7, after: received.end, in: text)
      else { continue }
      sum.received += received.value
      sum.sent += sent
    }
    return sum
  }

  /// Of `/proc/diskstats`: whole disks only, as partitions and what lies on top of disks is counted there again.
  package static func disks(_ text: Span<UInt8>) -> Traffic {
    var (sum, line) = (Traffic(received: 0, sent: 0), 0)
    while line < text.count {
      defer { line = KernelText.next(line: line, in: text) }
      guard let major = KernelText.number(text, from: line),
        let minor = KernelText.number(text, from: major.end)
      else { continue }
      var name = minor.end
      while name < text.count, KernelText.isBlank(text[name]) { name += 1 }
      var end = name
      while end < text.count, !KernelText.isBlank(text[end]), text[end] != 10 { end += 1 }
      guard isDisk(text, name, end), let read = field(2, after: end, in: text),
        let written = field(6, after: end, in: text)
      else { continue }
      sum.received += read * 512
      sum.sent += written * 512
    }
    return sum
  }

  /// The number that stands so many numbers behind the next one.
  private static func field(_ skipped: Int, after start: Int, in text: Span<UInt8>) -> Int? {
    var place = start
    for _ in 0..<skipped {
      guard let found = KernelText.number(text, from: place) else { return nil }
      place = found.end
    }
    return KernelText.number(text, from: place)?.value
  }

  private static func isLeftOut(_ text: Span<UInt8>, _ name: Int, _ isMachine: Bool) -> Bool {
    if KernelText.begins(text, name, "lo:") { return true }
    guard isMachine else { return false }
    return KernelText.begins(text, name, "veth") || KernelText.begins(text, name, "br-")
      || KernelText.begins(text, name, "docker") || KernelText.begins(text, name, "virbr")
      || KernelText.begins(text, name, "cni") || KernelText.begins(text, name, "vxlan")
  }

  private static func isDisk(_ text: Span<UInt8>, _ name: Int, _ end: Int) -> Bool {
    guard end > name else { return false }
    let last = text[end - 1]
    let isDigit = (48...57).contains(last)
    if KernelText.begins(text, name, "nvme") || KernelText.begins(text, name, "mmcblk") {
      // nvme0n1 is a disk, nvme0n1p2 a part of it; mmcblk0 and mmcblk0p1.
      var place = name + 4
      while place < end, text[place] != 112 { place += 1 }
      return place == end && isDigit
    }
    let isNamedByLetters =
      KernelText.begins(text, name, "sd") || KernelText.begins(text, name, "vd")
      || KernelText.begins(text, name, "xvd") || KernelText.begins(text, name, "hd")
    return isNamedByLetters && !isDigit
  }
}
