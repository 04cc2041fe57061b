import Foundation

/// The pages of program files that a process holds without having written to them: what is given back is there again when it
/// is used, from the kernel's cache.
package enum ResidentPages {
  /// Gives all of them back.
  package static func giveBack() {
    for range in ranges((try? String(contentsOfFile: "/proc/self/smaps", encoding: .utf8)) ?? "") {
      if let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) {
        madvise(start, range.count, MADV_DONTNEED)
      }
    }
  }

  /// Mappings of files that cannot be written to and that nothing was written to: what the linker has put right is neither.
  /// - Parameter text: of `/proc/self/smaps`.
  static func ranges(_ text: String) -> [Range<UInt>] {
    var found: [Range<UInt>] = []
    var candidate: Range<UInt>?
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      if fields.count >= 5, fields[0].contains("-"), line.first?.isHexDigit == true {
        candidate = mapping(fields)
      } else if fields.count >= 2, fields[0] == "Private_Dirty:" || fields[0] == "Anonymous:", fields[1] != "0" {
        candidate = nil
      } else if fields.first == "VmFlags:", let range = candidate {
        found.append(range)
        candidate = nil
      }
    }
    return found
  }

  /// - Parameter fields: `7f00-7f10 r-xp 00000000 fe:00 123 /usr/lib/x.so`
  private static func mapping(_ fields: [Substring]) -> Range<UInt>? {
    let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
    guard fields.count >= 6, fields[5].hasPrefix("/"), !fields[1].contains("w"), ends.count == 2, ends[0] < ends[1]
    else {
      return nil
    }
    return ends[0]..<ends[1]
  }
}
