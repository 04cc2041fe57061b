import Foundation
import ServiceLifecycle

/// Gives back the pages of program files that only the start needed: what is used again is there again, from the kernel's cache.
///
/// A small process is mostly code that ran once. The kernel would take it back when memory is short; until then it counts.
struct StartPages: Service, CustomStringConvertible {
  private let delay: Duration

  init(delay: Duration = .seconds(10)) { self.delay = delay }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      Self.giveBack()
    }
    try? await gracefulShutdown()
  }

  var description: String { "StartPages" }

  private static func giveBack() {
    for range in ranges((try? String(contentsOfFile: "/proc/self/smaps", encoding: .utf8)) ?? "") {
      if let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) { madvise(start, range.count, MADV_DONTNEED) }
    }
  }

  /// Mappings of files that cannot be written to and that nothing was written to: what the linker has put right is neither.
  static func ranges(_ text: String) -> [Range<UInt>] {
    var found: [Range<UInt>] = []
    var candidate: Range<UInt>?
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      if line.first?.isHexDigit == true, fields.count >= 5, fields[0].contains("-") {
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        let isFile = fields.count >= 6 && fields[5].hasPrefix("/")
        candidate = isFile && !fields[1].contains("w") && ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
      } else if fields.count >= 2, fields[0] == "Private_Dirty:" || fields[0] == "Anonymous:", fields[1] != "0" {
        candidate = nil
      } else if fields.first == "VmFlags:", let range = candidate {
        found.append(range)
        candidate = nil
      }
    }
    return found
  }
}
